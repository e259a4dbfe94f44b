// A melody composed step by step: the piano roll of the Python drawing, and its sound.

import { select } from "../vendor/d3.js";
import { fillIn, percent } from "../numbers.js";
import { play, tonesOf } from "../tones.js";

const [LEFT, TOP, WIDTH, ROW, BASE, TALL] = [30, 26, 14, 16, 78, 54]; // as in rnn_core/demos/melody_drawing.py
const COMPOSERS = ["network", "chain", "rules"];
const FREE = -1; // a note of the opening that the composer chooses

export function view({ spec, text, element, stage, take, update, say, show, group, button, choice }) {
  const { uniforms, pitches, hold, opening: free, seconds, chain, rules } = spec.data;
  const T = spec.steps.length;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const state = { composer: 0, which: 0, temperature: spec.steps[0].temperature,
    opening: Array(free).fill(FREE) };
  let [melody, sound] = [[], null];

  const [roll, bars, first] = ["roll", "bars", "first"].map(take);
  const band = select(roll).insert("rect", ":first-child").attr("class", "band")
    .attr("width", WIDTH).attr("height", TOP + ROW * pitches.length).attr("visibility", "hidden");
  const change = (name, value) => { state[name] = value; redraw(); };
  const player = button("play", () => (sound ? silence() : start()), { class: "main" });
  const another = button("another", () => change("which", (state.which + 1) % count()));
  const position = element("span", { class: "position" });
  const buttons = element("div", { class: "buttons" }, player, another, position);
  const composer = choice("composer", COMPOSERS, 0, (name, k) => {
    state.which = 0;
    change(name, k);
  });
  const heat = group(text("drawing_notes"), ["temperature"], change);
  heat.node.append(composer);
  const fields = state.opening.map((_, k) => noteField(k));
  const again = button("again", () => {
    fields.forEach((field) => { field.value = FREE; });
    change("opening", Array(free).fill(FREE));
  });
  const own = element("fieldset", {}, element("legend", {}, text("opening")),
    element("div", { class: "notes" }, ...fields), again);
  stage.append(buttons, roll, bars, first, element("div", { class: "columns" }, heat.node, own));

  const count = () => [uniforms, chain, rules][state.composer].length;

  function noteField(k) {
    const names = [[FREE, text("free")], ...pitches.map((name, n) => [n, name]), [hold, text("hold")]];
    const field = element("select", { "aria-label": text("note", { k: k + 1 }) },
      ...names.map(([value, name]) => element("option", { value }, name)));
    field.addEventListener("change", () =>
      change("opening", state.opening.map((note, n) => (n === k ? Number(field.value) : note))));
    return field;
  }

  function question({ composer: by, which, temperature, opening }) {
    const whole = [null, chain, rules][by]?.[which];
    const given = whole ?? [...opening, ...Array(T - free).fill(FREE)];
    return given.map((k, t) => ({ u: uniforms[which][t], temperature,
      given: [...pitches, hold].map((_, note) => (note === k ? 1 : 0)) }));
  }

  function draw(outputs) {
    let now = null;
    melody.forEach((note, t) => {
      const begins = note !== hold;
      if (begins) now = note;
      const at = { x: LEFT + WIDTH * t + (begins ? 3 : 0), width: WIDTH - (begins ? 3 : 0),
        y: TOP + ROW * (pitches.length - 1 - (now ?? 0)) + 2, opacity: now === null ? 0 : 1 };
      const tall = TALL * outputs[t].chance;
      for (const [part, kind, values] of [[roll, "note", at], [bars, "chance", { y: BASE - tall, height: tall }]])
        for (const [key, value] of Object.entries(values))
          part.querySelector(`[data-${kind}="${t}"]`).setAttribute(key, value);
    });
  }

  function sentence(outputs) {
    const begin = (phrase) => melody.slice((phrase * T) / 4, (phrase * T) / 4 + free);
    const same = begin(0).every((note, k) => note === begin(1)[k]);
    const mean = (phrase) => percent(outputs.slice((phrase * T) / 4, (phrase * T) / 4 + free)
      .reduce((sum, { chance }) => sum + chance, 0) / free);
    return `${text(same ? "repeats" : "differs")} ${text("sure", { a: mean(0), b: mean(1) })}`;
  }

  function report() {
    player.textContent = text(sound ? "stop" : "play");
    show({ ...state, composer: COMPOSERS[state.composer], melody, tones: tonesOf(melody, spec.data),
      playing: Boolean(sound) });
  }

  function silence() {
    sound?.stop();
    sound = null;
    band.attr("visibility", "hidden");
    report();
  }

  function start() {
    sound = play(tonesOf(melody, spec.data), silence);
    report();
    if (!still.matches) follow(sound);
  }

  function follow(mine) {
    if (sound !== mine) return;
    const t = Math.floor(mine.now() / seconds);
    band.attr("x", LEFT + WIDTH * Math.min(Math.max(t, 0), T - 1)).attr("visibility", "visible");
    requestAnimationFrame(() => follow(mine));
  }

  function redraw() {
    sound?.stop();
    sound = null;
    band.attr("visibility", "hidden");
    position.textContent = text("position", { k: state.which + 1, K: count() });
    return update(question(state), (outputs) => {
      melody = outputs.map(({ note }) => note.indexOf(Math.max(...note)));
      draw(outputs);
      fillIn(first, outputs[0]);
      say(sentence(outputs));
      report();
    });
  }
  return redraw();
}
