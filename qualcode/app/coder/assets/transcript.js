// @ts-check
// The frozen text of one transcript. Positions are Unicode code points of the whole text, as on the
// server; UTF-16 and grapheme clusters exist only here, counted turn by turn and only when needed.

import { lastUpTo } from "./shapes.js";

// In text of these characters alone every code point is one thing that a reader sees.
const SIMPLE =
  /^[\n\x20-\x7e\xa1-\xac\xae-\xff\u2010-\u2027\u2030-\u205e\u3000-\u3029\u3030-\u3096\u30a0-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60]*$/;
/** @type {Intl.Segmenter | null} */
let segmenter = null;

/** @typedef {import("./shapes.js").Span} Span */
/** @typedef {Span & {n: number, text: string, asks: boolean, sentences: number[][], who?: string, person?: string, time?: string}} Turn */
/** @typedef {Span & {turn: number}} Piece What lies within one turn, by the turn's index. */

export class Transcript {
  /** @param {{key: number, name: string, turns: Turn[]}} doc */
  constructor(doc) {
    this.key = doc.key;
    this.name = doc.name;
    this.turns = doc.turns;
    /** @type {Piece[]} */
    this.sentences = [];
    /** @type {number[]} */
    this.first = [];
    doc.turns.forEach((turn, index) => {
      this.first.push(this.sentences.length);
      // a turn in which no sentence was found is picked as a whole
      const found = turn.sentences.length || turn.s === turn.e ? turn.sentences : [[turn.s, turn.e]];
      for (const [s, e] of found) this.sentences.push({ s, e, turn: index });
    });
    this.answers = doc.turns.filter((turn) => !turn.asks).length;
    this.indexOf = new Map(doc.turns.map((turn, index) => [turn.n, index]));
    /** @type {Map<number, number[] | null>} */
    this.widths = new Map();
    /** @type {Map<number, number[] | null>} */
    this.borders = new Map();
  }

  /** @param {number} at @returns {number} */
  turnAt(at) {
    return Math.max(0, lastUpTo(this.turns.length, (k) => this.turns[k].s, at));
  }

  // The sentence that holds a position, else the next one; the last one at the end of the text.
  /** @param {number} at @returns {number} */
  sentenceAt(at) {
    const before = lastUpTo(this.sentences.length, (k) => this.sentences[k].s, at);
    if (before >= 0 && at < this.sentences[before].e) return before;
    return Math.min(before + 1, this.sentences.length - 1);
  }

  // The turns that a span touches, each with what of it lies within the turn's text.
  /** @param {number} s @param {number} e @returns {Piece[]} */
  spans(s, e) {
    const found = [];
    for (let k = this.turnAt(s); k < this.turns.length && this.turns[k].s < e; k++) {
      const turn = this.turns[k];
      const span = { s: Math.max(s, turn.s), e: Math.min(e, turn.e), turn: k };
      if (span.s < span.e) found.push(span);
    }
    return found;
  }

  /** @param {number} s @param {number} e @returns {string} */
  said(s, e) {
    return this.spans(s, e).map((span) => this.piece(span.turn, span.s, span.e)).join("\n");
  }

  /** @param {number} index @param {number} s @param {number} e @returns {string} */
  piece(index, s, e) {
    return this.turns[index].text.slice(this.unit(index, s), this.unit(index, e));
  }

  // ---- UTF-16 ---------------------------------------------------------------------------------

  // For turns with characters beyond the BMP: where each code point begins; null for all others.
  /** @param {number} index @returns {number[] | null} */
  table(index) {
    const known = this.widths.get(index);
    if (known !== undefined) return known;
    const { text, s, e } = this.turns[index];
    let table = null;
    if (text.length !== e - s) {
      table = [];
      let at = 0;
      for (const point of text) {
        table.push(at);
        at += point.length;
      }
      table.push(at);
    }
    this.widths.set(index, table);
    return table;
  }

  /** @param {number} index @param {number} at @returns {number} */
  unit(index, at) {
    const turn = this.turns[index];
    const inside = Math.min(Math.max(at, turn.s), turn.e) - turn.s;
    const table = this.table(index);
    return table ? table[inside] : inside;
  }

  /** @param {number} index @param {number} unit @returns {number} */
  point(index, unit) {
    const table = this.table(index);
    const inside = table ? lastUpTo(table.length, (k) => table[k], unit) : unit;
    return this.turns[index].s + Math.max(0, inside);
  }

  // ---- grapheme clusters ----------------------------------------------------------------------

  // Where the clusters of a turn begin and end, in code points; null where each is one code point.
  /** @param {number} index @returns {number[] | null} */
  clusters(index) {
    const known = this.borders.get(index);
    if (known !== undefined) return known;
    const { text, s } = this.turns[index];
    let borders = null;
    if (!SIMPLE.test(text) && globalThis.Intl?.Segmenter) {
      segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
      borders = [s];
      for (const { segment } of segmenter.segment(text))
        borders.push(borders[borders.length - 1] + [...segment].length);
    }
    this.borders.set(index, borders);
    return borders;
  }

  // The cluster border at or before (step -1), at or after (step 1) a position of a turn.
  /** @param {number} index @param {number} at @param {number} step @returns {number} */
  border(index, at, step) {
    const borders = this.clusters(index);
    if (!borders) return at;
    const k = lastUpTo(borders.length, (i) => borders[i], at);
    return borders[k] === at || step < 0 ? borders[Math.max(0, k)] : borders[k + 1];
  }

  // A span grown outward to whole clusters, with the edges of turns kept.
  /** @param {number} s @param {number} e @returns {Span | null} */
  snap(s, e) {
    const spans = this.spans(s, e);
    if (!spans.length) return null;
    const last = spans[spans.length - 1];
    return { s: this.border(spans[0].turn, spans[0].s, -1), e: this.border(last.turn, last.e, 1) };
  }

  // One cluster further; past the edge of a turn it goes on in the next.
  /** @param {number} at @param {1 | -1} step @param {boolean} end @returns {number} */
  step(at, step, end) {
    const index = this.turnAt(end ? at - 1 : at);
    const turn = this.turns[index];
    if (step > 0 && at >= turn.e) return this.turns[index + 1] ? this.step(this.turns[index + 1].s, 1, false) : at;
    if (step < 0 && at <= turn.s) return this.turns[index - 1] ? this.step(this.turns[index - 1].e, -1, true) : at;
    return this.border(index, at + step, step);
  }
}

/** @param {string} text @returns {string[]} */
export function clustersIn(text) {
  if (!globalThis.Intl?.Segmenter) return [...text];
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), (it) => it.segment);
}
