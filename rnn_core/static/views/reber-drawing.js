// The parts of the Reber reader's drawing, with the measures of
// rnn_core/demos/reber_drawing.py.

import { max, select } from "../vendor/d3.js";
import { fillIn } from "../numbers.js";

const [FIRST_ROW, ROW, REACH] = [66, 28, 12];
const DIFFERENT = 0.15; // of a row's scale
const [FULL, EMPTY] = [24, 112];
const [GAUGE, GAP] = [24, 32];
const rowY = (unit) => FIRST_ROW + ROW * unit + ROW / 2;

/** The unit whose memory stays furthest from its twin's, all the way, for its size. */
export function carrier(own, twin, last) {
  const share = (unit) => {
    const pairs = own.map((o, t) => [o.c[unit], twin[t].c[unit]]).slice(1, last + 1);
    const size = Math.max(1e-12, ...pairs.flat().map(Math.abs));
    return Math.min(...pairs.map(([a, b]) => Math.abs(a - b) / size));
  };
  const shares = own[0].c.map((_, unit) => share(unit));
  return shares.indexOf(max(shares));
}

/** A row of bars a unit, on a scale of its own; the twin's where they differ. */
function barsOf(own, other, width, now) {
  const top = own[0].c.map((_, unit) =>
    Math.max(1, max([...own, ...other], ({ c }) => Math.abs(c[unit]))));
  const bar = (kind, t, unit, share) => {
    const tall = REACH * Math.abs(share);
    return { kind: `${kind}${t > now ? " ahead" : ""}`, x: (t + 0.2) * width, tall,
      y: share > 0 ? rowY(unit) - tall : rowY(unit) };
  };
  return own.flatMap(({ c }, t) => c.flatMap((value, unit) => {
    const [mine, twin] = [value, other[t]?.c[unit] ?? value].map((v) => v / top[unit]);
    const differs = Math.abs(mine - twin) > DIFFERENT;
    return [bar("mine", t, unit, mine), ...(differs ? [bar("twin", t, unit, twin)] : [])];
  }));
}

/** The string on top, a row of bars below for the memory of each unit. */
export function drawReading(part, { string, now, own, other, unit, units, complete }, text) {
  const width = 100 / string.length;
  const middle = (k) => `${(k + 0.5) * width}%`;
  const far = complete ? [1, string.length - 2] : [1];
  const [labels, svg] = [...part.querySelectorAll("svg")].map((node) => select(node));
  labels.selectAll("text").attr("class", (_, k) => (k === unit ? "marked" : "tick"))
    .attr("font-weight", null).attr("fill", null);
  svg.selectAll("*").remove();
  const add = (name, kind, data) => svg.selectAll(null).data(data).join(name).attr("class", kind);
  add("rect", "band", unit === null ? [] : [unit]).attr("width", "100%")
    .attr("y", (k) => rowY(k) - ROW / 2).attr("height", ROW);
  add("rect", "band", [now]).attr("x", (t) => `${t * width}%`).attr("width", `${width}%`)
    .attr("y", 28).attr("height", FIRST_ROW + ROW * units - 28);
  if (complete) {
    add("line", "bracket", [20]).attr("x1", middle(1)).attr("x2", middle(string.length - 2))
      .attr("y1", 20).attr("y2", 20);
    add("line", "bracket", far).attr("x1", middle).attr("x2", middle).attr("y1", 20).attr("y2", 30);
    add("text", "must", [text("must")]).attr("x", "50%").attr("y", 13).text((words) => words);
  }
  add("text", "symbol", [...string]).attr("x", (_, k) => middle(k)).attr("y", 50)
    .style("font-size", `min(16px, ${110 / string.length}cqi)`) // letters side by side
    .classed("far", (_, k) => far.includes(k)).classed("now", (_, k) => k === now)
    .classed("ahead", (_, k) => k > now).text((symbol) => symbol);
  add("line", "grid", own[0].c).attr("x2", "100%").attr("y1", (_, k) => rowY(k))
    .attr("y2", (_, k) => rowY(k));
  add("rect", (d) => d.kind, barsOf(own, other, width, now))
    .attr("x", (d) => `${d.x}%`).attr("width", `${0.6 * width}%`)
    .attr("y", (d) => d.y).attr("height", (d) => d.tall);
}

/** How likely each symbol is to come next; the legal ones are marked. */
export function drawPrediction(part, outputs, legal, symbols, text) {
  fillIn(part, outputs);
  outputs.p.forEach((p, k) => {
    const tall = p * (EMPTY - FULL);
    const isLegal = legal.includes(symbols[k]);
    const bar = part.querySelector(`[data-chance="${k}"]`);
    select(bar).attr("class", isLegal ? "is-legal" : "is-illegal")
      .attr("y", EMPTY - tall).attr("height", tall);
    select(part.querySelector(`[data-above="${k}"]`)).attr("y", EMPTY - tall - 5);
    select(part.querySelector(`[data-symbol="${k}"]`)).attr("font-weight", isLegal ? 700 : 400);
    select(part.querySelector(`[data-legal="${k}"]`)).text(isLegal ? text("legal") : "");
  });
}

/** The gates of every unit as columns that fill; g goes up or down from the middle. */
export function drawGates(part, outputs, unit, units) {
  for (const [row, gate] of ["i", "f", "g", "o"].entries())
    outputs[gate].forEach((value, k) => {
      const level = gate === "g" ? (value + 1) / 2 : value;
      const [low, high] = gate === "g" ? [Math.min(0.5, level), Math.max(0.5, level)] : [0, level];
      select(part.querySelector(`[data-gauge="${gate}.${k}"]`))
        .attr("y", row * GAP + GAUGE * (1 - high)).attr("height", GAUGE * (high - low));
    });
  select(part.querySelector("[data-mark=unit]")).attr("x", `${((unit ?? 0) * 100) / units}%`)
    .attr("visibility", unit === null ? "hidden" : null);
}
