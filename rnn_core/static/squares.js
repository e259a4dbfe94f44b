// A number from -1 to 1 as a square: its size how far from 0, filled if positive
// (rnn_core/demos/two_readers.py, `cell`).

import { select } from "./vendor/d3.js";

/** Draw a value into the square that the Python drawing left under this name. */
export function drawSquare(drawing, name, value, most) {
  const square = select(drawing).select(`[data-cell="${name}"]`);
  const half = most * Math.min(Math.abs(value), 1);
  const [x, y, size] = ["x", "y", "width"].map((key) => Number(square.attr(key)));
  square.attr("x", x + size / 2 - half).attr("y", y + size / 2 - half)
    .attr("width", 2 * half).attr("height", 2 * half)
    .attr("fill", value >= 0 ? square.attr("stroke") : "none");
}
