// Runs a traced NumPy function (rnn_core/trace.py) in the page. The meaning of every
// operation is the one of rnn_core/program.py; a test compares the two on random programs.
//
// The shapes are known beforehand, so each node is prepared once, as a loop over
// positions: broadcasting, slices and transposes are all ways of walking through the
// operand's flat array.

const sizeOf = (shape) => shape.reduce((a, b) => a * b, 1);

function strides(shape) {
  const steps = new Array(shape.length);
  for (let axis = shape.length, step = 1; axis-- > 0; step *= shape[axis]) steps[axis] = step;
  return steps;
}

/** Flat positions met when walking through `shape`, `steps[axis]` apart. */
function walk(shape, steps, start = 0) {
  let positions = [start];
  shape.forEach((length, axis) => {
    positions = positions.flatMap((p) => Array.from({ length }, (_, k) => p + k * steps[axis]));
  });
  return Int32Array.from(positions);
}

function broadcastShape(shapes) {
  const rank = Math.max(...shapes.map((s) => s.length));
  const padded = shapes.map((s) => [...Array(rank - s.length).fill(1), ...s]);
  return Array.from({ length: rank }, (_, axis) =>
    padded.reduce((length, s) => (s[axis] === 1 ? length : s[axis]), 1));
}

/** Steps that stretch `shape` to `rank` axes: an axis of length 1 stands still. */
function stretched(shape, rank) {
  const steps = strides(shape).map((step, axis) => (shape[axis] === 1 ? 0 : step));
  return [...Array(rank - shape.length).fill(0), ...steps];
}

// C and NumPy: 1 to any power, and -1 to an infinite one, is 1.
const power = (a, b) =>
  a === 1 || (a === -1 && Math.abs(b) === Infinity) ? 1 : a ** b;

const ELEMENTWISE = {
  add: (a, b) => a + b, subtract: (a, b) => a - b, multiply: (a, b) => a * b,
  divide: (a, b) => a / b, power, maximum: Math.max, minimum: Math.min,
  less: (a, b) => +(a < b), less_equal: (a, b) => +(a <= b), greater: (a, b) => +(a > b),
  greater_equal: (a, b) => +(a >= b), equal: (a, b) => +(a === b),
  not_equal: (a, b) => +(a !== b), where: (c, a, b) => (c ? a : b), negative: (a) => -a,
  abs: Math.abs, tanh: Math.tanh, exp: Math.exp, log: Math.log, sqrt: Math.sqrt,
};

function fill(n, value) {
  const out = new Float64Array(n);
  for (let k = 0; k < n; k++) out[k] = value(k);
  return out;
}

function elementwise(f, shapes) {
  const shape = broadcastShape(shapes);
  const [p, q, r] = shapes.map((s) => walk(shape, stretched(s, shape.length)));
  const n = sizeOf(shape);
  if (r) return { shape, apply: (a, b, c) => fill(n, (k) => f(a[p[k]], b[q[k]], c[r[k]])) };
  if (q) return { shape, apply: (a, b) => fill(n, (k) => f(a[p[k]], b[q[k]])) };
  return { shape, apply: (a) => fill(n, (k) => f(a[k])) };
}

const gather = (shape, positions) =>
  ({ shape, apply: (x) => fill(positions.length, (k) => x[positions[k]]) });

function reduce(start, join) {
  return ([s], axes, keep) => {
    const steps = strides(s);
    const rest = s.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
    const from = walk(rest.map((axis) => s[axis]), rest.map((axis) => steps[axis]));
    const along = walk(axes.map((axis) => s[axis]), axes.map((axis) => steps[axis]));
    const kept = s.map((length, axis) => (axes.includes(axis) ? 1 : length));
    return {
      shape: keep ? kept : rest.map((axis) => s[axis]),
      apply: (x) => fill(from.length, (k) =>
        along.reduce((total, step) => join(total, x[from[k] + step]), start)),
    };
  };
}

