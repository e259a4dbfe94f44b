// A spoken query finds its segments: the Python drawing, with a word that can be chosen.

import { line, select } from "../vendor/d3.js";
import { nearest } from "../nearest.js";
import { decimals, fillIn } from "../numbers.js";

// as in rnn_core/demos/query_drawing.py
const LEVELS = [0.2, 0.45, 0.7, 0.95];
const [TALL, WIDE, MAP, EDGE] = [4, 6, 300, 14];

export function view({ spec, text, element, stage, take, update, say, show,
  group, button, choice, declared }) {
  const { syllables, sounds, words, codes, averages, pictures, map, noise, listed, bands } = spec.data;
  const example = {
    ...Object.fromEntries(Object.values(declared).map(({ name, value }) => [name, value])),
    ...Object.fromEntries(spec.data.first.split("-").map((s, k) =>
      [["first", "second"][k], syllables.indexOf(s)])),
  };
  const state = { ...example, compare: 0 };
  const [drawing, numbers] = ["pictures", "numbers"].map(take);

  const change = (name, value) => { state[name] = value; redraw(); };
  const first = choice("first", syllables, state.first, change);
  const second = choice("second", syllables, state.second, change);
  const compare = choice("compare", ["by_code", "by_average"], state.compare, change);
  const how = group(text("how"), ["shift", "frames", "noise"], change);
  const settle = () => {
    for (const [node, name] of [[first, "first"], [second, "second"], [compare, "compare"]])
      node.querySelector("select").selectedIndex = state[name];
    how.set(state);
    redraw();
  };
  const turn = button("turn", () => {
    [state.first, state.second] = [state.second, state.first];
    settle();
  });
  const restore = button("restore", () => { Object.assign(state, example, { compare: 0 }); settle(); });
  const what = element("fieldset", {}, element("legend", {}, text("word")), first, second, compare);
  stage.append(element("div", { class: "columns first" }, what, how.node),
    element("div", { class: "buttons" }, turn, restore), drawing, numbers);

  /** The steps in which a word is said, as query_steps has them. */
  function saying({ first: a, second: b, shift, frames, noise: strength }) {
    const keys = [...sounds[syllables[a]], ...sounds[syllables[b]]];
    return Array.from({ length: frames }, (_, t) =>
      ({ keys, t, frames, shift, noise: strength, hiss: noise[t] }));
  }

  const letters = (frame) => frame.map((energy) =>
    "abcde"[LEVELS.filter((level) => energy >= level).length]).join("");
  const squares = (rows, level) => rows.flatMap((row, t) => [...row].map((letter, band) =>
    (letter > "abcde"[level] ? `M${WIDE * t},${TALL * (bands - 1 - band)}h${WIDE}v${TALL}h-${WIDE}z` : "")))
    .join("") || "M0,0";
  const drawSpectrum = (node, rows) => select(node).selectAll("[data-level]").attr("d",
    function path() { return squares(rows, Number(this.dataset.level)); });

  const reach = 1.12 * Math.max(...map.flat().map(Math.abs));
  const x = (value) => EDGE + (MAP * (value + reach)) / (2 * reach);
  const y = (value) => EDGE + MAP - (MAP * (value + reach)) / (2 * reach);

  function drawMap(order, outputs) {
    const plane = select(drawing).select("[data-plane]");
    plane.selectAll("[data-dot]")
      .attr("r", function radius() { return order.includes(Number(this.dataset.dot)) ? 6 : 4; })
      .style("fill", function fill() {
        return order.includes(Number(this.dataset.dot)) ? "var(--u-accent)" : "var(--u-control)";
      });
    plane.select("[data-way]").attr("d", line(({ at }) => x(at[0]), ({ at }) => y(at[1]))(outputs));
    const [a, b] = [x(outputs.at(-1).at[0]), y(outputs.at(-1).at[1])];
    plane.select("[data-cross]").attr("d", `M${a - 7},${b - 7}l14,14M${a - 7},${b + 7}l14,-14`);
  }

  function drawHits(word, { order, similarity }) {
    const turned = word.split("-").reverse().join("-");
    drawing.querySelectorAll("li").forEach((entry, k) => {
      const said = words[order[k]];
      const kind = said === word ? "same" : said === turned ? "turned" : "other";
      entry.querySelector("[data-hit]").textContent =
        text(kind, { word: said, similarity: decimals(similarity[k]) });
      const picture = entry.querySelector("svg");
      picture.setAttribute("aria-label", text("hit_drawn", { word: said }));
      drawSpectrum(picture, pictures[order[k]]);
    });
  }

  function sentence(word, asked, { order }) {
    const found = order.map((place) => words[place]);
    const turned = word.split("-").reverse().join("-");
    const given = { word, frames: asked.frames, best: found[0],
      by: text(asked.compare ? "averages" : "codes"),
      hits: found.filter((said) => said === word).length,
      turned: found.filter((said) => said === turned && said !== word).length };
    return text(words.includes(word) ? "said" : "unknown", given);
  }

  function redraw() {
    const asked = { ...state };
    const word = [asked.first, asked.second].map((k) => syllables[k]).join("-");
    const steps = saying(asked);
    return update(steps, (outputs) => {
      const mean = outputs[0].frame.map((_, band) =>
        outputs.reduce((sum, { frame }) => sum + frame[band], 0) / outputs.length);
      const result = asked.compare
        ? nearest(mean, averages, listed) : nearest(outputs.at(-1).h, codes, listed);
      drawSpectrum(drawing.querySelector("[data-query] svg"), outputs.map(({ frame }) => letters(frame)));
      drawHits(word, result);
      drawMap(result.order, outputs);
      fillIn(numbers, outputs.at(-1));
      say(sentence(word, asked, result));
      show({ word, asked, ...result, outputs });
    });
  }
  return redraw();
}
