// Labelled controls, made from what the demo's Python class declares.

import { decimals } from "./numbers.js";

export function controlsOf(spec, text, element) {
  const declared = Object.fromEntries(spec.controls.map((c) => [c.name, c]));

  function input(name, onChange) {
    const { kind, low, high, step, value } = declared[name];
    const type = kind === "slider" ? "range" : "number";
    const node = element("input", { type, name, min: low, max: high, step, value });
    const label = element("label", { class: kind }, element("span", {}, text(name)), node);
    if (kind === "slider") {
      const shown = element("output", { "aria-hidden": "true" }, decimals(value));
      label.append(shown);
      node.addEventListener("input", () => { shown.textContent = decimals(node.value); });
    }
    node.addEventListener("input", () => {
      const number = node.valueAsNumber; // NaN while the field is empty
      const valid = Number.isFinite(number) && node.validity.valid;
      node.toggleAttribute("aria-invalid", !valid);
      if (valid) onChange(name, number);
    });
    const set = (number) => {
      node.value = number;
      node.removeAttribute("aria-invalid");
      if (label.lastChild !== node) label.lastChild.textContent = decimals(number);
    };
    return { label, set };
  }

  /** A fieldset of inputs; `set` writes values into them. */
  function group(legend, names, onChange) {
    const inputs = names.map((name) => input(name, onChange));
    const caption = element("legend", {}, legend);
    const node = element("fieldset", {}, caption, ...inputs.map(({ label }) => label));
    const set = (values) => names.forEach((name, k) => {
      if (name in values) inputs[k].set(values[name]);
    });
    return { node, caption, set };
  }

  function button(key, onClick, attributes = {}) {
    const node = element("button", { type: "button", ...attributes }, text(key));
    node.addEventListener("click", () => {
      if (node.getAttribute("aria-disabled") !== "true") onClick();
    });
    return node;
  }

  /** A button at its end keeps the focus: it is only announced as unavailable. */
  function enable(node, possible) {
    node.setAttribute("aria-disabled", String(!possible));
  }

  return { group, button, enable, declared };
}
