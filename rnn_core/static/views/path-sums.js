// Paths of a small graph: the Python drawing, its paths lit one by one.

import { select } from "../vendor/d3.js";
import { fillIn, trimmed } from "../numbers.js";

/** "sbz" runs over "sb" and "bz". */
const edgesOf = (path) => [...path].slice(1).map((node, k) => path[k] + node);

const inBrackets = (value) => (value < 0 ? `(${trimmed(value)})` : trimmed(value));

export function view({ spec, text, element, stage, take, update, say, show, group, button, enable }) {
  const { paths, edges } = spec.data;
  const given = { ...spec.steps[0] };
  let now = 0; // the path that is lit; all of them once it has reached the end

  const [graph, list] = ["graph", "list"].map(take);
  const position = element("span", { class: "position" });
  const go = (to) => () => { now = to(now); redraw(); };
  const back = button("back", go((k) => Math.max(0, k - 1)));
  const forward = button("forward", go((k) => Math.min(paths.length, k + 1)), { class: "main" });
  const again = button("again", go(() => 0));
  const buttons = element("div", { class: "buttons", role: "group", "aria-label": text("steps") },
    back, forward, again, position);
  const sliders = group(text("derivatives"), edges, (name, value) => {
    given[name] = value;
    redraw();
  });
  sliders.node.classList.add("derivatives");
  const details = element("details", {}, element("summary", {}, text("derivatives")), sliders.node);
  stage.append(buttons, element("div", { class: "beside" }, graph, list), details);

  function light(k) {
    const lit = new Set(k < paths.length ? edgesOf(paths[k]) : edges);
    const nodes = k < paths.length ? paths[k] : spec.data.nodes.join("");
    select(graph).selectAll("[data-edge]").classed("lit", function of() {
      return lit.has(this.dataset.edge);
    });
    select(graph).selectAll("[data-node]").classed("lit", function of() {
      return nodes.includes(this.dataset.node);
    });
    select(list).selectAll("[data-path]")
      .classed("now", function of() { return Number(this.dataset.path) === k; })
      .classed("ahead", function of() { return Number(this.dataset.path) > k; });
  }

  function sentence(k, asked, values) {
    if (k === paths.length) {
      const terms = values.weights.map(inBrackets).join(" + ");
      const sum = trimmed(values.sums.at(-1));
      return text("end", { terms, sum, by_edges: trimmed(values.to_z[0]) });
    }
    const factors = edgesOf(paths[k]).map((edge) => inBrackets(asked[edge])).join(" · ");
    return text("one", { path: [...paths[k]].join(" → "), factors,
      weight: trimmed(values.weights[k]), sum: trimmed(values.sums[k]) });
  }

  function redraw() {
    const [asked, k] = [{ ...given }, now];
    const [last, K] = [k === paths.length, paths.length];
    position.textContent = last ? text("all", { K }) : text("position", { k: k + 1, K });
    enable(back, k > 0);
    enable(again, k > 0);
    enable(forward, !last);
    return update([asked], ([values]) => {
      for (const part of [graph, list]) fillIn(part, { ...asked, ...values });
      light(k);
      say(sentence(k, asked, values));
      show({ path: last ? null : paths[k], inputs: asked, outputs: values });
    });
  }
  return redraw();
}
