// What is left of a gradient after k steps back: the Python drawing, its curves redrawn.

import { line, range, scaleLinear, select } from "../vendor/d3.js";
import { amount, fillIn, powerOfTen, trimmed } from "../numbers.js";

const CURVES = ["kept", "overwritten"];
const [TOP, BOTTOM] = [12, 232]; // as in rnn_core/demos/through_time.py

/** The exponents of a logarithmic axis: from the floor to 1, or to what a curve reaches. */
function decades(floor, highest) {
  const step = highest > 1e6 ? 6 : 3;
  const top = highest > 1 ? step * Math.ceil(Math.log10(highest) / step) : 0;
  return range(floor, top + 1, step);
}

function verticalAxis(values, T, logarithmic, floor) {
  const highest = Math.max(...CURVES.flatMap((name) => values[name].slice(0, T + 1)));
  if (!logarithmic) {
    const scale = scaleLinear([0, Math.max(1, Math.min(highest, 5))], [BOTTOM, TOP]);
    return { y: scale, ticks: scale.ticks(5).map((v) => [scale(v), trimmed(v)]) };
  }
  const exponents = decades(floor, highest);
  const scale = scaleLinear([floor, exponents.at(-1)], [BOTTOM, TOP]);
  const y = (value) => scale(Math.log10(Math.max(Math.abs(value), 1e-300)));
  return { y, ticks: exponents.map((e) => [scale(e), powerOfTen(e)]) };
}

function drawGrid(plot, x, ticks, T) {
  const layer = (name) => select(plot).select(`[data-layer=${name}]`);
  layer("numbers").selectAll("text").data(ticks).join("text").attr("class", "tick")
    .attr("text-anchor", "end").attr("x", 44).attr("y", ([y]) => y + 4).text(([, word]) => word);
  const [grid, steps] = [layer("grid"), range(0, T + 1, 10)];
  grid.selectAll("*").remove();
  grid.selectAll(".across").data(ticks).join("line")
    .attr("class", ([y]) => (y === BOTTOM ? "zero" : "grid"))
    .attr("x2", "100%").attr("y1", ([y]) => y).attr("y2", ([y]) => y);
  grid.selectAll(".down").data(steps).join("line").attr("class", "zero")
    .attr("x1", x).attr("x2", x).attr("y1", BOTTOM).attr("y2", BOTTOM + 5);
  grid.selectAll("text").data(steps).join("text").attr("class", "tick")
    .attr("text-anchor", "middle").attr("x", x).attr("y", BOTTOM + 18).text((k) => k);
}

/** A dot where half is left, or twice as much, with a line down to that step. */
function drawMarks(plot, x, y, values, T) {
  const marks = CURVES.flatMap((name) => {
    const [factor, half] = [Math.abs(values[`${name}_factor`]), values[`${name}_half`]];
    const level = y(factor < 1 ? 0.5 : 2);
    const seen = half > 0 && half <= T && level >= TOP && level <= BOTTOM;
    return seen ? [{ name, half, level }] : [];
  });
  const layer = select(plot).select("[data-layer=marks]");
  layer.selectAll("line").data(marks).join("line").attr("class", (d) => `of-${d.name}`)
    .attr("x1", (d) => x(d.half)).attr("x2", (d) => x(d.half))
    .attr("y1", (d) => d.level).attr("y2", BOTTOM).attr("stroke-dasharray", "2 4");
  layer.selectAll("circle").data(marks).join("circle").attr("class", (d) => `of-${d.name}`)
    .attr("cx", (d) => x(d.half)).attr("cy", (d) => d.level).attr("r", 5);
}

function course(values, name, text) {
  const [factor, half] = [Math.abs(values[`${name}_factor`]), values[`${name}_half`]];
  if (factor === 0 || factor === 1) return text(factor ? "stays" : "gone");
  return text(factor < 1 ? "halves" : "doubles", { half: half.toFixed(1) });
}

export function view({ spec, text, element, stage, take, update, say, show, group, toggle }) {
  const state = { ...spec.steps[0] };
  let logarithmic = true;
  const [cards, plot] = ["cards", "plot"].map(take);
  const change = (name, value) => { state[name] = value; redraw(); };
  const gate = group(text("memory"), ["f"], change);
  const unit = group(text("plain"), ["w", "h"], change);
  const scale = group(text("axes"), ["T"], change);
  const linear = toggle("linear", (on) => { logarithmic = !on; redraw(); });
  scale.node.classList.add("row");
  scale.node.append(linear);
  stage.append(cards, plot,
    element("div", { class: "columns" }, gate.node, unit.node), scale.node);

  function draw(values, T) {
    const x = (k) => `${(100 * k) / T}%`;
    const { y, ticks } = verticalAxis(values, T, logarithmic, spec.data.floor);
    fillIn(cards, values);
    const way = line((_, k) => (100 * k) / T, (value) => y(value) - TOP);
    for (const name of CURVES) {
      select(plot).select(`[data-curve=${name}]`).attr("d", way(values[name].slice(0, T + 1)));
      select(cards).select(`[data-course=${name}]`).text(course(values, name, text));
    }
    select(cards).selectAll("[data-words=left]").text(text("left", { T }));
    drawGrid(plot, x, ticks, T);
    drawMarks(plot, x, y, values, T);
  }

  const sentence = (values, T) => text("said", {
    T, ...Object.fromEntries(CURVES.flatMap((name) => [
      [name, amount(values[`${name}_end`])], [`${name}_course`, course(values, name, text)]])),
  });

  function redraw() {
    const [asked, log] = [{ ...state }, logarithmic];
    return update([asked], ([values]) => {
      draw(values, asked.T);
      say(sentence(values, asked.T));
      show({ inputs: asked, logarithmic: log, outputs: values });
    });
  }
  return redraw();
}
