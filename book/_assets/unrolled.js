// What the theme leaves undone: formulas and figures that are wider than their box can
// be scrolled by keyboard (for <pre> and tables the theme sees to it), and in print
// every answer is open.
(() => {
  const boxes = ".u-equation, .u-figure";
  const reach = () => {
    for (const box of document.querySelectorAll(boxes)) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  let waiting = 0;
  const later = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(reach);
  };
  addEventListener("load", later);
  addEventListener("resize", later);
  document.fonts?.ready.then(later);

  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("article details:not([open])")) {
      part.open = true;
      part.dataset.closed = "";
    }
  });
  addEventListener("afterprint", () => {
    for (const part of document.querySelectorAll("details[data-closed]")) {
      part.open = false;
      delete part.dataset.closed;
    }
  });
})();
