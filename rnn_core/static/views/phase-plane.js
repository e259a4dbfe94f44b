// Two neurons in continuous time: the Python drawing, with a start that can be dragged.

import { line, scaleLinear, select } from "../vendor/d3.js";
import { decimals, fillIn } from "../numbers.js";

const [SIZE, MARGIN] = [300, 34]; // as in rnn_core/demos/phase_portrait.py
const TRIES = {
  oscillator: {},
  transposed: { w12: 1, w21: -1 },
  memory: { s1: 5, s2: 1, w11: 6, w12: -2, w21: -2, w22: 6, t1: -2, t2: -2 },
  apart: { w11: 0, w12: 0, w21: 0, w22: 0, s1: 8, s2: 6 },
};

export function view({ spec, text, element, stage, take, update, say, show, group, button }) {
  const { low, high, dt, outer } = spec.data;
  const state = { ...spec.steps[0] };
  const x = scaleLinear([low, high], [MARGIN, MARGIN + SIZE]);
  const y = scaleLinear([low, high], [6 + SIZE, 6]);
  const time = scaleLinear([0, outer], [MARGIN, MARGIN + SIZE]);
  const [pictures, numbers, legend] = ["pictures", "numbers", "legend"].map(take);
  const plane = pictures.querySelector("[data-plane]");
  const change = (name, value) => { state[name] = value; redraw(); };
  const groups = { start: group(text("start"), ["s1", "s2"], change),
    weights: group(text("weights"), ["w11", "w12", "w21", "w22"], change),
    biases: group(text("biases"), ["t1", "t2"], change) };
  const setAll = () => { for (const { set } of Object.values(groups)) set(state); };
  const attempt = (key) => button(key, () => {
    Object.assign(state, spec.steps[0], TRIES[key]);
    setAll();
    redraw();
  });
  const tries = element("div", { class: "buttons", role: "group", "aria-label": text("try") },
    ...Object.keys(TRIES).map(attempt));
  stage.append(tries, pictures, numbers, legend, element("div", { class: "columns" },
    groups.weights.node, element("div", { class: "side" }, groups.start.node, groups.biases.node)));

  /** The place of a pointer in the plane, to one decimal and never outside. */
  function placed(event) {
    const box = plane.getBoundingClientRect();
    const scale = plane.viewBox.baseVal.width / box.width;
    const within = (value) => Math.min(high, Math.max(low, Math.round(10 * value) / 10));
    return { s1: within(x.invert((event.clientX - box.left) * scale)),
      s2: within(y.invert((event.clientY - box.top) * scale)) };
  }

  const dot = plane.querySelector("[data-start]");
  dot.addEventListener("pointerdown", (event) => {
    dot.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  dot.addEventListener("pointermove", (event) => {
    if (!dot.hasPointerCapture(event.pointerId)) return;
    Object.assign(state, placed(event));
    groups.start.set(state);
    redraw();
  });

  const points = (outputs) => outputs.flatMap(({ y1, y2 }) => y1.map((a, k) => [a, y2[k]]));

  function draw(start, outputs) {
    const course = [[start.s1, start.s2], ...points(outputs)];
    const grid = outputs[0].still1.map((_, k, all) => low + (k * (high - low)) / (all.length - 1));
    const inside = ([a, b]) => [a, b].every((v) => v >= low && v <= high);
    const way = line(([a]) => x(a), ([, b]) => y(b));
    const still = way.defined(inside);
    const drawn = select(pictures);
    drawn.select("[data-still='1']").attr("d",
      still(grid.map((g, k) => [g, outputs[0].still1[k]])) ?? "M0,0");
    drawn.select("[data-still='2']").attr("d",
      still(grid.map((g, k) => [outputs[0].still2[k], g])) ?? "M0,0");
    drawn.select("[data-course]").attr("d", line(([a]) => x(a), ([, b]) => y(b))(course));
    drawn.select("[data-start]").attr("cx", x(start.s1)).attr("cy", y(start.s2));
    const [a, b] = course.at(-1);
    drawn.select("[data-end]").attr("cx", x(a)).attr("cy", y(b));
    for (const [name, part] of [["1", 0], ["2", 1]])
      drawn.select(`[data-state='${name}']`).attr("d",
        line((_, k) => time(dt * k), (pair) => y(pair[part]))(course));
  }

  /** What the second half of the time looks like. */
  function fate(outputs) {
    const late = points(outputs).slice(-(points(outputs).length >> 1));
    const first = late.map(([a]) => a);
    const [lowest, highest] = [Math.min(...first), Math.max(...first)];
    const tail = late.slice(-50);
    const moved = Math.max(...[0, 1].map((k) =>
      Math.max(...tail.map((p) => p[k])) - Math.min(...tail.map((p) => p[k]))));
    const [y1, y2] = late.at(-1).map(decimals);
    if (moved < 0.01) return { fate: "settles", words: { y1, y2 } };
    if (highest - lowest > 0.5)
      return { fate: "swings", words: { low: decimals(lowest), high: decimals(highest) } };
    return { fate: "moves", words: { y1, y2 } };
  }

  function redraw() {
    const asked = { ...state };
    return update([asked, ...spec.steps.slice(1)], (outputs) => {
      draw(asked, outputs);
      fillIn(numbers, outputs.at(-1));
      const seen = fate(outputs);
      say(text(seen.fate, seen.words));
      show({ inputs: asked, fate: seen.fate, outputs });
    });
  }
  return redraw();
}
