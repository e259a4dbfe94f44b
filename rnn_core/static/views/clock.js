// Modules of a clockwise RNN, ticking and resting, step by step.

import { select } from "../vendor/d3.js";
import { drawSquare } from "../squares.js";
import { decimals, fillIn } from "../numbers.js";

const MOST = 9; // half a square's side, as in rnn_core/demos/clock_modules.py

export function view({ spec, text, element, stage, take, update, say, show,
  group, button, enable }) {
  const { periods } = spec.data;
  const example = spec.steps.map(({ x_t }) => x_t);
  const T = example.length - 1;
  let [x, now] = [[...example], spec.shown];

  const [grid, numbers, legend] = ["grid", "numbers", "legend"].map(take);
  const position = element("span", { class: "position" });
  const go = (to) => () => { now = to(now); redraw(); };
  const back = button("back", go((t) => Math.max(0, t - 1)));
  const forward = button("forward", go((t) => Math.min(T, t + 1)), { class: "main" });
  const again = button("again", go(() => 0));
  const buttons = element("div", { class: "buttons", role: "group", "aria-label": text("steps") },
    back, forward, again, position);
  const input = group(text("inputs"), ["x_t"], (_, value) => { x[now] = value; redraw(); });
  const inputs = (key, values) => button(key, () => { x = values(); redraw(); });
  const others = element("div", { class: "buttons" },
    inputs("restore", () => [...example]),
    inputs("pulse", () => example.map((_, t) => (t === 0 ? 1 : 0))),
    inputs("silence", () => example.map(() => 0)));
  stage.append(buttons, grid, numbers, legend, input.node, others);

  function draw(t, asked, outputs) {
    const drawn = select(grid);
    outputs.forEach(({ h }, step) => {
      drawSquare(grid, `x.${step}`, asked[step].x_t, MOST);
      h.forEach((value, k) => drawSquare(grid, `${k}.${step}`, value, MOST));
      drawn.select(`[data-column="${step}"]`).classed("band", step === t);
    });
  }

  function sentence(t, asked) {
    const kinds = [...new Set(periods)];
    const listed = (some) => [some.slice(0, -1).join(", "), ...some.slice(-1)]
      .filter((part) => part !== "").join(text("and"));
    const ticking = kinds.filter((period) => t % period === 0);
    const words = { t, x: decimals(asked[t].x_t) };
    if (ticking.length === kinds.length) return text("all_tick", words);
    const resting = kinds.filter((period) => t % period !== 0);
    return text("said", { ...words, ticking: listed(ticking), resting: listed(resting) });
  }

  function redraw() {
    const t = now;
    const asked = spec.steps.map((step, k) => ({ ...step, x_t: x[k] }));
    position.textContent = text("position", { t, T });
    input.set({ x_t: x[t] });
    for (const [node, possible] of [[back, t > 0], [again, t > 0], [forward, t < T]])
      enable(node, possible);
    return update(asked, (outputs) => {
      draw(t, asked, outputs);
      fillIn(numbers, outputs[t]);
      say(sentence(t, asked));
      show({ step: t, inputs: asked.map(({ x_t }) => x_t), outputs });
    });
  }
  return redraw();
}
