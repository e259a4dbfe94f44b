// Bends the curves of a plot with a fixed logarithmic axis (rnn_core/demos/log_plot.py).

import { line, select } from "./vendor/d3.js";

const HEIGHT = 220; // of the axis, as in Python

/** Redraw one curve through values at equally spaced places. */
export function bend(plot, name, values, [low, high]) {
  const place = (value) => {
    const exponent = Math.log10(Math.max(Math.abs(value), 1e-300));
    return (HEIGHT * (high - Math.min(Math.max(exponent, low), high))) / (high - low);
  };
  const way = line((_, k) => (100 * k) / (values.length - 1), place);
  select(plot).select(`[data-curve=${name}]`).attr("d", way(values));
}
