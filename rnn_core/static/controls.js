// Labelled controls, made from what the demo's Python class declares.

import { decimals, exact } from "./numbers.js";

export function controlsOf(spec, text, element) {
  const declared = Object.fromEntries(spec.controls.map((c) => [c.name, c]));

  /** A slider through chosen values runs over their positions. */
  function scaleOf({ values, low, high, step }) {
    const written = values.length || Number.isInteger(step) ? exact : decimals;
    if (!values.length) return { low, high, step, written, at: (v) => v, value: (v) => v };
    return { low: 0, high: values.length - 1, step: 1, written,
      at: (value) => values.indexOf(value), value: (place) => values[place] };
  }

  function input(name, onChange) {
    const { kind, value } = declared[name];
    const scale = scaleOf(declared[name]);
    const type = kind === "slider" ? "range" : "number";
    const node = element("input", { type, name, min: scale.low, max: scale.high,
      step: scale.step, value: scale.at(value) });
    const label = element("label", { class: kind }, element("span", {}, text(name)), node);
    const shown = element("output", { "aria-hidden": "true" });
    const write = (number) => {
      shown.textContent = scale.written(number);
      node.setAttribute("aria-valuetext", scale.written(number));
    };
    if (kind === "slider") {
      label.append(shown);
      write(value);
    }
    node.addEventListener("input", () => {
      const number = scale.value(node.valueAsNumber); // NaN while the field is empty
      const valid = Number.isFinite(number) && node.validity.valid;
      node.toggleAttribute("aria-invalid", !valid);
      if (!valid) return;
      if (kind === "slider") write(number);
      onChange(name, number);
    });
    const set = (number) => {
      node.value = scale.at(number);
      node.removeAttribute("aria-invalid");
      if (kind === "slider") write(number);
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

  /** A box to tick. */
  function toggle(key, onChange) {
    const node = element("input", { type: "checkbox", name: key });
    node.addEventListener("change", () => onChange(node.checked));
    return element("label", { class: "toggle" }, node, text(key));
  }

  /** A list to choose from: its options are names of texts, its value their place. */
  function choice(name, options, at, onChange) {
    const node = element("select", { name });
    node.append(...options.map((key, k) => element("option", { value: k }, text(key))));
    node.selectedIndex = at;
    node.addEventListener("change", () => onChange(name, node.selectedIndex));
    return element("label", { class: "choice" }, element("span", {}, text(name)), node);
  }

  return { group, button, enable, toggle, choice, declared };
}
