// The small random generator of the pages: the twin of rnn_core/page_random.py, to the
// last bit. Chris Doty-Humphrey's sfc32: three words of 32 bits and a counter.

const ROUNDS = 12; // thrown away: they spread the seed over all three words

/** Return a function that gives uniform numbers in [0, 1), the same for the same seed. */
export function uniforms(seed) {
  let [a, b, c, count] = [0, seed | 0, 0, 1]; // a seed from 0 to 2³² − 1
  const next = () => {
    const out = (a + b + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + out) | 0;
    return (out >>> 0) / 2 ** 32;
  };
  for (let k = 0; k < ROUNDS; k += 1) next();
  return next;
}

/** Return the place that a uniform number falls on; place k is as wide as p[k]. */
export function pick(p, uniform) {
  let end = 0;
  const found = p.findIndex((width) => {
    end += width;
    return uniform < end;
  });
  // the widths may add up to a hair less than 1
  return found >= 0 ? found : p.findLastIndex((width) => width > 0);
}
