// @ts-check
// The transcript as it is seen: one row a turn, and in it sentences cut where codings, suggestions
// or search hits begin and end. Only turns that look otherwise than before are drawn again; leaves
// of some rows that are out of sight cost the browser neither style nor layout. A leaf is blank,
// and about as high as it will be, until it is seen or asked for or the browser has time for it.

import { blankRow, covers, cuts, holds, lanesOf, lastUpTo, make, top, whenIdle, words } from "./shapes.js";

const MOST_TURNS = 32;
const MOST_CHARACTERS = 3000;
const SLICE_MS = 6;

export class Page {
  constructor(desk) {
    this.desk = desk;
    this.scroller = make("div", "qc-turns", { role: "application", tabindex: "0" });
    this.list = make("div", "qc-list");
    this.scroller.append(this.list);
    this.raw = blankRow();
    this.rows = [];
    this.leaves = [];
    this.blank = new Set();
    this.hits = new Map();
    this.scroller.addEventListener("scroll", () => this.fillSeen(), { passive: true });
    this.sizes = new ResizeObserver(() => this.resized());
    this.sizes.observe(this.scroller);
    this.onCopy = () => this.fillAll();
    document.addEventListener("copy", this.onCopy);
  }

  close() {
    this.stop?.();
    this.sizes.disconnect();
    document.removeEventListener("copy", this.onCopy);
  }

  // ---- drawing --------------------------------------------------------------------------------

  build() {
    const { turns } = this.desk.transcript;
    this.rows = [];
    this.leaves = [];
    while ((this.leaves.at(-1)?.end ?? 0) < turns.length) this.leaves.push(this.leaf(this.leaves.at(-1)?.end ?? 0));
    this.blank = new Set(this.leaves.keys());
    this.seen = 0;
    this.list.replaceChildren(...this.leaves.map((it) => it.box));
    if (!turns.length) this.list.replaceChildren(words("p", "qc-hint", this.desk.words.empty));
    this.fillFields();
    this.goOn();
  }

  leaf(first) {
    const { turns } = this.desk.transcript;
    let [end, high, long] = [first, 0, 0];
    while (end < turns.length && end - first < MOST_TURNS && long < MOST_CHARACTERS) {
      const { length } = turns[end++].text;
      long += length;
      high += Math.max(5, 1 + 2 * Math.ceil(length / 44));
    }
    const box = make("div", "qc-leaf");
    box.style.contain = "size";
    box.style.containIntrinsicHeight = `auto ${high}rem`;
    return { box, first, end };
  }

  fill(k) {
    if (!this.blank.delete(k)) return;
    const { box, first, end } = this.leaves[k];
    for (let index = first; index < end; index++) box.append(this.draw(index));
    box.style.contain = "";
  }

  draw(index) {
    const turn = this.desk.transcript.turns[index];
    const row = /** @type {HTMLElement} */ (this.raw.cloneNode(true));
    const [number, label, time, mark] = /** @type {NodeListOf<HTMLElement>} */ (row.querySelectorAll(".qc-who > span"));
    if (turn.asks) row.classList.add("qc-asks");
    row.dataset.i = index;
    number.textContent = turn.n;
    label.textContent = turn.who || "";
    if (turn.person && turn.person !== turn.who) label.title = turn.person;
    time.textContent = turn.time || "";
    const held = { row, mark, said: row.lastChild, notes: null };
    this.paintTurn(index, held);
    this.rows[index] = held;
    return row;
  }

  // The row of a turn, drawn if it was not yet.
  row(index) {
    if (!this.rows[index]) this.fill(lastUpTo(this.leaves.length, (k) => this.leaves[k].first, index));
    return this.rows[index];
  }

  // What is in sight; a leaf that is drawn may turn out lower than it was thought to be.
  fillSeen() {
    if (!this.blank.size || !this.styled) return;
    const view = this.scroller.getBoundingClientRect();
    this.seen = this.leafAt(view.top);
    for (let k = this.seen; k < this.leaves.length && top(this.leaves[k].box) < view.bottom; k++) this.fill(k);
  }

  fillAll() {
    for (const k of this.blank) this.fill(k);
  }

  // Memos that are being written stand on the page wherever they are.
  fillFields() {
    if (!this.blank.size) return;
    for (const field of this.desk.memos.fields.values()) if (field.turn() !== undefined) this.row(field.turn());
  }

