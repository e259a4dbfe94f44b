// One LSTM unit's gates under sliders: the Python drawing, its points and bars moved.

import { scaleLinear, select } from "../vendor/d3.js";
import { decimals, fillIn } from "../numbers.js";

const GATES = ["i", "f", "g", "o"];
const REACH = 8; // as in rnn_core/demos/unit_gates.py
const TRIES = {
  start: {},
  keep: { b_i: -6, b_f: 6 },
  overwrite: { b_i: 6, b_f: -6 },
  silent: { b_f: 6, b_o: -6 },
};

function drawPanels(panels, values) {
  fillIn(panels, values);
  const x = scaleLinear([-REACH, REACH], [8, 152]).clamp(true);
  for (const gate of GATES) {
    const y = scaleLinear([gate === "g" ? -1 : 0, 1], [112, 36]);
    const [at, height] = [x(values[`a_${gate}`]), y(values[gate])];
    const drawn = select(panels);
    drawn.select(`[data-point="${gate}"]`).attr("cx", at).attr("cy", height);
    drawn.select(`[data-drop="${gate}"]`).attr("x1", at).attr("x2", at).attr("y2", height);
  }
}

function drawSums(sums, values) {
  fillIn(sums, values);
  const x = scaleLinear([-4.2, 4.2], [0, 100]);
  const { kept, written, c, h, c_prev, g, tanh_c } = values;
  const span = (selector, start, length) => {
    const [left, right] = [x(start), x(start + length)].sort((a, b) => a - b);
    select(sums).select(selector).attr("x", `${left}%`).attr("width", `${right - left}%`);
  };
  const rows = { kept: [0, c_prev, kept], written: [kept, g, written], c: [0, 0, c],
    h: [0, tanh_c, h] };
  for (const [name, [start, before, after]] of Object.entries(rows)) {
    span(`[data-before="${name}"]`, start, before);
    span(`[data-bar="${name}"]`, start, after);
  }
}

export function view({ spec, text, element, stage, take, update, say, show, group, button, declared }) {
  const state = { ...spec.steps[0] };
  const [panels, sums, outline] = ["panels", "sums", "outline"].map(take);
  const named = (wanted) =>
    Object.keys(declared).filter((name) => declared[name].group === wanted);
  const change = (name, value) => { state[name] = value; redraw(); };
  const groups = Object.fromEntries(["state", "biases", "input_weights", "state_weights"]
    .map((key) => [key, group(text(key), named(key), change)]));

  const attempt = (key) => button(key, () => {
    Object.assign(state, spec.steps[0], TRIES[key]);
    for (const { set } of Object.values(groups)) set(state);
    redraw();
  });
  const tries = element("div", { class: "buttons", role: "group", "aria-label": text("try") },
    ...Object.keys(TRIES).map(attempt));
  const more = element("details", {}, element("summary", {}, text("weights")),
    element("div", { class: "columns" }, groups.input_weights.node, groups.state_weights.node));
  stage.append(tries, panels, sums, outline,
    element("div", { class: "columns" }, groups.state.node, groups.biases.node), more);

  function redraw() {
    const asked = { ...state };
    return update([asked], ([outputs]) => {
      const values = { ...asked, ...outputs };
      drawPanels(panels, values);
      drawSums(sums, values);
      say(text("summary", Object.fromEntries(
        Object.entries(values).map(([name, v]) => [name, decimals(v)]))));
      show({ inputs: asked, outputs });
    });
  }
  return redraw();
}
