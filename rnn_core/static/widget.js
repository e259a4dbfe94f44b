// A notebook's entry: the same drawing, computed in the kernel (rnn_core/demos/widget.py).

import { mount } from "./mount.js";

function askKernel(model) {
  const open = new Map();
  let count = 0;
  model.on("msg:custom", ({ id, outputs, problem }) => {
    const { resolve, reject } = open.get(id) ?? {};
    open.delete(id);
    if (problem) reject?.(new Error(problem));
    else resolve?.(outputs);
  });
  const client = Math.random(); // two views of one widget must not take each other's reply
  return (steps) => new Promise((resolve, reject) => {
    const id = `${client}-${(count += 1)}`;
    open.set(id, { resolve, reject });
    model.send({ id, steps });
  });
}

export function forDemo(view, css) {
  return {
    async render({ model, el }) {
      const spec = model.get("spec");
      const host = document.createElement("div");
      el.append(host);
      const drawing = new DOMParser().parseFromString(spec.drawing, "text/html").body;
      return mount(host, { spec, view, drawing, compute: askKernel(model), css: { text: css } });
    },
  };
}
