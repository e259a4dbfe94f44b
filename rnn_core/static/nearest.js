// Which vectors point most nearly in the direction of a query: the course's exercise
// nearest_segments, for one query.

/** The cosine of the angle between two vectors; 0 where one of them has no direction. */
export function cosine(u, v) {
  const inner = (a, b) => a.reduce((sum, value, k) => sum + value * b[k], 0);
  const size = Math.sqrt(inner(u, u)) * Math.sqrt(inner(v, v));
  return size === 0 ? 0 : inner(u, v) / size;
}

/** Places of the k best codes, the best first, and their similarities. */
export function nearest(query, codes, k) {
  const alike = codes.map((code) => cosine(query, code));
  // sorting keeps equals in order, so that of two the first one wins
  const order = [...codes.keys()].sort((a, b) => alike[b] - alike[a]).slice(0, k);
  return { order, similarity: order.map((place) => alike[place]) };
}
