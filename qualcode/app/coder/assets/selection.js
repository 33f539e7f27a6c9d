// @ts-check
// What is picked: a span {s, e} of our own, in code points, grown to whole grapheme clusters, and
// drawn from these two numbers alone, so that what is seen is what will be stored.

import { make } from "./shapes.js";

const PAINT = globalThis.CSS?.highlights && globalThis.Highlight ? new Highlight() : null;
if (PAINT) CSS.highlights.set("qc-pick", PAINT);

export class Pick {
  constructor(desk) {
    this.desk = desk;
    this.handles = ["s", "e"].map((edge) => this.handle(edge));
    this.onSelection = () => this.selected();
    document.addEventListener("selectionchange", this.onSelection);
    const { list } = desk.page;
    list.addEventListener("mousedown", (event) => this.pressed(event));
    list.addEventListener("click", (event) => this.clicked(event));
    this.clear();
  }

  close() {
    document.removeEventListener("selectionchange", this.onSelection);
    clearTimeout(this.timer);
    PAINT?.clear();
  }

  clear() {
    this.s = this.e = -1;
    this.aimed = null;
    this.moving = null;
    this.pointed = false;
  }

  get some() {
    return this.s >= 0;
  }

  // ---- by sentence and by character -----------------------------------------------------------

  sentence(index, { extend = false, reveal = true } = {}) {
    const { sentences } = this.desk.transcript;
    if (!sentences.length) return;
    const at = Math.min(Math.max(index, 0), sentences.length - 1);
    const one = sentences[at];
    if (!extend || !this.some) this.anchor = { s: one.s, e: one.e };
    this.head = at;
    this.forgetNative();
    this.take(Math.min(this.anchor.s, one.s), Math.max(this.anchor.e, one.e));
    this.desk.bar.hide();
    if (reveal) this.reveal(one);
    this.desk.tellPick();
  }

  by(step, extend) {
    if (!this.some) return this.sentence(0);
    const { sentences } = this.desk.transcript;
    const here = this.head;
    // a pick that ends within a sentence is first grown to its end
    const partial = step > 0 && extend && this.e < sentences[here].e && this.e > sentences[here].s;
    this.sentence(partial ? here : here + step, { extend });
  }

  edge(edge, step) {
    if (!this.some) return;
    const { transcript } = this.desk;
    let { s, e } = this;
    if (edge === "e") e = transcript.step(e, step, true);
    else s = transcript.step(s, step, false);
    if (s >= e) return;
    this.anchor = { s, e };
    this.head = transcript.sentenceAt(edge === "e" ? e - 1 : s);
    this.forgetNative();
    this.take(s, e);
    this.reveal(edge === "e" ? { s: e - 1, e } : { s, e: s + 1 });
    this.desk.tellPick();
  }

  // Take a span as picked; while borders are moved it stays within the turn of its coding.
  take(s, e, pointed = false) {
    let span = this.desk.transcript.snap(s, e);
    if (!span) return;
    if (this.moving) {
      const { turn } = this.desk.transcript.spans(this.moving.s, this.moving.e)[0];
      span = this.desk.transcript.spans(span.s, span.e).find((it) => it.turn === turn);
      if (!span) return;
    } else this.aimed = null;
    this.s = span.s;
    this.e = span.e;
    this.pointed = pointed;
    this.desk.pickChanged();
    this.draw();
  }

  reveal({ s, e }) {
    this.desk.page.reveal(s, e);
  }

  // ---- by mouse and by touch ------------------------------------------------------------------

