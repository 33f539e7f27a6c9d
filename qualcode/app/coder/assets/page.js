// The transcript as it is seen: one row a turn, and in it sentences cut where codings, suggestions
// or search hits begin and end. Only turns that look otherwise than before are drawn again; leaves
// of some rows that are out of sight cost the browser neither style nor layout.

import { covers, cuts, lanesOf, make, words } from "./shapes.js";

const LEAF = 32;

export class Page {
  constructor(desk) {
    this.desk = desk;
    this.scroller = make("div", "qc-turns", { role: "application", tabindex: "0" });
    this.list = make("div", "qc-list");
    this.scroller.append(this.list);
    this.rows = [];
    this.hits = new Map();
  }

  // ---- drawing --------------------------------------------------------------------------------

  build() {
    const { transcript, words: said } = this.desk;
    const blank = make("div", "qc-turn");
    const who = make("div", "qc-who");
    who.append(make("span", "qc-n"), make("span", "qc-label"), make("span", "qc-time"), make("span", "qc-mark"));
    blank.append(who, make("div", "qc-said"));
    this.rows = transcript.turns.map((turn, index) => {
      const row = blank.cloneNode(true);
      const [number, label, time, mark] = row.firstChild.children;
      if (turn.asks) row.classList.add("qc-asks");
      row.dataset.i = index;
      number.textContent = turn.n;
      label.textContent = turn.who || "";
      if (turn.person && turn.person !== turn.who) label.title = turn.person;
      time.textContent = turn.time || "";
      const held = { row, mark, said: row.lastChild, notes: null };
      this.paintTurn(index, held);
      return held;
    });
    const leaves = [];
    for (let k = 0; k < this.rows.length; k += LEAF) leaves.push(this.leaf(k));
    this.list.replaceChildren(...leaves);
    if (!this.rows.length) this.list.replaceChildren(words("p", "qc-hint", said.empty));
  }

  leaf(first) {
    const { turns } = this.desk.transcript;
    const leaf = make("div", "qc-leaf");
    let high = 0;
    for (let k = first; k < Math.min(first + LEAF, turns.length); k++) {
      high += Math.max(5, 1 + 2 * Math.ceil(turns[k].text.length / 44));
      leaf.append(this.rows[k].row);
    }
    leaf.style.containIntrinsicHeight = `auto ${high}rem`;
    return leaf;
  }

  paint(dirty) {
    for (const index of dirty) if (this.rows[index]) this.paintTurn(index, this.rows[index]);
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
      if (s > at) parts.push(this.stretch(index, at, s, drawing, null));
      const sentence = make("span", "qc-s");
      if (own.length || others.length || outlines.length || hits.length)
        sentence.append(this.stretch(index, s, e, drawing, sentence));
      else sentence.textContent = transcript.piece(index, s, e);
      parts.push(sentence);
      at = e;
    }
    if (turn.e > at) parts.push(this.stretch(index, at, turn.e, drawing, null));
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
            : `linear-gradient(${colour},${colour})`;
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
    const chip = make("span", "qc-chip qc-their-chip", {
      "data-label": this.desk.titleOf(coding), role: "img", "aria-label": this.desk.titleOf(coding),
    });
    return chip;
  }

  chipsOf(aimed) {
    const name = aimed.startsWith("g:") ? `[data-g="${CSS.escape(aimed.slice(2))}"]` : `[data-u="${CSS.escape(aimed)}"]`;
    const span = this.desk.aimedSpan(aimed);
    if (!span) return [];
    return this.desk.transcript
      .spans(span.s, span.e)
      .flatMap(({ turn }) => [...this.rows[turn].said.querySelectorAll(name)]);
  }

  notesOf(index) {
    const held = this.rows[index];
    if (!held.notes) held.row.append((held.notes = make("div", "qc-notes")));
    return held.notes;
  }

  // ---- search hits ----------------------------------------------------------------------------

  showHits(hits, now) {
    const dirty = new Set(this.hits.keys());
    this.hits = new Map();
    hits.forEach(([s, e], k) => {
      for (const span of this.desk.transcript.spans(s, e)) {
        if (!this.hits.has(span.turn)) this.hits.set(span.turn, []);
        this.hits.get(span.turn).push({ s: span.s, e: span.e, now: k === now });
        dirty.add(span.turn);
      }
    });
    this.paint(dirty);
  }

  // ---- from places on the screen to positions, and back ----------------------------------------

  // The position of a DOM point; what lies beside a turn's text counts as its edge.
  position(node, offset) {
    const element = node.nodeType === 1 ? node : node.parentElement;
    if (element.matches(".qc-leaf, .qc-list, .qc-turns")) {
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

  place(index, at, isEnd) {
    let left = this.desk.transcript.unit(index, at);
    const walker = document.createTreeWalker(this.rows[index].said, NodeFilter.SHOW_TEXT);
    let last = null;
    while (walker.nextNode()) {
      last = walker.currentNode;
      if (left < last.length || (isEnd && left === last.length)) return [last, left];
      left -= last.length;
    }
    return last ? [last, last.length] : [this.rows[index].said, 0];
  }

  // The position of the character under a point of the screen; null where there is none.
  under(x, y) {
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
    const view = this.scroller.getBoundingClientRect();
    const { turns } = this.desk.transcript;
    let [low, high] = [0, this.rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.rows[middle].row.getBoundingClientRect().bottom <= view.top) low = middle + 1;
      else high = middle;
    }
    return turns[Math.min(low, turns.length - 1)]?.s ?? 0;
  }

  // Scroll so that a place is seen, if it is not; `middle` puts it into the middle.
  reveal(s, e, middle = false) {
    const [span] = this.desk.transcript.spans(s, e);
    if (!span) return;
    const view = this.scroller.getBoundingClientRect();
    let box = this.rows[span.turn].row.getBoundingClientRect();
    if (box.bottom < view.top || box.top > view.bottom) this.rows[span.turn].row.scrollIntoView({ block: middle ? "center" : "nearest" });
    box = this.ranges(s, e)[0].getBoundingClientRect();
    if (middle && (box.top < view.top || box.bottom > view.bottom)) this.scroller.scrollTop += box.top - view.top - view.height / 3;
    else if (box.top < view.top + 8) this.scroller.scrollTop += box.top - view.top - 24;
    else if (box.bottom > view.bottom - 8)
      this.scroller.scrollTop += Math.min(box.bottom - view.bottom + 32, box.top - view.top - 24);
  }
}

function holds(box, x, y) {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}
