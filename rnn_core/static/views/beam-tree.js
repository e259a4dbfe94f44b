// Beam search as a tree: one column a round, kept branches thick, dropped ones dashed.

import { select } from "../vendor/d3.js";
import { beamSearch } from "../beam.js";
import { amount, decimals, fillIn } from "../numbers.js";

export function view({ spec, text, element, stage, take, update, say, show,
  group, button, enable }) {
  const { words, start, stop, most, least, high, first, apart, row } = spec.data;
  const state = { ...spec.steps[0] };
  let [now, last] = [most, most];

  const [facts, tree, legend, list] = ["facts", "tree", "legend", "list"].map(take);
  const root = tree.firstElementChild.cloneNode(true);
  const body = list.querySelector("tbody");
  const position = element("span", { class: "position" });
  const go = (to) => () => { now = to(now); redraw(); };
  const back = button("back", go((r) => Math.max(0, r - 1)));
  const forward = button("forward", go((r) => Math.min(last, r + 1)), { class: "main" });
  const again = button("again", go(() => 0));
  const end = button("end", go(() => last));
  const buttons = element("div", { class: "buttons", role: "group", "aria-label": text("steps") },
    back, forward, again, end, position);
  const width = group(text("search"), ["width", "temperature"],
    (name, value) => { state[name] = value; now = most; redraw(); });
  stage.append(width.node, buttons, facts, tree, legend, list);

  const scoreOf = (said, table) =>
    said.reduce((sum, k, t) => sum + table[said[t - 1] ?? start][k], 0);
  const spoken = (said) => said.map((k) => words[k]).join(" ");

  /** The branches of each round, in the order of the drawing: no two lines cross. */
  function branchesOf(rounds, table) {
    let live = [[]];
    return rounds.map((kept) => {
      const stays = new Set(kept.map(String));
      const branches = live.flatMap((said) => words.map((_, k) => [...said, k])
        .filter((longer) => stays.has(String(longer))
          || table[said.at(-1) ?? start][longer.at(-1)] > Math.log(least)))
        .map((said) => ({ said, score: scoreOf(said, table), stays: stays.has(String(said)) }));
      live = branches.filter(({ said, stays: stay }) => stay && said.at(-1) !== stop)
        .map(({ said }) => said);
      return branches;
    });
  }

  function drawBranch(from, to, { said, score, stays }) {
    const role = stays ? (said.at(-1) === stop ? "output" : "accent") : "muted";
    const left = from[0] + (said.length === 1 ? 6 : 44);
    const node = select(tree).append("g").attr("data-branch", spoken(said))
      .attr("data-kept", stays);
    node.append("path").attr("d", `M${left},${from[1]}L${to[0] - 4},${to[1]}`)
      .attr("fill", "none").attr("stroke", `var(--u-${stays ? role : "control"})`)
      .attr("stroke-width", stays ? 2.5 : 1).attr("stroke-dasharray", stays ? null : "3 3");
    for (const [content, dy, size] of [[words[said.at(-1)], -1, 13], [decimals(score), 10, 11]])
      node.append("text").attr("x", to[0]).attr("y", to[1] + dy).attr("font-size", size)
        .attr("fill", `var(--u-${role})`)
        .attr("font-weight", stays && size === 13 ? 650 : 400).text(content);
  }

  function draw(rounds) {
    tree.replaceChildren(root);
    const places = new Map([["", [first, high / 2]]]);
    rounds.forEach((branches, r) => branches.forEach((branch, k) => {
      const to = [first + 24 + apart * r, ((k + 0.5) * high) / branches.length];
      places.set(String(branch.said), to);
      drawBranch(places.get(String(branch.said.slice(0, -1))), to, branch);
    }));
    const done = rounds.flat().filter(({ said, stays }) => stays && said.at(-1) === stop)
      .sort((a, b) => b.score - a.score);
    body.replaceChildren(...done.map(({ said, score }) => element("tr", {},
      element("th", { scope: "row", style: row }, spoken(said.slice(0, -1)) || "·"),
      element("td", {}, decimals(score)), element("td", {}, amount(Math.exp(score))))));
    return done;
  }

  function sentence(r, asked, rounds, done) {
    if (r === 0) return text("begin", asked);
    const kept = rounds[r - 1].map((said) => `“${spoken(said)}”`).join(", ");
    const ends = (some) => some.filter((said) => said.at(-1) === stop).length;
    const before = rounds.slice(0, r - 1);
    const live = r === 1 ? 1 : rounds[r - 2].length - ends(rounds[r - 2]);
    const free = asked.width - before.reduce((sum, some) => sum + ends(some), 0);
    const said = text("said", { r, free, all: live * words.length, kept: kept || text("nothing") });
    if (r < last || done.length === 0) return said;
    const [best] = done;
    return `${said} ${text("stopped", { n: done.length, best: spoken(best.said.slice(0, -1)),
      score: decimals(best.score) })}`;
  }

  function redraw() {
    const asked = { ...state };
    return update([asked], ([outputs]) => {
      const { rounds } = beamSearch(outputs.log_p, { start, stop, most, width: asked.width });
      last = rounds.length;
      now = Math.min(now, last);
      position.textContent = text("position", { r: now, R: last });
      for (const [node, possible] of [[back, now > 0], [again, now > 0],
        [forward, now < last], [end, now < last]]) enable(node, possible);
      fillIn(facts, { ...asked, ...outputs });
      const done = draw(branchesOf(rounds, outputs.log_p).slice(0, now));
      say(sentence(now, asked, rounds, done));
      show({ inputs: asked, outputs, round: now, rounds,
        finished: done.map(({ said, score }) => [said.slice(0, -1), score]) });
    });
  }
  return redraw();
}
