// Paths of CTC: whole numbers, a symbol for each frame, the blank is 0.

/** What is heard if the blanks are dropped first and repeats merged after that. */
export function dropFirst(path) {
  return path.filter((k) => k !== 0).filter((k, at, rest) => k !== rest[at - 1]);
}

/** How many paths of T frames collapse to the labels: a sum over states, frame by frame. */
export function countPaths(labels, T) {
  const states = [0, ...labels.flatMap((k) => [k, 0])]; // a blank around every label
  let counts = states.map((_, s) => (s < 2 ? 1 : 0));
  for (let t = 1; t < T; t += 1) {
    counts = counts.map((stay, s) => {
      const skips = states[s] !== 0 && states[s] !== states[s - 2]; // a blank, between unlikes
      return stay + (counts[s - 1] ?? 0) + (skips ? counts[s - 2] ?? 0 : 0);
    });
  }
  return counts.at(-1) + (counts.at(-2) ?? 0);
}
