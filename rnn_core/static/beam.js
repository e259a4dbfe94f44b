// Beam search over a table: row k holds the log-probabilities of what may follow k.
// The specification is the exercise `beam_search`; a test compares 1,000 random cases.

export function beamSearch(table, { start, stop, width, most }) {
  let live = [{ said: [], score: 0 }];
  const [finished, rounds] = [[], []];
  const ends = ({ said }) => said.at(-1) === stop;
  while (live.length > 0 && rounds.length < most) {
    const candidates = live.flatMap(({ said, score }) =>
      table[said.at(-1) ?? start].map((p, k) => ({ said: [...said, k], score: score + p })));
    candidates.sort((a, b) => b.score - a.score);
    const kept = candidates.slice(0, width - finished.length);
    finished.push(...kept.filter(ends));
    live = kept.filter((candidate) => !ends(candidate));
    rounds.push(kept.map(({ said }) => said));
  }
  const found = finished.length > 0 ? [...finished] : live;
  found.sort((a, b) => b.score - a.score);
  return { rounds, found };
}