function matmul([a, b]) {
  const [left, right] = [a.length === 1 ? [1, ...a] : a, b.length === 1 ? [...b, 1] : b];
  const [n, m, inner] = [left.at(-2), right.at(-1), left.at(-1)];
  const batch = broadcastShape([left.slice(0, -2), right.slice(0, -2)]);
  const [full, rank] = [[...batch, n, m], batch.length + 2];
  const [down, across] = [stretched(left, rank), stretched(right, rank)];
  const [stepA, stepB] = [strides(left).at(-1), strides(right).at(-2)];
  down[rank - 1] = 0; // a column of the result uses the same row of a
  across[rank - 2] = 0;
  const [p, q] = [walk(full, down), walk(full, across)];
  const dot = (x, y, k) => {
    let total = 0;
    for (let j = 0; j < inner; j++) total += x[p[k] + j * stepA] * y[q[k] + j * stepB];
    return total;
  };
  const shape = [...batch, ...(a.length > 1 ? [n] : []), ...(b.length > 1 ? [m] : [])];
  return { shape, apply: (x, y) => fill(p.length, (k) => dot(x, y, k)) };
}

function getitem([s], picks) {
  const steps = strides(s);
  const whole = s.map((length, axis) => picks[axis] ?? [0, length, 1]);
  const start = whole.reduce((sum, pick, axis) => sum + (pick[0] ?? pick) * steps[axis], 0);
  const axes = s.map((_, axis) => axis).filter((axis) => Array.isArray(whole[axis]));
  const shape = axes.map((axis) => whole[axis][1]);
  return gather(shape, walk(shape, axes.map((axis) => whole[axis][2] * steps[axis]), start));
}

function concatenate(shapes, axis) {
  const total = shapes.reduce((sum, s) => sum + s[axis], 0);
  const shape = shapes[0].map((length, k) => (k === axis ? total : length));
  const steps = strides(shape);
  let filled = 0;
  const places = shapes.map((s) => {
    filled += s[axis];
    return walk(s, steps, (filled - s[axis]) * steps[axis]);
  });
  const apply = (...parts) => {
    const out = new Float64Array(sizeOf(shape));
    parts.forEach((part, j) => part.forEach((value, k) => { out[places[j][k]] = value; }));
    return out;
  };
  return { shape, apply };
}

const PREPARE = {
  matmul, getitem, concatenate,
  sum: reduce(0, (a, b) => a + b),
  max: reduce(-Infinity, Math.max),
  reshape: (_, shape) => ({ shape, apply: (x) => x }),
  transpose: ([s], axes) => {
    const shape = axes.map((axis) => s[axis]);
    return gather(shape, walk(shape, axes.map((axis) => strides(s)[axis])));
  },
  constant: (_, value) => {
    const data = Float64Array.from([value].flat(Infinity), Number);
    return { shape: shapeOf(value), apply: () => data };
  },
};

function shapeOf(value) {
  return Array.isArray(value) ? [value.length, ...(value.length ? shapeOf(value[0]) : [])] : [];
}

function nested(data, shape) {
  if (!shape.length) return data[0];
  const step = sizeOf(shape.slice(1));
  return Array.from({ length: shape[0] }, (_, k) =>
    nested(data.subarray(k * step, (k + 1) * step), shape.slice(1)));
}

function readInput(name, shape, value) {
  if (`${shapeOf(value)}` !== `${shape}`)
    throw new Error(`${name} has shape (${shapeOf(value)}), expected (${shape})`);
  return Float64Array.from([value].flat(Infinity), Number);
}

/** Prepare a program; the result maps {input: number or nested list} to outputs. */
export function compile(program) {
  const shapes = program.inputs.map(([, shape]) => shape);
  const steps = program.nodes.map(([operation, operands, ...parameters]) => {
    const given = operands.map((k) => shapes[k]);
    const prepared = Object.hasOwn(ELEMENTWISE, operation)
      ? elementwise(ELEMENTWISE[operation], given)
      : PREPARE[operation](given, ...parameters);
    shapes.push(prepared.shape);
    return { operands, apply: prepared.apply };
  });
  return (inputs) => {
    const values = program.inputs.map(([name, shape]) => readInput(name, shape, inputs[name]));
    for (const { operands, apply } of steps) values.push(apply(...operands.map((k) => values[k])));
    const results = Object.entries(program.outputs);
    return Object.fromEntries(results.map(([name, k]) => [name, nested(values[k], shapes[k])]));
  };
}
