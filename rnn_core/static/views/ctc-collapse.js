// A typed path, collapsed: the Python drawing, redrawn for any path and step.

import { select } from "../vendor/d3.js";
import { countPaths, dropFirst } from "../ctc.js";
import { fillIn } from "../numbers.js";

export function view({ spec, text, element, stage, take, update, say, show, button, enable }) {
  const { longest, blanks, examples, first, side, rows: names } = spec.data;
  const K = names.length;
  let [typed, now] = [first, K]; // how many rows are shown

  const [rows, numbers] = ["rows", "numbers"].map(take);
  const position = element("span", { class: "position" });
  const go = (to) => () => { now = to(now); redraw(); };
  const back = button("back", go((k) => Math.max(1, k - 1)));
  const forward = button("forward", go((k) => Math.min(K, k + 1)), { class: "main" });
  const all = button("all", go(() => K));
  const buttons = element("div", { class: "buttons", role: "group", "aria-label": text("steps") },
    back, forward, all, position);
  const field = element("input", { type: "text", spellcheck: "false", autocomplete: "off",
    autocapitalize: "off", "aria-describedby": "said" });
  const said = element("p", { class: "help", id: "said", role: "status" });
  const pick = element("fieldset", { class: "pick typed" }, element("legend", {}, text("typing")),
    element("label", {}, element("span", {}, text("own")), field), said);
  const choose = (key) => button(key, () => { typed = examples[key]; field.value = typed; redraw(); });
  const tries = element("div", { class: "buttons", role: "group", "aria-label": text("examples") },
    ...Object.keys(examples).map(choose));
  field.value = typed;
  stage.append(pick, tries, rows, numbers, buttons);

  const symbolsOf = (string) => [...string.normalize("NFC")].filter((c) => !/\s/u.test(c))
    .map((c) => (blanks.includes(c) ? "_" : c));
  const problemOf = ({ length: T }) => (T === 0 ? "none" : T > longest ? "long" : "");

  field.addEventListener("input", () => {
    const symbols = symbolsOf(field.value);
    const problem = problemOf(symbols);
    field.toggleAttribute("aria-invalid", Boolean(problem));
    if (problem) said.textContent = text(problem, { T: symbols.length, longest });
    else { typed = field.value; redraw(); }
  });

  /** A box for each run that begins at a marked frame, as wide as the run is long. */
  function boxes(symbols, marks, runs = marks) {
    const lasts = (t) => {
      const next = runs.findIndex((mark, at) => at > t && mark > 0);
      return (next < 0 ? symbols.length : next) - t;
    };
    return symbols.flatMap((symbol, t) => (marks[t] > 0 ? [{ t, symbol, frames: lasts(t) }] : []));
  }

  function draw(k, symbols, { first: starts, kept }) {
    const every = symbols.map(() => 1);
    const shown = [boxes(symbols, every), boxes(symbols, starts), boxes(symbols, kept, starts)];
    const box = select(rows).select("[data-box]").node();
    names.forEach((name, row) => {
      const g = select(rows).select(`[data-row="${name}"]`).attr("opacity", row < k ? 1 : 0.25);
      g.selectAll("[data-box]").remove();
      for (const { t, symbol, frames } of row < k ? shown[row] : []) {
        const copy = select(g.node().appendChild(box.cloneNode(true)));
        const colour = symbol === "_" ? "var(--u-muted)" : "var(--u-accent)";
        copy.select("rect").attr("x", 3 + side * t).attr("width", side * frames - 2)
          .attr("stroke", colour).attr("stroke-dasharray", symbol === "_" ? "3 3" : null);
        copy.select("text").attr("x", 2 + side * (t + frames / 2)).attr("fill", colour)
          .text(symbol === "_" ? "–" : symbol);
      }
    });
  }

  function redraw() {
    const [k, symbols] = [now, symbolsOf(typed)];
    const T = symbols.length;
    const known = [...new Set(["_", ...symbols])];
    const path = symbols.map((symbol) => known.indexOf(symbol));
    const asked = { path: [...path, ...Array(longest - T).fill(-1)] };
    const spoken = (labels) => labels.map((label) => known[label]).join("") || text("nothing");
    field.removeAttribute("aria-invalid");
    said.textContent = text("fine", { T, longest });
    position.textContent = text("position", { k });
    for (const [node, possible] of [[back, k > 1], [forward, k < K], [all, k < K]]) enable(node, possible);
    return update([asked], ([values]) => {
      const labels = values.labels.slice(0, values.L);
      const [count, other] = [countPaths(labels, T), dropFirst(path)];
      draw(k, symbols, values);
      fillIn(numbers, values);
      const parts = [text("first", { T })];
      if (k > 1) parts.push(text("runs", { runs: values.runs }));
      if (k > 2) {
        parts.push(text("says", { labels: spoken(labels) }));
        parts.push(text(count === 1 ? "one" : "count", { count, T }));
        if (spoken(other) !== spoken(labels)) parts.push(text("order", { labels: spoken(other) }));
      }
      say(parts.join(" "));
      show({ symbols, step: k, inputs: asked, outputs: values, says: spoken(labels),
        count, dropped_first: spoken(other) });
    });
  }
  return redraw();
}
