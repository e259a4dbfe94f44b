// A trained LSTM reads a review: the bars of the Python drawing, for any review.

import { select } from "../vendor/d3.js";
import { decimals, fillIn } from "../numbers.js";

const [MIDDLE, SIDE, MOST] = [232, 112, 12]; // as in rnn_core/demos/review_reading.py

export function view({ spec, text, element, stage, take, update, say, show, button, choice }) {
  const { vocabulary, frames, about, said, rows } = spec.data;
  const kinds = Object.keys(frames);
  const chosen = { frame: kinds.indexOf("although_second"), first: 0, second: 1 };

  const [review, numbers] = ["review", "numbers"].map(take);
  const change = (name, at) => { chosen[name] = at; redraw(); };
  const lists = {
    frame: choice("frame", kinds, chosen.frame, change),
    first: choice("first", said, chosen.first, change),
    second: choice("second", said, chosen.second, change),
  };
  const exchange = button("exchange", () => {
    [chosen.first, chosen.second] = [chosen.second, chosen.first];
    for (const name of ["first", "second"])
      lists[name].querySelector("select").selectedIndex = chosen[name];
    redraw();
  });
  const written = element("fieldset", { class: "two" }, element("legend", {}, text("review")),
    lists.first, lists.second, lists.frame, exchange);
  stage.append(written, review, numbers);

  function wordsOf({ frame, first, second }) {
    const adjectives = { 1: said[first], 2: said[second] };
    return frames[kinds[frame]].flatMap((part) =>
      (part in about ? [...about[part], ...adjectives[part].split(" ")] : [part]));
  }

  function draw(words, outputs) {
    const drawn = select(review);
    for (let t = 0; t < rows; t += 1) {
      const ahead = t < words.length ? outputs[t].ahead : 0;
      const width = SIDE * Math.min(Math.abs(ahead) / MOST, 1);
      drawn.select(`[data-word="${t}"]`).text(words[t] ?? "");
      drawn.select(`[data-bar="${t}"]`).attr("width", width)
        .attr("x", ahead >= 0 ? MIDDLE : MIDDLE - width)
        .attr("fill", `var(--u-${ahead >= 0 ? "output" : "gradient"})`);
    }
  }

  /** The word after which the difference of the two scores changed most. */
  function turning(outputs) {
    const moves = outputs.map(({ ahead }, t) => Math.abs(ahead - (t ? outputs[t - 1].ahead : 0)));
    return moves.indexOf(Math.max(...moves));
  }

  function redraw() {
    const words = wordsOf(chosen);
    const asked = words.map((word) => ({
      x_t: Array.from({ length: Object.keys(vocabulary).length },
        (_, k) => (k === vocabulary[word] ? 1 : 0)),
    }));
    return update(asked, (outputs) => {
      const [last, most] = [outputs.at(-1), turning(outputs)];
      const verdict = last.ahead >= 0 ? "good" : "bad";
      draw(words, outputs);
      fillIn(numbers, last);
      say(text("said", { verdict: text(verdict), word: words[most],
        before: decimals(most ? outputs[most - 1].ahead : 0), after: decimals(outputs[most].ahead) }));
      show({ words, outputs, verdict, most });
    });
  }
  return redraw();
}
