// Two gradients and their bound on the way back: the Python drawing, its curves bent anew.

import { bend } from "../log-plot.js";
import { amount, decimals, fillIn } from "../numbers.js";

const CURVES = ["first", "second", "bound"];

export function view({ spec, text, element, stage, take, update, say, show, group }) {
  const state = { ...spec.steps[0] };
  const [facts, cards, plot] = ["facts", "cards", "plot"].map(take);
  const change = (name, value) => { state[name] = value; redraw(); };
  const matrix = group(text("matrix"), ["s1", "s2", "turn"], change);
  const units = group(text("units"), ["h"], change);
  stage.append(facts, cards, plot, element("div", { class: "columns" }, matrix.node, units.node));

  function redraw() {
    const asked = { ...state };
    return update([asked], ([values]) => {
      fillIn(facts, values);
      fillIn(cards, values);
      for (const name of CURVES) bend(plot, name, values[name], spec.data.axis);
      const settled = values.sigma < 1 ? "settled" : "open";
      say(text("said", { sigma: decimals(values.sigma), radius: decimals(values.radius),
        first: amount(values.first_end), second: amount(values.second_end),
        T: spec.data.back, verdict: text(settled) }));
      show({ inputs: asked, outputs: values });
    });
  }
  return redraw();
}
