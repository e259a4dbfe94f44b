// A bidirectional net reads a sentence from both ends, one word of each at a time.

import { select } from "../vendor/d3.js";
import { fillIn } from "../numbers.js";
import { drawSquare } from "../squares.js";

const MOST = 11; // half a square's side, as in rnn_core/demos/two_readers.py

export function view({ spec, text, element, stage, take, update, say, show,
  button, enable, choice }) {
  const { first, last, middle, meaning, bank } = spec.data;
  const chosen = { first: 0, last: 0 };
  const T = middle.length + 2;
  let read = 0;

  const [sentence, numbers, legend] = ["sentence", "numbers", "legend"].map(take);
  const position = element("span", { class: "position" });
  const go = (to) => () => { read = to(read); redraw(); };
  const back = button("back", go((k) => Math.max(0, k - 1)));
  const forward = button("forward", go((k) => Math.min(T, k + 1)), { class: "main" });
  const again = button("again", go(() => 0));
  const end = button("end", go(() => T));
  const buttons = element("div", { class: "buttons", role: "group", "aria-label": text("steps") },
    back, forward, again, end, position);
  const change = (name, at) => { chosen[name] = at; redraw(); };
  const words = element("fieldset", { class: "two" }, element("legend", {}, text("sentence")),
    choice("first", first, 0, change), choice("last", last, 0, change));
  stage.append(buttons, sentence, numbers, legend, words);

  const verdict = (ahead) => (Math.abs(ahead) < 0.3 ? "open" : ahead > 0 ? "money" : "water");

  function sentenceOf(k, values) {
    const progress = text("progress", { k, T });
    const [ltr, rtl] = [k > bank, k >= T - bank]; // who has come to the word
    if (!ltr && !rtl) return `${progress} ${text("neither")}`;
    if (ltr && rtl) {
      const [a, b] = [values.ltr_ahead, values.rtl_ahead];
      return `${progress} ${text("both", { ltr: text(verdict(a)), rtl: text(verdict(b)),
        verdict: text(verdict(a + b)) })}`;
    }
    const side = text(ltr ? "beginning" : "ending");
    const ahead = ltr ? values.ltr_ahead : values.rtl_ahead;
    return `${progress} ${text("one", { side, verdict: text(verdict(ahead)) })}`;
  }

  function draw(k, list, values) {
    const drawn = select(sentence);
    list.forEach((word, t) => {
      drawn.select(`[data-word="${t}"]`).text(word);
      for (const [name, done] of [["ltr", t < k], ["rtl", T - 1 - t < k]]) {
        values[name][t].forEach((value, unit) =>
          drawSquare(sentence, `${name}.${t}.${unit}`, done ? value : 0, MOST));
      }
    });
  }

  function redraw() {
    const [k, picked] = [read, { ...chosen }];
    const list = [first[picked.first], ...middle, last[picked.last]];
    const asked = { x: list.map((word) => meaning[word] ?? [0, 0]) };
    position.textContent = text("position", { k, T });
    for (const [node, possible] of [[back, k > 0], [again, k > 0], [forward, k < T], [end, k < T]])
      enable(node, possible);
    return update([asked], ([values]) => {
      draw(k, list, values);
      fillIn(numbers, values);
      say(sentenceOf(k, values));
      show({ read: k, words: list, inputs: asked, outputs: values,
        verdict: verdict(values.ltr_ahead + values.rtl_ahead) });
    });
  }
  return redraw();
}
