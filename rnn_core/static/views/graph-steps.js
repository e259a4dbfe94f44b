// A small graph that the reader builds: the Python drawing, walked forward and back.

import { select } from "../vendor/d3.js";
import { decimals, fillIn } from "../numbers.js";

const COMPUTED = ["u", "v", "h", "z"];
const SEED = COMPUTED.length + 1; // the step at which z gets its 1
const LAST = SEED + COMPUTED.length;

export function view({ spec, text, element, stage, take, update, say, show,
  group, button, enable, choice }) {
  const { nodes, choices, signs, ways, places } = spec.data;
  const given = { ...spec.steps[0] };
  let now = 0;

  const graph = take("graph");
  const position = element("span", { class: "position" });
  const go = (to) => () => { now = to(now); redraw(); };
  const back = button("back", go((t) => Math.max(0, t - 1)));
  const forward = button("forward", go((t) => Math.min(LAST, t + 1)), { class: "main" });
  const again = button("again", go(() => 0));
  const end = button("end", go(() => LAST));
  const buttons = element("div", { class: "buttons", role: "group", "aria-label": text("steps") },
    back, forward, again, end, position);
  const change = (name, value) => { given[name] = value; redraw(); };
  const inputs = group(text("inputs"), ["x", "w", "b"], change);
  const build = element("fieldset", {}, element("legend", {}, text("build")),
    ...Object.entries(choices).map(([name, options]) => choice(name, options, given[name], change)));
  stage.append(buttons, element("div", { class: "beside" }, graph,
    element("div", { class: "controls" }, inputs.node, build)));

  const chosen = (asked, name) => choices[name][asked[name]];
  const at = (name) => nodes.indexOf(name);

  /** Each edge as [source, target]; the second operand of z is chosen. */
  const edgesOf = (asked) =>
    spec.data.edges.map((edge) => [edge[0] === "?" ? chosen(asked, "second") : edge[0], edge[1]]);

  /** The nodes that have sent their gradient back after step t. */
  const visited = (t) => [...COMPUTED].reverse().slice(0, Math.max(0, t - SEED));

  /** What has arrived at each node after step t; null where nothing has. */
  function arrived(t, edges, values) {
    const sums = nodes.map(() => null);
    if (t >= SEED) sums[at("z")] = 1;
    edges.forEach(([source, target], k) => {
      if (visited(t).includes(target)) sums[at(source)] = (sums[at(source)] ?? 0) + values.sent[k];
    });
    return sums;
  }

  function drawState(t, asked, values, sums) {
    const edges = edgesOf(asked);
    const known = new Set([..."xwb", ...COMPUTED.slice(0, t)]);
    const active = t < SEED ? COMPUTED[t - 1] : visited(t).at(-1) ?? "z";
    const drawn = select(graph);
    fillIn(graph, { ...values, gradients: sums.map((sum) => sum ?? 0) });
    const second = drawn.select("[data-edge='?z']");
    second.select("path").attr("d", ways[chosen(asked, "second")]);
    second.select("[data-label]").attr("transform", `translate(${places[chosen(asked, "second")]})`);
    drawn.selectAll("[data-edge]").each(function light() {
      const [, target] = this.dataset.edge;
      select(this).classed("lit", t !== SEED && target === active).classed("back", t > SEED)
        .select("[data-label]").attr("visibility", visited(t).includes(target) ? "visible" : "hidden");
    });
    drawn.selectAll("[data-node]").each(function light() {
      const name = this.dataset.node;
      const own = select(this).classed("lit", name === active).classed("back", t >= SEED);
      own.select("[data-of=sign]").text(() => signs[chosen(asked, `${name}_is`)]);
      own.select("[data-of=value]").attr("visibility", known.has(name) ? "visible" : "hidden");
      own.select("[data-of=gradient]").attr("visibility",
        sums[at(name)] === null ? "hidden" : "visible");
    });
  }

  function spelled(name, asked, values) {
    const value = (node) => decimals(values.values[at(node)]);
    const operation = chosen(asked, `${name}_is`);
    if (name === "h") return `${operation}(${value("v")})`;
    const [a, b] = { u: ["x", "w"], v: ["u", "b"], z: ["h", chosen(asked, "second")] }[name];
    return `${a} ${signs[operation]} ${b} = ${value(a)} ${signs[operation]} ${value(b)}`;
  }

  function sentence(t, asked, values, sums) {
    if (t === 0) return text("start");
    if (t < SEED) {
      const name = COMPUTED[t - 1];
      return text("value", { name, spelled: spelled(name, asked, values),
        value: decimals(values.values[at(name)]) });
    }
    if (t === SEED) return text("seed");
    const name = visited(t).at(-1);
    const gradient = decimals(values.gradients[at(name)]);
    const parts = edgesOf(asked).flatMap(([source, target], k) => (target !== name ? [] : [
      text("part", { gradient, slope: decimals(values.slopes[k]),
        sent: decimals(values.sent[k]), to: source })]));
    const said = [text("visit", { name, gradient, parts: parts.join(text("and")) })];
    const of = (node) => decimals(sums[at(node)]);
    if (t === LAST) said.push(text("done", { dx: of("x"), dw: of("w"), db: of("b") }));
    return said.join(" ");
  }

  function redraw() {
    const [asked, t] = [{ ...given }, now];
    position.textContent = text("position", { t, T: LAST });
    for (const [node, possible] of [[back, t > 0], [again, t > 0], [forward, t < LAST],
      [end, t < LAST]]) enable(node, possible);
    return update([asked], ([values]) => {
      const sums = arrived(t, edgesOf(asked), values);
      drawState(t, asked, values, sums);
      say(sentence(t, asked, values, sums));
      show({ step: t, inputs: asked, arrived: sums, outputs: values });
    });
  }
  return redraw();
}
