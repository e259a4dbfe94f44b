// Puts a live demo into its host: frame, words, palette, errors, and the result as data.

import { controlsOf } from "./controls.js";

function wordsOf(spec, host) {
  const language = (host.closest("[lang]")?.lang || document.documentElement.lang || "en").slice(0, 2);
  const words = spec.labels[language] ?? spec.labels.en;
  return (key, values = {}) =>
    words[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

async function addStyle(root, css) {
  if (css.text) {
    root.append(Object.assign(document.createElement("style"), { textContent: css.text }));
    return;
  }
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: css });
  const loaded = new Promise((done) => { link.onload = link.onerror = done; });
  root.append(link);
  await loaded;
}

/** Where the page has no palette of ours (a notebook), follow its text: light or dark. */
function followTheme(host) {
  const look = () => {
    if (!host.isConnected) return;
    const style = getComputedStyle(host);
    if (!("palette" in host.dataset) && style.getPropertyValue("--u-text")) return;
    const parent = getComputedStyle(host.parentElement);
    const [r, g, b] = parent.color.match(/[\d.]+/g).map(Number);
    host.dataset.palette = 0.3 * r + 0.6 * g + 0.1 * b > 128 ? "dark" : "light";
  };
  look();
  const attributes = new MutationObserver(look);
  const attributeFilter = ["class", "style", "data-theme", "data-jp-theme-light"];
  for (const node of [document.documentElement, document.body])
    attributes.observe(node, { attributes: true, attributeFilter });
  const size = new ResizeObserver(look); // a widget enters the page after it is made
  size.observe(host);
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", look);
  return () => {
    attributes.disconnect();
    size.disconnect();
    scheme.removeEventListener("change", look);
  };
}

/** JupyterLab takes arrow keys, digits and letters for itself: keep them in the demo. */
function keepKeys(host) {
  host.dataset.lmSuppressShortcuts = "true";
  host.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") event.stopPropagation();
  }, { capture: true });
}

function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

/** Speak once the reader pauses: a slider on the move would never stop talking. */
function speaker(node) {
  let timer;
  return (sentence) => {
    clearTimeout(timer);
    timer = setTimeout(() => { node.textContent = sentence; }, 500);
  };
}

export async function mount(host, { spec, view, drawing, compute, css }) {
  const text = wordsOf(spec, host);
  const root = host.attachShadow({ mode: "open" });
  root.append(element("slot")); // the first drawing stays until the live one is complete
  const stage = element("div", { class: "stage empty" });
  const seen = element("p", { class: "summary", "aria-hidden": "true" });
  const heard = element("p", { class: "heard", role: "status", "aria-live": "polite" });
  const problem = element("p", { class: "problem", role: "alert", hidden: "" });
  const section = element("section", { class: "demo", "aria-label": text("title") },
    element("p", { class: "title" }, text("title")), stage, problem, seen, heard);
  const stopFollowing = followTheme(host);
  keepKeys(host);
  const speak = speaker(heard);
  const say = (sentence) => { seen.textContent = sentence; speak(sentence); };
  const show = (result) => { host.result = result; host.dataset.result = JSON.stringify(result); };
  const warn = (message) => {
    problem.hidden = !message;
    problem.textContent = message;
    stage.classList.toggle("stale", Boolean(message));
  };
  const fail = (message) => {
    warn(message);
    say("");
    show({ problem: message });
  };

  let latest = 0;
  /** Compute, then draw; a reply that a newer question has overtaken is dropped. */
  const update = async (steps, draw) => {
    const mine = (latest += 1);
    const slow = setTimeout(() => { if (mine === latest) warn(text("waiting")); }, 2000);
    try {
      const outputs = await compute(steps);
      if (mine !== latest) return;
      warn("");
      stage.classList.remove("empty");
      draw(outputs);
    } catch (error) {
      if (mine === latest) fail(error.message);
    } finally {
      clearTimeout(slow);
    }
  };

  const take = (part) => drawing.querySelector(`[data-part="${part}"]`)?.cloneNode(true);
  const first = view({ spec, text, element, stage, take, update, say, show,
    ...controlsOf(spec, text, element) });
  const patience = new Promise((done) => { setTimeout(done, 250); }); // a busy kernel
  await Promise.all([Promise.race([first, patience]), addStyle(root, css)]);
  root.append(section);
  host.dataset.ready = "true";
  return stopFollowing;
}
