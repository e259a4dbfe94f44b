// Numbers as the drawings write them: a true minus sign, no negative zero.

import { format, select } from "./vendor/d3.js";

export const decimals = format(".2f");
export const trimmed = format(".2~f");

/** Write values into the places that the Python drawing left for them. */
export function fillIn(drawing, values) {
  select(drawing).selectAll("[data-value]").text(function written() {
    const value = values[this.dataset.value];
    return this.dataset.form === "trimmed" ? trimmed(value) : decimals(value);
  });
}