  // What the browser has selected, as it is being selected.
  selected() {
    const chosen = document.getSelection();
    if (!this.desk.ready || !chosen.rangeCount || chosen.isCollapsed) return;
    const { list } = this.desk.page;
    if (!list.contains(chosen.anchorNode) || this.besides(chosen.anchorNode)) return;
    const range = chosen.getRangeAt(0);
    const s = list.contains(range.startContainer) ? this.desk.page.position(range.startContainer, range.startOffset) : 0;
    const e = list.contains(range.endContainer) ? this.desk.page.position(range.endContainer, range.endOffset) : this.desk.transcript.turns.at(-1).e;
    if (s === null || e === null || s >= e) return;
    this.anchor = { s, e };
    this.head = this.desk.transcript.sentenceAt(e - 1);
    this.take(s, e, true);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settled(), 250);
  }

  // A selection that has come to rest: it is drawn as it will be stored, with the bar beside it.
  settled() {
    if (this.pressing || !this.some || !this.pointed) return;
    this.desk.bar.show();
  }

  besides(node) {
    return (node.nodeType === 1 ? node : node.parentElement).closest(".qc-notes");
  }

  pressed(event) {
    if (this.besides(event.target)) return;
    if (event.target.closest("button")) return event.preventDefault();
    if (event.shiftKey && this.some) event.preventDefault();
    this.desk.bar.hide();
    this.pressing = true;
    const up = () => {
      this.pressing = false;
      document.removeEventListener("mouseup", up);
      if (!document.getSelection().isCollapsed) this.timer = setTimeout(() => this.settled(), 10);
    };
    document.addEventListener("mouseup", up);
  }

  clicked(event) {
    // a button beside a memo may have been replaced by what it did
    if (!event.target.isConnected || this.besides(event.target)) return;
    this.desk.page.scroller.focus({ preventScroll: true });
    const chip = event.target.closest(".qc-chip");
    if (chip && (chip.dataset.u || chip.dataset.g)) return this.aimAt(chip.dataset.u ?? `g:${chip.dataset.g}`);
    const chosen = document.getSelection();
    if (!chosen.isCollapsed && !event.shiftKey) return;
    const place = this.desk.page.under(event.clientX, event.clientY);
    if (!place || !event.target.closest(".qc-said")) return;
    this.pointed = true;
    this.sentence(this.desk.transcript.sentenceAt(place.at), { extend: event.shiftKey, reveal: false });
    this.pointed = true;
    if (event.detail < 2) this.desk.bar.show();
  }

  // ---- a coding or a suggestion among those of the pick ---------------------------------------

  aimAt(aimed) {
    const span = this.desk.aimedSpan(aimed);
    if (!span) return;
    this.leaveBorders();
    if (!this.some || span.s >= this.e || span.e <= this.s) {
      this.anchor = { s: span.s, e: span.e };
      this.head = this.desk.transcript.sentenceAt(span.s);
      this.take(span.s, span.e, true);
    }
    this.aim(aimed);
    this.desk.bar.show();
  }

  aim(aimed) {
    const before = this.aimed;
    this.aimed = aimed;
    for (const chip of before ? this.desk.page.chipsOf(before) : []) chip.classList.remove("qc-aimed");
    for (const chip of aimed ? this.desk.page.chipsOf(aimed) : []) chip.classList.add("qc-aimed");
    this.desk.pickChanged();
  }

  // Aim at the next label of what is picked, so that Del, m, b or another code is meant for it.
  next(step) {
    if (!this.some) return;
    const here = this.desk.namesOver(this.s, this.e);
    if (!here.length) return;
    const at = here.indexOf(this.aimed);
    this.aim(here[at < 0 ? (step > 0 ? 0 : here.length - 1) : (at + step + here.length) % here.length]);
    this.desk.tellAimed();
  }

  // ---- borders --------------------------------------------------------------------------------

  moveBorders(coding) {
    this.moving = { u: coding.u, s: coding.s, e: coding.e };
    this.anchor = { s: coding.s, e: coding.e };
    this.head = this.desk.transcript.sentenceAt(coding.e - 1);
    this.take(coding.s, coding.e);
    this.reveal(coding);
    this.desk.bar.show();
  }

  leaveBorders() {
    if (!this.moving) return;
    this.moving = null;
    this.draw();
    this.desk.bar.hide();
  }

  handle(edge) {
    const handle = make("div", `qc-handle qc-handle-${edge}`, { "aria-hidden": "true" });
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      handle.setPointerCapture(event.pointerId);
      const drag = (moved) => this.drag(edge, moved);
      handle.addEventListener("pointermove", drag);
      handle.addEventListener("pointerup", () => handle.removeEventListener("pointermove", drag), { once: true });
    });
    return handle;
  }

  drag(edge, { clientX, clientY }) {
    const [start, end] = this.handles;
    start.style.pointerEvents = end.style.pointerEvents = "none";
    const place = this.desk.page.under(clientX, clientY);
    start.style.pointerEvents = end.style.pointerEvents = "";
    if (!place) return;
    if (edge === "s" && place.gap < this.e) this.take(place.gap, this.e, true);
    if (edge === "e" && place.gap > this.s) this.take(this.s, place.gap, true);
  }

  // A search hit, picked as it stands.
  hit(s, e) {
    this.anchor = { s, e };
    this.head = this.desk.transcript.sentenceAt(e - 1);
    this.forgetNative();
    this.take(s, e);
    this.desk.tellPick();
  }

  // ---- drawing --------------------------------------------------------------------------------

  draw() {
    const { page } = this.desk;
    PAINT?.clear();
    // a handle that is being dragged would lose the pointer if it were taken out
    if (!this.moving) for (const handle of this.handles) handle.remove();
    if (!this.some) return delete page.scroller.dataset.pick;
    page.scroller.dataset.pick = `${this.s}-${this.e}`;
    const ranges = page.ranges(this.s, this.e);
    if (PAINT) for (const range of ranges) PAINT.add(range);
    else if (!this.pointed) document.getSelection().setBaseAndExtent(
      ranges[0].startContainer, ranges[0].startOffset, ranges.at(-1).endContainer, ranges.at(-1).endOffset);
    if (this.moving) this.drawHandles(ranges);
  }

  drawHandles(ranges) {
    const view = this.desk.page.scroller.getBoundingClientRect();
    const boxes = ranges.flatMap((range) => [...range.getClientRects()]);
    if (!boxes.length) return;
    const put = (handle, x, box) => {
      handle.style.left = `${x - view.left + this.desk.page.scroller.scrollLeft}px`;
      handle.style.top = `${box.top - view.top + this.desk.page.scroller.scrollTop}px`;
      handle.style.height = `${box.height}px`;
      if (!handle.isConnected) this.desk.page.scroller.append(handle);
    };
    put(this.handles[0], boxes[0].left, boxes[0]);
    put(this.handles[1], boxes.at(-1).right, boxes.at(-1));
  }

  // A new selection by keys makes the browser's own one meaningless.
  forgetNative() {
    const chosen = document.getSelection();
    if (!chosen.isCollapsed && this.desk.page.list.contains(chosen.anchorNode)) chosen.removeAllRanges();
  }
}
