// The site's entry: <unrolled-demo> runs the traced program that its JSON holds.
// Without this script the element shows the first drawing, made in Python.

import { mount } from "./mount.js";
import { compile } from "./program.js";

/** Run the traced step over a list of inputs, handing on what is carried. */
export function runSteps(spec, run, steps) {
  let carried = spec.start;
  return steps.map((inputs) => {
    const outputs = run({ ...carried, ...inputs });
    carried = Object.fromEntries(
      Object.entries(spec.carry).map(([name, source]) => [name, outputs[source]]));
    return outputs;
  });
}

class UnrolledDemo extends HTMLElement {
  async connectedCallback() {
    if (this.shadowRoot) return;
    const script = this.querySelector('script[type="application/json"]');
    const spec = JSON.parse(script.textContent);
    if (!spec.program || !/^[a-z-]+$/.test(spec.demo)) return;
    const run = compile(spec.program);
    const { view } = await import(`./views/${spec.demo}.js`);
    await mount(this, {
      spec,
      view,
      drawing: this,
      compute: async (steps) => runSteps(spec, run, steps),
      css: new URL("./demo.css", import.meta.url).href,
    });
  }
}

if (!customElements.get("unrolled-demo")) customElements.define("unrolled-demo", UnrolledDemo);
