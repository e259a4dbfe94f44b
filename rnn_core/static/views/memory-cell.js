// The scalar memory cell: the Python drawing, brought to life one step at a time.

import { axisLeft, extent, scaleBand, scaleLinear, select } from "../vendor/d3.js";
import { decimals, fillIn, trimmed } from "../numbers.js";

const INPUTS = ["x1", "x2", "x3"];
const HEIGHT = 150;

function drawCell(svg, values) {
  fillIn(svg, values);
  const drawn = select(svg);
  drawn.selectAll("[data-wire]").each(function flow() {
    const flows = Math.abs(values[this.dataset.wire]) >= 0.005;
    select(this).attr("stroke-width", flows ? 4 : 1.5)
      .attr("stroke-dasharray", flows ? "none" : "3 4");
  });
  drawn.selectAll("[data-gate]").style("transform", function turn() {
    return `rotate(${90 * (1 - values[this.dataset.gate])}deg)`;
  });
}

function drawPlot(plot, outputs, now) {
  const shown = outputs.slice(0, now);
  const [low, high] = extent(outputs.flatMap(({ c, a }) => [c, a]));
  const y = scaleLinear([Math.min(0, low), Math.max(1, high)], [HEIGHT - 8, 18]).nice(4);
  const x = scaleBand(outputs.map((_, t) => t), [0, 100]).paddingInner(0.3).paddingOuter(0.15);
  select(plot.querySelector(".axis")).call(axisLeft(y).ticks(4).tickSizeOuter(0));
  const svg = select(plot.querySelector(".bars"));
  svg.selectAll("line").data(y.ticks(4)).join("line").attr("class", (v) => (v ? "grid" : "zero"))
    .attr("x2", "100%").attr("y1", y).attr("y2", y);
  const half = x.bandwidth() / 2;
  const bars = shown.flatMap((row, t) => [
    { key: "c", value: row.c, at: x(t), now: t === now - 1 },
    { key: "a", value: row.a, at: x(t) + half, now: t === now - 1 },
  ]);
  svg.selectAll("rect").data(bars).join("rect")
    .attr("class", (d) => `bar-${d.key}`).classed("now", (d) => d.now)
    .attr("x", (d) => `${d.at}%`).attr("width", `${half}%`)
    .attr("y", (d) => Math.min(y(0), y(d.value)))
    .attr("height", (d) => Math.abs(y(d.value) - y(0)));
  svg.selectAll("text").data(bars).join("text")
    .attr("class", (d) => `word-${d.key}`).attr("text-anchor", "middle")
    .attr("x", (d) => `${d.at + half / 2}%`)
    .attr("y", (d) => Math.min(y(0), y(d.value)) - 4).text((d) => d.key);
}

function makePlot(element) {
  const plot = element("div", { class: "trace-plot", "aria-hidden": "true" });
  plot.innerHTML = `<svg width="44" height="${HEIGHT}"><g class="axis" transform="translate(43.5,0)">
    </g></svg><svg class="bars" width="100%" height="${HEIGHT}"></svg>`;
  return plot;
}

function drawTable(table, steps, outputs, now, text, element) {
  const cell = (content, t) => element("td", t === now - 1 ? { class: "now" } : {}, content);
  const row = (name, contents) => element("tr", {},
    element("th", { scope: "row" }, name), ...contents.map(cell));
  const head = element("tr", {}, element("th", { scope: "col" }, text("step")),
    ...steps.map((_, t) => element("th",
      { scope: "col", ...(t === now - 1 ? { class: "now", "aria-current": "step" } : {}) }, `${t + 1}`)));
  const known = (key) => outputs.map((o, t) => {
    if (t < now) return decimals(o[key]);
    return element("span", { "aria-label": text("not_yet"), role: "img" }, "·");
  });
  table.replaceChildren(
    element("caption", {}, text("table")),
    element("thead", {}, head),
    element("tbody", {},
      ...INPUTS.map((name, k) => row(`x${"₁₂₃"[k]}`, steps.map((s) => trimmed(s[name])))),
      row("c", known("c")), row("a", known("a"))));
}

function sentence(values, text) {
  const state = (v) => (v > 0.95 ? "open" : v < 0.05 ? "shut" : "part");
  const numbers = Object.fromEntries(
    Object.entries(values).map(([name, v]) => [name, decimals(v)]));
  return ["input", "forget", "output"]
    .map((gate) => text(`${gate}_${state(values[gate[0]])}`, numbers)).join(" ");
}

export function view({ spec, text, element, stage, take, update, say, show, group, button, enable }) {
  const start = () => spec.steps.map((step) => ({ ...step }));
  let steps = start();
  let now = 1;

  const cell = take("cell");
  const plot = makePlot(element);
  const table = element("table");
  const position = element("span", { class: "position" });
  const go = (to) => () => { now = to(now); redraw(); };
  const back = button("back", go((t) => Math.max(1, t - 1)));
  const forward = button("forward", go((t) => Math.min(steps.length, t + 1)), { class: "main" });
  const again = button("again", go(() => 1));
  const restore = button("restore", () => { steps = start(); redraw(); });
  const inputs = group("", INPUTS, (name, value) => {
    steps[now - 1][name] = value;
    redraw(true);
  });
  const help = element("p", { class: "help", id: "help" }, text("help"));
  inputs.node.setAttribute("aria-describedby", "help");
  inputs.node.append(restore, help);
  const buttons = element("div", { class: "buttons", role: "group", "aria-label": text("steps") },
    back, forward, again, position);
  stage.append(buttons,
    element("div", { class: "halves" },
      element("div", { class: "cell" }, cell),
      element("div", { class: "side" },
        element("p", { class: "caption" }, text("plot")), plot, table)),
    inputs.node);

  function redraw(typing = false) {
    const [asked, t] = [steps.map((step) => ({ ...step })), now];
    position.textContent = text("position", { t, T: steps.length });
    inputs.caption.textContent = text("inputs", { t });
    if (!typing) inputs.set(steps[t - 1]);
    enable(back, t > 1);
    enable(forward, t < steps.length);
    return update(asked, (outputs) => {
      drawCell(cell, outputs[t - 1]);
      drawPlot(plot, outputs, t);
      drawTable(table, asked, outputs, t, text, element);
      say(`${text("position", { t, T: steps.length })}. ${sentence(outputs[t - 1], text)}`);
      show({ step: t, inputs: asked, outputs });
    });
  }
  return redraw();
}
