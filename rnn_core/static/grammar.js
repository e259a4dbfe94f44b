// Follows a grammar (rnn_core/data/grammar.py): a list of states, each of which maps its
// legal symbols to the number of the next state, or to null at the end of a string.

/** What may follow each symbol; `wrong` is the place of the first illegal one, or -1. */
export function follow(grammar, string) {
  const legal = []; // before each symbol, and after the last
  let state = 0;
  for (const symbol of string) {
    const next = state === null ? {} : grammar[state];
    legal.push(Object.keys(next).join(""));
    if (!Object.hasOwn(next, symbol)) return { legal, wrong: legal.length - 1 };
    state = next[symbol];
  }
  legal.push(state === null ? "" : Object.keys(grammar[state]).join(""));
  return { legal, wrong: -1 };
}
