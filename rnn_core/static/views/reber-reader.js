// A trained LSTM reads a string: the Python drawing, redrawn for any string and step.

import { decimals, percent } from "../numbers.js";
import { follow } from "../grammar.js";
import { carrier, drawGates, drawPrediction, drawReading } from "./reber-drawing.js";

const SHOWN = ["i", "f", "g", "o", "c", "h"];
const exchanged = { T: "P", P: "T" };

/** A legal string with T and P exchanged: the second symbol, and the one that repeats it. */
function twinOf(string) {
  const places = [1, string.indexOf("E") + 1];
  return [...string].map((s, k) => (places.includes(k) ? exchanged[s] ?? s : s)).join("");
}

/** The last symbol of a complete string is only predicted, never read. */
const isComplete = ({ legal, wrong }) => wrong < 0 && legal.at(-1) === "";

function numbersTable(outputs, text, element) {
  const cell = (value) => element("td", {}, decimals(value));
  const row = (_, k) => element("tr", {}, element("th", { scope: "row" }, `${k + 1}`),
    ...SHOWN.map((key) => cell(outputs[key][k])));
  const head = element("tr", {}, element("th", { scope: "col" }, text("number")),
    ...SHOWN.map((key) => element("th", { scope: "col" }, key)));
  return [element("caption", {}, text("numbers")), element("thead", {}, head),
    element("tbody", {}, ...outputs.c.map(row))];
}

export function view({ spec, text, element, stage, take, update, say, show, button, enable }) {
  const { symbols, grammar, strings, units, longest } = spec.data;
  let string = spec.data.first;
  let now = string.length - 3; // the step that reads the inner E

  const [reading, caption, halves] = ["reading", "memories", "halves"].map(take);
  const table = element("table");
  const position = element("span", { class: "position" });
  const said = element("p", { class: "help", id: "said", role: "status" });

  const options = strings.map((s) => element("option", { value: s }, s));
  const own = element("option", { value: "", hidden: "" }, text("typed"));
  const choice = element("select", {}, ...options, own);
  const field = element("input", { type: "text", maxlength: longest, spellcheck: "false",
    autocomplete: "off", autocapitalize: "characters", "aria-describedby": "said" });
  const exchange = button("exchange", () => choose(twinOf(string), now));
  const pick = element("fieldset", { class: "pick" }, element("legend", {}, text("string")),
    element("label", {}, element("span", {}, text("choose")), choice),
    element("label", {}, element("span", {}, text("own")), field), exchange, said);

  const lastStep = () => readPart(string).length - 1;
  const farStep = () => (isComplete(follow(grammar, string)) ? string.length - 3 : lastStep());
  const go = (to) => () => { now = to(); redraw(); };
  const again = button("again", go(() => 0));
  const back = button("back", go(() => Math.max(0, now - 1)));
  const forward = button("forward", go(() => Math.min(lastStep(), now + 1)), { class: "main" });
  const far = button("far", go(farStep));
  const buttons = element("div", { class: "buttons", role: "group", "aria-label": text("steps") },
    back, forward, again, far, position);
  const details = element("details", {}, element("summary", {}, text("numbers")),
    table);
  stage.append(pick, buttons, reading, caption, halves, details);

  choice.addEventListener("change", () => choose(choice.value));
  field.addEventListener("input", () => {
    const typed = field.value.toUpperCase().replace(/\s/g, "");
    const problem = typed ? problemOf(typed) : text("begins", { symbol: "…" });
    field.toggleAttribute("aria-invalid", Boolean(problem));
    if (problem) said.textContent = problem;
    else choose(typed, readPart(typed).length - 1, true);
  });

  function readPart(s) {
    return isComplete(follow(grammar, s)) ? s.slice(0, -1) : s;
  }

  const listed = (letters) => [...letters].join(text("or"));

  function problemOf(typed) {
    const { legal, wrong } = follow(grammar, typed);
    if (wrong < 0) return "";
    const about = { n: wrong + 1, symbol: typed[wrong], before: typed.slice(0, wrong),
      legal: listed(legal[wrong]) };
    if (!symbols.includes(typed[wrong])) return text("unknown", about);
    if (wrong === 0) return text("begins", about);
    return text(legal[wrong] ? "illegal" : "complete", about);
  }

  function choose(chosen, step = 0, typing = false) {
    [string, now] = [chosen, step];
    redraw(typing);
  }

  function question() {
    const oneHot = (symbol) => [...symbols].map((s) => (s === symbol ? 1 : 0));
    const steps = (s) => [...readPart(s)].map((symbol) => ({ x_t: oneHot(symbol) }));
    const second = string.length > 1 ? steps(twinOf(string)) : [];
    if (second.length) Object.assign(second[0], spec.start); // reads from the beginning
    return [...steps(string), ...second];
  }

  function showControls(asked, typing) {
    const { legal } = follow(grammar, asked);
    choice.value = strings.includes(asked) ? asked : "";
    if (!typing) field.value = asked;
    field.removeAttribute("aria-invalid");
    said.textContent = legal.at(-1) ? text("open", { legal: listed(legal.at(-1)) }) : text("whole");
    position.textContent = text("position", { t: now + 1, T: lastStep() + 1 });
    for (const [node, possible] of [[back, now > 0], [again, now > 0], [exchange, asked.length > 1],
      [forward, now < lastStep()], [far, now !== farStep()]]) enable(node, possible);
  }

  function sentence(t, asked, legal, own, twin, unit) {
    const of = (symbol) => text("chance", { symbol, p: percent(own[t].p[symbols.indexOf(symbol)]) });
    const parts = [text("read", { t: t + 1, T: own.length, symbol: asked[t],
      chances: [...legal[t + 1]].map(of).join(", ") })];
    const complete = legal.length === asked.length + 1 && legal.at(-1) === "";
    if (complete && t === asked.length - 3) parts.push(text("long"));
    if (unit !== null && t > 0) parts.push(text("carried", { unit: unit + 1,
      other: exchanged[asked[1]], c: decimals(own[t].c[unit]), c_other: decimals(twin[t].c[unit]) }));
    return parts.join(" ");
  }

  function redraw(typing = false) {
    const [asked, t] = [string, now];
    showControls(asked, typing);
    return update(question(), (outputs) => {
      const { legal } = follow(grammar, asked);
      const complete = legal.at(-1) === "";
      const count = asked.length - (complete ? 1 : 0);
      const [read, twin] = [outputs.slice(0, count), outputs.slice(count)];
      const end = complete ? count - 2 : count - 1;
      const unit = twin.length ? carrier(read, twin, end) : null;
      drawReading(reading, { string: asked, now: t, own: read, other: twin, unit, units, complete }, text);
      caption.textContent = twin.length
        ? text("memories", { symbol: asked[1], other: exchanged[asked[1]] }) : text("alone");
      drawPrediction(halves, read[t], legal[t + 1], symbols, text);
      drawGates(halves, read[t], unit, units);
      table.replaceChildren(...numbersTable(read[t], text, element));
      say(sentence(t, asked, legal, read, twin, unit));
      show({ string: asked, step: t, legal: legal[t + 1], carrier: unit, outputs });
    });
  }
  return redraw();
}
