// Small makers of elements, and the geometry of overlapping codings. All text goes in by
// textContent or attributes, never as markup.

function name(coding) {
  return `${coding.s}-${coding.e}-${coding.c}`;
}

function make(tag, style, attributes = {}) {
  const element = document.createElement(tag);
  if (style) element.className = style;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function words(tag, style, text) {
  const element = make(tag, style);
  element.textContent = text;
  return element;
}

function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

// The borders of codings inside [s, e) cut it into pieces that carry the same codings throughout.
function cuts(s, e, codings) {
  const borders = new Set([s, e]);
  for (const coding of codings)
    for (const border of [coding.s, coding.e]) if (border > s && border < e) borders.add(border);
  const sorted = [...borders].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, k) => [from, sorted[k + 1]]);
}

// Each coding keeps one lane of stripes over its whole length, the lowest that is free.
function lanesOf(codings) {
  const lanes = new Map();
  const ends = [];
  for (const coding of [...codings].sort((a, b) => a.s - b.s || b.e - a.e)) {
    let lane = ends.findIndex((end) => end <= coding.s);
    if (lane < 0) lane = ends.length;
    ends[lane] = coding.e;
    lanes.set(name(coding), lane);
  }
  return lanes;
}