  // The rest, a few milliseconds at a time, from what is seen outward.
  goOn() {
    this.stop?.();
    this.stop = whenIdle(() => {
      const until = performance.now() + SLICE_MS;
      const away = (k) => Math.abs(k - this.seen);
      for (const k of [...this.blank].sort((a, b) => away(a) - away(b))) {
        this.fill(k);
        if (performance.now() > until) break;
      }
      if (this.blank.size) this.goOn();
    });
  }

  leafAt(y) {
    return Math.max(0, lastUpTo(this.leaves.length, (k) => top(this.leaves[k].box), y));
  }

  paint(dirty) {
    for (const index of dirty) if (this.rows[index]) this.paintTurn(index, this.rows[index]);
    this.fillFields();
  }

  paintTurn(index, held) {
    const { work, transcript, words: said, memos } = this.desk;
    const turn = transcript.turns[index];
    const standing = work.standing(turn.n);
    if (held.row.dataset.stand !== standing) {
      held.row.dataset.stand = standing;
      held.mark.textContent = said[standing];
    }
    const own = work.in(index);
    const others = this.desk.othersIn(index);
    const outlines = work.outlinesIn(index);
    const hits = this.hits.get(index) ?? [];
    const lanes = lanesOf(own);
    const used = own.length ? 1 + Math.max(...lanes.values()) : 0;
    lanesOf(others, used, lanes);
    const drawing = { own, others, outlines, hits, lanes, named: new Set(), before: "" };
    held.said.replaceChildren(...this.sentences(index, drawing));
    const depth = lanes.size ? 1 + Math.max(...lanes.values()) : 0;
    if (depth || held.depth) held.said.style.setProperty("--qc-lanes", depth);
    held.depth = depth;
    memos.paintTurn(index, held);
  }

  sentences(index, drawing) {
    const { transcript } = this.desk;
    const turn = transcript.turns[index];
    const { own, others, outlines, hits } = drawing;
    const parts = [];
    let at = turn.s;
    const end = transcript.first[index + 1] ?? transcript.sentences.length;
    for (let k = transcript.first[index]; k < end; k++) {
      const { s, e } = transcript.sentences[k];
      if (s > at) parts.push(this.stretch(index, at, s, drawing));
      const sentence = make("span", "qc-s");
      if (own.length || others.length || outlines.length || hits.length)
        sentence.append(this.stretch(index, s, e, drawing));
      else sentence.textContent = transcript.piece(index, s, e);
      parts.push(sentence);
      at = e;
    }
    if (turn.e > at) parts.push(this.stretch(index, at, turn.e, drawing));
    return parts;
  }

  // A stretch of text cut into pieces, with a label wherever another set of codings is in force:
  // stripes alone would be told apart by colour and place only.
  stretch(index, s, e, drawing) {
    const { own, others, outlines, hits, named } = drawing;
    const made = document.createDocumentFragment();
    const inside = [own, others, outlines, hits].map((list) => list.filter((it) => covers(it, s, e)));
    for (const [from, to] of cuts(s, e, inside.flat())) {
      const [mine, theirs, suggested, found] = inside.map((list) => list.filter((it) => covers(it, from, to)));
      const now = [...mine.map((it) => it.u), ...suggested.map((it) => it.g)].join();
      if (now !== drawing.before) {
        for (const it of mine) made.append(this.chip(it, named.has(it)));
        for (const it of suggested) if (!named.has(it)) made.append(this.mayBe(it));
      }
      for (const it of theirs) if (!named.has(it)) made.append(this.theirs(it));
      for (const it of [...mine, ...theirs, ...suggested]) named.add(it);
      drawing.before = now;
      made.append(this.piece(this.desk.transcript.piece(index, from, to), mine, theirs, suggested, found, drawing));
    }
    return made;
  }

