// A GRU unit beside an LSTM unit: the Python drawing, its gauges and bars moved.

import { scaleLinear, select } from "../vendor/d3.js";
import { decimals, fillIn } from "../numbers.js";

const TRIES = {
  start: {},
  keep: { b_keep: 6, b_write: -6 },
  overwrite: { b_keep: -6, b_write: 6 },
  count: { b_keep: 6, b_write: 6, x_t: 3 },
  cover: { b_keep: 6, b_read: -6 },
};

function draw(cells, values, { reach, rows, gauges }) {
  fillIn(cells, values);
  const drawn = select(cells);
  for (const name of gauges) {
    const height = 48 * values[name]; // as in rnn_core/demos/gru_gates.py
    drawn.select(`[data-gauge="${name}"]`).attr("y", 54 - height).attr("height", height);
  }
  const x = scaleLinear([-reach, reach], [0, 100]);
  const span = (selector, start, length) => {
    const [left, right] = [x(start), x(start + length)].sort((a, b) => a - b);
    drawn.select(selector).attr("x", `${left}%`).attr("width", `${right - left}%`);
  };
  for (const [name, [start, before]] of Object.entries(rows)) {
    const first = start ? values[start] : 0;
    span(`[data-bar="${name}"]`, first, values[name]);
    if (before) span(`[data-before="${name}"]`, first, values[before]);
  }
}

export function view({ spec, text, element, stage, take, update, say, show, group, button, declared }) {
  const state = { ...spec.steps[0] };
  const [cells, outline] = ["cells", "outline"].map(take);
  const change = (name, value) => { state[name] = value; redraw(); };
  const groups = Object.fromEntries(["both", "only", "weights"].map((key) => [key, group(text(key),
    Object.keys(declared).filter((name) => declared[name].group === key), change)]));

  const attempt = (key) => button(key, () => {
    Object.assign(state, spec.steps[0], TRIES[key]);
    for (const { set } of Object.values(groups)) set(state);
    redraw();
  });
  const tries = element("div", { class: "buttons", role: "group", "aria-label": text("try") },
    ...Object.keys(TRIES).map(attempt));
  const more = element("details", {}, element("summary", {}, text("more")),
    element("div", { class: "columns" }, groups.weights.node));
  stage.append(tries, cells, outline,
    element("div", { class: "columns" }, groups.both.node, groups.only.node), more);

  function redraw() {
    const asked = { ...state };
    return update([asked], ([outputs]) => {
      const values = { ...asked, ...outputs };
      draw(cells, values, spec.data);
      const written = { ...values, keeps: 1 - values.z };
      say(text("summary", Object.fromEntries(
        Object.entries(written).map(([name, v]) => [name, decimals(v)]))));
      show({ inputs: asked, outputs });
    });
  }
  return redraw();
}
