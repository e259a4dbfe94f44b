// The power of a weight over the steps: the Python drawing, its curve bent anew.

import { bend } from "../log-plot.js";
import { amount, exact, fillIn } from "../numbers.js";

export function view({ spec, text, element, stage, take, update, say, show, group, button }) {
  const state = { ...spec.steps[0] };
  const [cards, plot] = ["cards", "plot"].map(take);
  const change = (name, value) => { state[name] = value; redraw(); };
  const unit = group(text("unit"), ["w", "n"], change);
  const examples = spec.data.examples.map((w) =>
    button(`example_${exact(w)}`, () => {
      Object.assign(state, { w, n: 999 });
      unit.set(state);
      redraw();
    }));
  stage.append(cards, plot, unit.node, element("div", { class: "buttons" }, ...examples));

  function redraw() {
    const asked = { ...state };
    return update([asked], ([values]) => {
      fillIn(cards, { ...asked, ...values });
      bend(plot, "powers", values.powers, spec.data.axis);
      say(text("said", { w: exact(asked.w), n: asked.n, last: amount(values.last),
        slope: amount(values.slope) }));
      show({ inputs: asked, outputs: values });
    });
  }
  return redraw();
}
