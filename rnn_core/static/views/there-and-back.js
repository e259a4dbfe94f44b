// Four steps of a recurrent unit and back: the Python drawing, uncovered bit by bit.

import { amount, decimals, fillIn, trimmed } from "../numbers.js";

const T = 4; // as in rnn_core/demos/there_and_back.py
const ROWS = ["x", "h", "g", "s", "term"];

export function view({ spec, text, element, stage, take, update, say, show, group, button, enable, declared }) {
  const state = { ...spec.steps[0] };
  const last = 2 * T;
  let now = 1;

  const [panels, sum] = ["walk", "sum"].map(take);
  const hidden = [panels, sum].flatMap((part) => [...part.querySelectorAll("[data-phase]")]);
  const names = (wanted) => Object.keys(declared).filter((name) => declared[name].group === wanted);
  const change = (name, value) => { state[name] = value; redraw(); };
  const [inputs, weights] = ["inputs", "weights"].map((key) => group(text(key), names(key), change));

  const go = (to) => () => { now = to(now); redraw(); };
  const back = button("back", go((p) => Math.max(1, p - 1)));
  const forward = button("forward", go((p) => Math.min(last, p + 1)), { class: "main" });
  const all = button("all", go(() => last));
  const again = button("again", () => {
    now = 1;
    Object.assign(state, spec.steps[0]);
    for (const { set } of [inputs, weights]) set(state);
    redraw();
  });
  const position = element("span", { class: "position" });
  const buttons = element("div", { class: "buttons", role: "group", "aria-label": text("phases") },
    back, forward, all, again, position);
  const table = element("table");
  const more = element("details", {}, element("summary", {}, text("numbers")), table);
  stage.append(buttons, panels, sum,
    element("div", { class: "columns" }, inputs.node, weights.node), more);

  /** A row of the table shows a step's number once the walk has come there. */
  function drawTable(values) {
    const known = (row, t) => (row === "x" || now >= (row === "h" ? t : last + 1 - t));
    const written = (row, value) => (row === "x" ? trimmed : row === "h" ? decimals : amount)(value);
    const steps = [1, 2, 3, 4];
    const head = element("tr", {}, element("th", { scope: "col" }, text("number")),
      ...steps.map((t) => element("th", { scope: "col" }, `${t}`)));
    table.replaceChildren(element("caption", {}, text("numbers")), element("thead", {}, head),
      element("tbody", {}, ...ROWS.map((row) => element("tr", {},
        element("th", { scope: "row" }, row === "x" || row === "h" ? row : text(`row_${row}`)),
        ...steps.map((t) => element("td", {},
          known(row, t) ? written(row, values[`${row}${t}`]) : "·"))))));
  }

  function sentence(values) {
    const t = now <= T ? now : last + 1 - now;
    const two = (name) => decimals(values[name]);
    if (now <= T) {
      return text("said_forward", { t, w_x: trimmed(values.w_x), x: trimmed(values[`x${t}`]),
        w_h: trimmed(values.w_h), old: t > 1 ? two(`h${t - 1}`) : "0", b: trimmed(values.b),
        h: two(`h${t}`) });
    }
    return text("said_back", { t, g: amount(values[`g${t}`]), s: amount(values[`s${t}`]),
      x: trimmed(values[`x${t}`]), term: amount(values[`term${t}`]) });
  }

  function redraw() {
    const [asked, phase] = [{ ...state }, now];
    position.textContent = text("position", { done: phase, all: last });
    enable(back, phase > 1);
    enable(forward, phase < last);
    enable(all, phase < last);
    return update([asked], ([outputs]) => {
      const values = { ...asked, ...outputs };
      fillIn(panels, values);
      fillIn(sum, values);
      for (const node of hidden)
        node.style.visibility = Number(node.dataset.phase) <= phase ? "visible" : "hidden";
      drawTable(values);
      say(sentence(values));
      show({ phase, inputs: asked, outputs });
    });
  }
  return redraw();
}
