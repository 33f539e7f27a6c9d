// @ts-check
// Small makers of elements, and the geometry of overlapping codings. All text goes in by
// textContent or attributes, never as markup.

/** @typedef {{s: number, e: number}} Span Code points of the whole text, half-open. */

const SOON_MS = 20;
const LATEST_MS = 200;

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {string} style @param {Record<string, string>} attributes
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, style, attributes = {}) {
  const element = document.createElement(tag);
  if (style) element.className = style;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {string} style @param {string} text @param {Record<string, string>} [attributes]
 */
export function words(tag, style, text, attributes) {
  const element = make(tag, style, attributes);
  element.textContent = text;
  return element;
}

export function blankRow() {
  const row = make("div", "qc-turn");
  const who = make("div", "qc-who");
  who.append(make("span", "qc-n"), make("span", "qc-label"), make("span", "qc-time"), make("span", "qc-mark"));
  row.append(who, make("div", "qc-said"));
  return row;
}

/** @param {string | undefined} sentence @param {Record<string, any>} values @returns {string} */
export function fill(sentence, values) {
  return (sentence ?? "").replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}

// A button that leaves the focus where it is when it is clicked, so that a pick stays.
/** @param {string} style @param {string} label @param {(event: MouseEvent) => void} does @param {Record<string, string>} attributes */
export function button(style, label, does, attributes = {}) {
  const made = words("button", style, label, { type: "button", ...attributes });
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", (event) => does(event));
  return made;
}

// The borders of spans inside [s, e) cut it into pieces that lie in the same spans throughout.
/** @param {number} s @param {number} e @param {Span[]} spans @returns {number[][]} */
export function cuts(s, e, spans) {
  const borders = new Set([s, e]);
  for (const span of spans)
    for (const border of [span.s, span.e]) if (border > s && border < e) borders.add(border);
  const sorted = [...borders].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, k) => [from, sorted[k + 1]]);
}

// Each span keeps one lane of stripes over its whole length, the lowest that is free from `first`.
/** @template {Span} T @param {T[]} spans @param {number} first @param {Map<T, number>} lanes @returns {Map<T, number>} */
export function lanesOf(spans, first = 0, lanes = new Map()) {
  /** @type {number[]} */
  const ends = [];
  for (const span of [...spans].sort((a, b) => a.s - b.s || b.e - a.e)) {
    let lane = ends.findIndex((end) => end <= span.s);
    if (lane < 0) lane = ends.length;
    ends[lane] = span.e;
    lanes.set(span, first + lane);
  }
  return lanes;
}

/** @param {Span} span @param {number} s @param {number} e */
export function covers(span, s, e) {
  return span.s < e && span.e > s;
}

/** @param {Element} element */
export function top(element) {
  return element.getBoundingClientRect().top;
}

/** @param {{left: number, right: number, top: number, bottom: number}} box @param {number} x @param {number} y */
export function holds(box, x, y) {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

// The index of the last entry of a sorted list whose value is at most `at`; -1 where none is.
/** @param {number} length @param {(k: number) => number} value @param {number} at @returns {number} */
export function lastUpTo(length, value, at) {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value(middle) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

// Do something once the browser has nothing else to do, soon in any case; return what takes it back.
/** @param {() => void} does @returns {() => void} */
export function whenIdle(does) {
  if (!window.requestIdleCallback) {
    const timer = setTimeout(does, SOON_MS);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(does, { timeout: LATEST_MS });
  return () => cancelIdleCallback(asked);
}