  piece(text, mine, theirs, suggested, found, { lanes }) {
    if (!mine.length && !theirs.length && !suggested.length && !found.length)
      return document.createTextNode(text);
    const { desk } = this;
    const part = words(found.length ? "mark" : "span", "qc-g", text);
    if (found.length) part.classList.add(found.some((it) => it.now) ? "qc-hit-now" : "qc-hit");
    if (suggested.length) part.classList.add("qc-outline");
    const stripes = [...mine, ...theirs];
    if (stripes.length) {
      part.title = stripes.map((it) => desk.titleOf(it)).join(" · ");
      part.classList.add(mine.length ? "qc-coded" : "qc-theirs");
      if (mine.length) part.style.setProperty("--qc-tint", desk.codes.colour(mine[0].c));
      part.style.backgroundImage = stripes
        .map((it) => {
          const colour = desk.codes.colour(it.c);
          return it.who
            ? `repeating-linear-gradient(90deg,color-mix(in srgb,${colour} 60%,transparent) 0 3px,transparent 3px 7px)`
            : desk.codes.stripe(it.c);
        })
        .join(",");
      part.style.backgroundPosition = stripes.map((it) => `0 calc(100% - ${lanes.get(it) * 4}px)`).join(",");
    }
    return part;
  }

  chip(coding, goesOn) {
    const { codes, words: said, work } = this.desk;
    const label = codes.label(coding.c);
    const chip = make("button", goesOn ? "qc-chip qc-goes-on" : "qc-chip", {
      type: "button", tabindex: "-1", "data-label": goesOn ? codes.short(coding.c) : label,
      "data-u": coding.u, "aria-label": goesOn ? `${label} ⋯` : label, title: `${label}\n${said.chip_help}`,
    });
    if (work.memosOf("coding", coding.u).length) chip.dataset.memo = "";
    if (this.desk.pick?.aimed === coding.u) chip.classList.add("qc-aimed");
    chip.style.setProperty("--qc-tint", codes.colour(coding.c));
    return chip;
  }

  mayBe(outline) {
    const { codes, words: said } = this.desk;
    const label = codes.label(outline.c);
    const chip = make("button", "qc-chip qc-maybe", {
      type: "button", tabindex: "-1", "data-label": `${label}?`, "data-g": outline.g,
      "aria-label": `${said.suggested} ${label}`, title: `${said.suggested} ${label}\n${said.why_help}`,
    });
    if (this.desk.pick?.aimed === `g:${outline.g}`) chip.classList.add("qc-aimed");
    chip.style.setProperty("--qc-tint", codes.colour(outline.c));
    return chip;
  }

  theirs(coding) {
    const title = this.desk.titleOf(coding);
    return make("span", "qc-chip qc-their-chip", { "data-label": title, role: "img", "aria-label": title });
  }

  chipsOf(aimed) {
    const name = aimed.startsWith("g:") ? `[data-g="${CSS.escape(aimed.slice(2))}"]` : `[data-u="${CSS.escape(aimed)}"]`;
    const span = this.desk.aimedSpan(aimed);
    if (!span) return [];
    return this.desk.transcript
      .spans(span.s, span.e)
      .flatMap(({ turn }) => [...(this.rows[turn]?.said.querySelectorAll(name) ?? [])]);
  }

  notesOf(index) {
    const held = this.rows[index];
    if (!held.notes) held.row.append((held.notes = make("div", "qc-notes")));
    return held.notes;
  }

  // ---- when sizes are known ---------------------------------------------------------------------

  // The style sheet may come after the desk; until then nothing is where it will be.
  get styled() {
    return getComputedStyle(this.scroller).overflowY === "auto";
  }

  resized() {
    if (!this.styled) return;
    this.scrolls?.();
    this.scrolls = null;
    this.fillSeen();
  }

  // ---- from places on the screen to positions, and back ----------------------------------------

  // The position of a DOM point; what lies beside a turn's text counts as its edge.
  position(node, offset) {
    const element = node.nodeType === 1 ? node : node.parentElement;
    if (element.matches(".qc-leaf, .qc-list, .qc-turns")) {
      this.fillAll();
      const under = node.childNodes[offset] ?? null;
      const row = under?.matches?.(".qc-turn") ? under : under?.querySelector?.(".qc-turn");
      const { turns } = this.desk.transcript;
      if (row) return turns[Number(row.dataset.i)].s;
      const last = [...element.querySelectorAll(".qc-turn")].at(-1);
      return last ? turns[Number(last.dataset.i)].e : null;
    }
    const row = element.closest(".qc-turn");
    if (!row || !this.list.contains(row)) return null;
    const index = Number(row.dataset.i);
    const text = this.rows[index].said;
    const turn = this.desk.transcript.turns[index];
    if (!text.contains(node)) {
      if (node === row) return offset < 2 ? turn.s : turn.e;
      return text.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING ? turn.s : turn.e;
    }
    const range = document.createRange();
    range.setStart(text, 0);
    range.setEnd(node, offset);
    return this.desk.transcript.point(index, range.toString().length);
  }

