// @ts-check
// The find bar of a transcript, and the hits of the search that led here: marked in the text, walked
// by n and N.

import { button, fill, make, words } from "./shapes.js";

const MOST = 2000;

export class Finder {
  constructor(desk) {
    this.desk = desk;
    this.hits = [];
    this.at = -1;
    this.led = [];
    this.box = make("div", "qc-find", { role: "search" });
    this.box.hidden = true;
    this.field = make("input", "qc-field", { type: "search", spellcheck: "false", autocomplete: "off" });
    this.count = words("span", "qc-count", "", { role: "status" });
    this.field.addEventListener("input", () => this.search());
    this.box.addEventListener("keydown", (event) => this.key(event));
  }

  open() {
    const said = this.desk.words;
    this.field.setAttribute("aria-label", said.find);
    this.field.placeholder = said.find;
    this.box.replaceChildren(
      this.field,
      this.count,
      button("qc-small", "↑", () => this.walk(-1), { "aria-label": said.find_back, title: said.find_back }),
      button("qc-small", "↓", () => this.walk(1), { "aria-label": said.find_next, title: said.find_next }),
      button("qc-small", "×", () => this.close(), { "aria-label": said.close, title: said.close }),
    );
    this.box.hidden = false;
    this.field.focus();
    this.field.select();
    if (this.field.value) this.search();
  }

  close() {
    this.box.hidden = true;
    this.desk.page.scroller.focus({ preventScroll: true });
  }

  // The hits that another page's search found in this transcript.
  lead(hits) {
    this.box.hidden = true;
    this.field.value = "";
    this.led = hits;
    this.show(hits);
  }

  search() {
    const wanted = this.field.value;
    const { transcript } = this.desk;
    if (!wanted.trim()) return this.show(this.led);
    const found = [];
    const pattern = new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "giu");
    transcript.turns.forEach((turn, index) => {
      for (const { 0: hit, index: at } of turn.text.matchAll(pattern)) {
        if (found.length >= MOST || !hit) break;
        found.push([transcript.point(index, at), transcript.point(index, at + hit.length)]);
      }
    });
    this.show(found);
    if (found.length) this.walk(1, this.desk.page.topPosition());
  }

  show(hits) {
    this.hits = hits;
    this.at = -1;
    this.mark();
    this.tell();
  }

  // Mark the hits in the text, the one that was walked to more strongly.
  mark() {
    const { page, transcript } = this.desk;
    const dirty = new Set(page.hits.keys());
    page.hits = new Map();
    this.hits.forEach(([s, e], k) => {
      for (const span of transcript.spans(s, e)) {
        if (!page.hits.has(span.turn)) page.hits.set(span.turn, []);
        page.hits.get(span.turn).push({ s: span.s, e: span.e, now: k === this.at });
        dirty.add(span.turn);
      }
    });
    page.paint(dirty);
  }

  walk(step, from = null) {
    const { hits, desk } = this;
    if (!hits.length) return this.box.hidden ? this.open() : undefined;
    if (from !== null) this.at = Math.max(0, hits.findIndex(([s]) => s >= from));
    else if (this.at < 0 && desk.pick.some) this.at = this.near(step);
    else this.at = (this.at + step + hits.length) % hits.length;
    const [s, e] = hits[this.at];
    this.mark();
    desk.page.reveal(s, e, true);
    if (this.box.hidden) desk.pick.hit(s, e);
    this.tell();
  }

  near(step) {
    const { hits, desk } = this;
    const after = hits.findIndex(([s]) => s >= (step > 0 ? desk.pick.e : desk.pick.s));
    const next = after < 0 ? hits.length : after;
    return (next + (step > 0 ? 0 : -1) + hits.length) % hits.length;
  }

  tell() {
    const { hits, at, desk } = this;
    const said = desk.words;
    if (this.field.value.trim() && !hits.length) this.count.textContent = said.find_none;
    else this.count.textContent = hits.length ? fill(said.find_at, { n: at + 1, all: hits.length }) : "";
    desk.side.paintHits(this.box.hidden ? hits.length : 0, at);
  }

  key(event) {
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") return event.preventDefault(), this.leave();
    if (event.key !== "Enter" || event.target !== this.field) return;
    event.preventDefault();
    this.walk(event.shiftKey ? -1 : 1);
  }

  // Out of the bar to the text, with the hit picked, so that coding can go on at once.
  leave() {
    this.close();
    if (this.at >= 0) this.desk.pick.hit(...this.hits[this.at]);
    this.tell();
  }
}
