// Numbers as the drawings write them (rnn_core/demos/svg.py): a true minus sign, no
// negative zero.

import { format, select } from "./vendor/d3.js";

export const decimals = format(".2f");
export const trimmed = format(".2~f");
export const exact = format(".4~f"); // what a slider with chosen values stands at
export const percent = (value) => `${format(".0f")(100 * value)} %`;

/** 10⁻⁷, and 1 for the power 0. */
export function powerOfTen(exponent) {
  const raised = [...`${exponent}`].map((c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)]);
  return exponent ? `10${raised.join("")}` : "1";
}

/** A number of any size: three digits, or 5.7 · 10⁻⁷. */
export function amount(value) {
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 999.5)) return format(".3~g")(value);
  if (size >= 999.5 && size < 1e4) return format(".0f")(value);
  const [mantissa, exponent] = value.toExponential(1).split("e");
  return `${mantissa.replace("-", "−")}\u00a0·\u00a0${powerOfTen(Number(exponent))}`;
}

const FORMS = { trimmed, amount, percent, "": decimals };

/** Write values into the places that the Python drawing left for them: "c", or "p.3". */
export function fillIn(drawing, values) {
  select(drawing).selectAll("[data-value]").text(function written() {
    const value = this.dataset.value.split(".").reduce((whole, key) => whole[key], values);
    return FORMS[this.dataset.form ?? ""](value);
  });
}
