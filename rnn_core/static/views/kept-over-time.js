// What a GRU keeps over 50 steps: the Python drawing, its curves redrawn.

import { line, scaleLinear, select } from "../vendor/d3.js";
import { amount, exact, fillIn } from "../numbers.js";

const [TOP, BOTTOM] = [10, 200]; // as in rnn_core/demos/kept_over_time.py

export function view({ spec, text, element, stage, take, update, say, show, group, declared }) {
  const state = Object.fromEntries(Object.keys(declared).map((name) => [name, spec.steps[0][name]]));
  const [cards, plot] = ["cards", "plot"].map(take);
  const change = (name, value) => { state[name] = value; redraw(); };
  const gates = group(text("gates"), ["z", "r"], change);
  const unit = group(text("unit"), ["u", "noise"], change);
  stage.append(cards, plot, element("div", { class: "columns" }, gates.node, unit.node));

  function draw(outputs) {
    fillIn(cards, outputs.at(-1));
    const y = scaleLinear([-1, 1], [BOTTOM - TOP, 0]);
    const way = line((_, k) => (100 * k) / outputs.length, y);
    const curve = (name, values) =>
      select(plot).select(`[data-curve="${name}"]`).attr("d", way(values));
    spec.start.h.forEach((first, row) => curve(`h${row}`, [first, ...outputs.map(({ h }) => h[row])]));
    for (const sign of [1, -1])
      curve(`direct${sign}`, [1, ...outputs.map(({ left }) => left)].map((v) => sign * spec.data.from * v));
  }

  function redraw() {
    const asked = { ...state };
    return update(spec.steps.map(({ x }) => ({ x, ...asked })), (outputs) => {
      draw(outputs);
      const { apart, left } = outputs.at(-1);
      say(text("said", { z: exact(asked.z), r: exact(asked.r), apart: amount(apart), left: amount(left) }));
      show({ inputs: asked, outputs });
    });
  }
  return redraw();
}
