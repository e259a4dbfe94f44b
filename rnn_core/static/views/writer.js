// The reader begins a text, a trained LSTM goes on: letters drawn with a seeded generator.

import { select } from "../vendor/d3.js";
import { exact, percent } from "../numbers.js";
import { uniforms } from "../random.js";

const NAMES = { " ": "space", ".": "stop" };

export function view({ spec, text, element, stage, take, update, say, show, group, button }) {
  const { alphabet, letters, longest, high } = spec.data;
  const known = [...alphabet];
  const state = { begin: spec.data.begin, seed: spec.data.seed, temperature: spec.data.temperature };

  const [page, legend, bars, numbers] = ["page", "legend", "bars", "numbers"].map(take);
  const help = element("p", { class: "help", id: "help", role: "status" }, text("hint"));
  const field = element("input", { type: "text", name: "begin", maxlength: longest,
    spellcheck: "false", autocomplete: "off", autocapitalize: "none", "aria-describedby": "help" });
  field.value = state.begin;
  const own = element("fieldset", { class: "pick one" }, element("legend", {}, text("own")),
    element("label", {}, element("span", {}, text("begin")), field), help);
  const change = (name, value) => { state[name] = value; redraw(); };
  const settings = group(text("settings"), ["temperature", "seed"], change);
  const another = button("another", () => {
    state.seed = (state.seed + 1) % 10000;
    settings.set({ seed: state.seed });
    redraw();
  });
  settings.node.append(another);
  stage.append(own, settings.node, page, legend, bars, numbers);

  field.addEventListener("input", () => {
    const problem = problemOf(field.value);
    field.toggleAttribute("aria-invalid", Boolean(problem));
    help.textContent = problem || text("hint");
    page.classList.toggle("old", Boolean(problem));
    if (!problem) change("begin", field.value);
  });

  function problemOf(typed) {
    if (!typed) return text("empty");
    const strange = [...new Set(typed)].filter((letter) => !known.includes(letter));
    if (!strange.length) return "";
    const shown = known.filter((letter) => !NAMES[letter]);
    return text("unknown", { letters: strange.map((letter) => `“${letter}”`).join(", "),
      known: shown.join(" ") });
  }

  function question({ begin, seed, temperature }) {
    const next = uniforms(seed);
    const oneHot = (letter) => known.map((other) => (other === letter ? 1 : 0));
    const read = [...begin].map((letter) => ({ x_t: oneHot(letter), temperature, seed, uniform: 0 }));
    read.at(-1).uniform = next(); // behind the last letter drawing begins
    const rest = Array.from({ length: letters - 1 }, () => ({ temperature, seed, uniform: next() }));
    return [...read, ...rest];
  }

  function redraw() {
    const asked = { ...state };
    return update(question(asked), (outputs) => {
      const first = asked.begin.length - 1;
      const written = outputs.slice(first).map(({ drawn }) => known[drawn.indexOf(1)]).join("");
      const { p } = outputs[first];
      page.querySelector('[data-value-of="begin"]').textContent = asked.begin;
      page.querySelector('[data-value-of="written"]').textContent = written;
      p.forEach((chance, k) => select(bars).select(`[data-bar="${k}"]`)
        .attr("y", high * (1 - chance)).attr("height", high * chance));
      const order = p.map((_, k) => k).sort((a, b) => p[b] - p[a] || a - b);
      numbers.querySelectorAll("[data-letter]").forEach((node, n) => {
        node.textContent = known[order[n]] === " " ? "␣" : known[order[n]];
      });
      numbers.querySelectorAll("[data-value]").forEach((node, n) => {
        node.textContent = percent(p[order[n]]);
      });
      const likeliest = known[order[0]];
      say(text("said", { begin: asked.begin, chance: percent(Math.max(...p)),
        letter: NAMES[likeliest] ? text(NAMES[likeliest]) : `“${likeliest}”`,
        temperature: exact(asked.temperature),
        many: p.filter((chance) => chance > 0.01).length, all: known.length }));
      show({ ...asked, written, chances: p });
    });
  }
  return redraw();
}