  // Ranges over the text of a span, one a turn, so that nothing beside the text is in them.
  ranges(s, e) {
    return this.desk.transcript.spans(s, e).map((span) => {
      const range = document.createRange();
      range.setStart(...this.place(span.turn, span.s, false));
      range.setEnd(...this.place(span.turn, span.e, true));
      return range;
    });
  }

  /** @returns {[Node, number]} */
  place(index, at, isEnd) {
    let left = this.desk.transcript.unit(index, at);
    const walker = document.createTreeWalker(this.row(index).said, NodeFilter.SHOW_TEXT);
    let last = null;
    while (walker.nextNode()) {
      last = /** @type {Text} */ (walker.currentNode);
      if (left < last.length || (isEnd && left === last.length)) return [last, left];
      left -= last.length;
    }
    return last ? [last, last.length] : [this.rows[index].said, 0];
  }

  // The position of the character under a point of the screen; null where there is none.
  under(x, y) {
    this.fillSeen();
    const caret = document.caretPositionFromPoint?.(x, y);
    const range = caret ? null : document.caretRangeFromPoint?.(x, y);
    const [node, offset] = caret ? [caret.offsetNode, caret.offset] : [range?.startContainer, range?.startOffset];
    if (!node || !this.list.contains(node)) return null;
    const at = this.position(node, offset);
    if (at === null) return null;
    const turn = this.desk.transcript.turns[Number(node.parentElement.closest(".qc-turn")?.dataset.i ?? -1)];
    // a caret goes to the nearest gap: the character before it may be the one that was hit
    if (turn && at > turn.s) {
      const before = this.desk.transcript.step(at, -1, true);
      const hit = this.ranges(before, at).some((it) => [...it.getClientRects()].some((box) => holds(box, x, y)));
      if (hit || at >= turn.e) return { at: before, gap: at };
    }
    return { at, gap: at };
  }

  // The first position that is seen.
  topPosition() {
    return this.desk.transcript.turns[this.topTurn()]?.s ?? 0;
  }

  topTurn() {
    this.fillSeen();
    const view = this.scroller.getBoundingClientRect();
    const { first, end } = this.leaves[this.leafAt(view.top)] ?? { first: 0, end: 0 };
    const bottom = (k) => this.row(first + k).row.getBoundingClientRect().bottom;
    return first + lastUpTo(end - first - 1, bottom, view.top) + 1;
  }

  // Where the reader is: the turn at the top, and how much of it is above. Heights that are still
  // guessed, and other looks, do not change it.
  here() {
    const turn = this.topTurn();
    return this.rows[turn] ? { turn, above: this.scroller.getBoundingClientRect().top - top(this.rows[turn].row) } : null;
  }

  goBack(place) {
    if (!this.styled) return (this.scrolls = () => this.goBack(place));
    if (!place) return (this.scroller.scrollTop = 0);
    this.scroller.scrollTop += top(this.row(place.turn).row) - this.scroller.getBoundingClientRect().top + place.above;
  }

  // Scroll so that a place is seen, if it is not; `middle` puts it into the middle.
  reveal(s, e, middle = false) {
    const [span] = this.desk.transcript.spans(s, e);
    if (!span) return;
    if (!this.styled) return (this.scrolls = () => this.reveal(s, e, middle));
    const view = this.scroller.getBoundingClientRect();
    const { row } = this.row(span.turn);
    let box = row.getBoundingClientRect();
    if (box.bottom < view.top || box.top > view.bottom) row.scrollIntoView({ block: middle ? "center" : "nearest" });
    box = this.ranges(s, e)[0].getBoundingClientRect();
    if (middle && (box.top < view.top || box.bottom > view.bottom)) this.scroller.scrollTop += box.top - view.top - view.height / 3;
    else if (box.top < view.top + 8) this.scroller.scrollTop += box.top - view.top - 24;
    else if (box.bottom > view.bottom - 8)
      this.scroller.scrollTop += Math.min(box.bottom - view.bottom + 32, box.top - view.top - 24);
    // in a small window, or a magnified one, the desk itself may lie below
    box = this.ranges(s, e)[0].getBoundingClientRect();
    if (box.bottom > innerHeight || box.top < 0) this.scroller.scrollIntoView({ block: "nearest" });
  }
}
