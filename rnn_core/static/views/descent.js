// A walk near a cliff: the map drawn in Python, the walk drawn anew.

import { line, select } from "../vendor/d3.js";
import { amount, decimals, exact, fillIn } from "../numbers.js";

export function view({ spec, text, element, stage, take, update, say, show, group, toggle }) {
  const { map, steps: T, no_limit: noLimit } = spec.data;
  const { w, b, rate, threshold } = spec.steps[0];
  const state = { w, b, rate, threshold };
  let limited = true;
  const [start, cards, picture] = ["start", "cards", "map"].map(take);
  const change = (name, value) => { state[name] = value; redraw(); };
  const from = group(text("from"), ["w", "b"], change);
  const rule = group(text("rule"), ["rate", "threshold"], change);
  const limit = toggle("limit", (on) => { limited = on; redraw(); });
  limit.querySelector("input").checked = true;
  rule.node.append(limit);
  stage.append(start, cards, picture, element("p", { class: "help" }, text("help")),
    element("div", { class: "columns" }, from.node, rule.node));

  const percent = (value, [low, high]) => {
    const at = (100 * (value - low)) / (high - low);
    return Math.min(Math.max(at, -5), 105);
  };
  const x = ([weight]) => percent(weight, map.w);
  const y = ([, bias]) => 100 - percent(bias, map.b);
  const inside = ([weight, bias]) => weight >= map.w[0] && weight <= map.w[1]
    && bias >= map.b[0] && bias <= map.b[1];

  function draw(asked, places, outcome) {
    const [first, last] = [places[0], places.at(-1)];
    const part = (name) => select(picture).select(`[data-walk=${name}]`);
    part("line").attr("d", line(x, y)(places));
    part("start").attr("cx", `${x(first)}%`).attr("cy", `${y(first)}%`);
    part("end").attr("x", `${x(last)}%`).attr("y", `${y(last)}%`);
    fillIn(start, { w: first[0], b: first[1], rate: asked.rate, loss: outcome.first });
    for (const name of ["loss", "longest", "lowest"])
      select(cards).select(`[data-outcome=${name}]`).text(amount(outcome[name]));
  }

  function redraw() {
    const asked = { ...state, threshold: limited ? state.threshold : noLimit };
    const same = { rate: asked.rate, threshold: asked.threshold };
    const steps = [asked, ...Array.from({ length: T }, () => same)];
    return update(steps, (outputs) => {
      const walked = outputs.slice(0, -1);
      const places = [[asked.w, asked.b], ...walked.map((o) => [o.w_next, o.b_next])];
      const losses = outputs.map((o) => o.loss);
      const outcome = { first: losses[0], loss: losses.at(-1), lowest: Math.min(...losses),
        longest: Math.max(...walked.map((o) => o.length)) };
      draw(asked, places, outcome);
      say(text("said", { w: decimals(asked.w), b: decimals(asked.b), rate: exact(asked.rate), T,
        limit: limited ? text("limited", { threshold: exact(asked.threshold) }) : text("free"),
        loss: amount(outcome.loss), longest: amount(outcome.longest),
        outside: places.every(inside) ? "" : text("outside") }));
      show({ inputs: asked, limited, outputs });
    });
  }
  return redraw();
}
