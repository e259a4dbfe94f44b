// What is done to a page before axe reads it; see accessibility.py.

function* everything(root = document.body) {
  for (const element of root.querySelectorAll("*")) {
    yield element;
    if (element.shadowRoot) yield* everything(element.shadowRoot);
  }
}

// Most of a page's elements are parts of formulas, and no rule of axe is about them: not
// about what MathML is made of, nor the drawn half of a formula (it is hidden from screen
// readers, and has the colour of the text around it).
function emptyFormulas() {
  const formulas = [...document.querySelectorAll(".katex-html")];
  const sizes = formulas.map((formula) => formula.getBoundingClientRect());
  for (const [k, { width, height }] of sizes.entries()) {
    const display = getComputedStyle(formulas[k]).display.replace(/^inline$/, "inline-block");
    formulas[k].replaceChildren();
    formulas[k].style.cssText = `display:${display};width:${width}px;height:${height}px`;
  }
  for (const math of document.querySelectorAll("math")) {
    if (math.textContent.trim()) math.replaceChildren(math.textContent);
  }
}

function unfold() {
  for (const element of everything()) if (element.localName === "details") element.open = true;
}

// One element of each kind is marked, and contrast is looked for in it alone. (The MathML
// half of a formula is not drawn.)
function markKinds() {
  const grounds = new Map();
  function ground(element) {
    if (!element) return "";
    if (!grounds.has(element)) {
      const style = getComputedStyle(element);
      const under = element.assignedSlot ?? element.parentElement ?? element.getRootNode().host;
      const placed = ["absolute", "fixed", "sticky"].includes(style.position);
      const unable = element.matches(":disabled, [aria-disabled=true]");
      grounds.set(element, [
        ground(under),
        style.backgroundColor.replace("rgba(0, 0, 0, 0)", ""),
        style.backgroundImage.replace("none", ""),
        style.filter.replace("none", ""),
        style.opacity.replace(/^1$/, ""),
        unable || element.control?.disabled ? "needs no contrast" : "",
        placed ? grounds.size : "",
      ].join(" ").trim());
    }
    return grounds.get(element);
  }
  const seen = new Set();
  for (const element of everything()) {
    if (element.closest("math")) continue;
    const words = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const field = element.matches("input, select, textarea");
    if (!(words || field) || !element.checkVisibility({ visibilityProperty: true })) continue;
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    const kind = [ground(element), color, fontSize, fontWeight, textShadow].join();
    element.toggleAttribute("data-contrast", !seen.has(kind));
    seen.add(kind);
  }
  return seen.size;
}

window.readByAxe = async (options) => {
  unfold();
  emptyFormulas();
  if (!markKinds()) throw new Error("axe would look at no word");
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-contrast]" }] });
  return (await axe.run(options)).violations;
};
