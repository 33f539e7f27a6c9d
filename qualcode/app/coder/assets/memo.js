// @ts-check
// Memos on turns, codings, codes and the transcript: shown where they belong, written in a field
// beneath. Ctrl+Enter saves, Esc drops; words that were not saved outlive a reload as drafts, and
// whoever goes elsewhere with words in a field keeps them: nothing that was typed is lost.

import { store, stored } from "./outbox.js";
import { button, fill, make, words } from "./shapes.js";

export class Memos {
  constructor(desk) {
    this.desk = desk;
    this.fields = new Map();
  }

  typing() {
    return [...this.fields.values()].some((field) => field.changed());
  }

  // ---- what is shown --------------------------------------------------------------------------

  paintTurn(index, held) {
    const { work, transcript } = this.desk;
    const n = transcript.turns[index].n;
    const found = [];
    if (work.memos.size)
      for (const memo of work.memos.values()) if (work.turnOf(memo) === index) found.push(memo);
    const open = [...this.fields.values()].filter((field) => field.turn() === index);
    if (!found.length && !open.length && !held.notes) return;
    const box = this.desk.page.rows[index] ? this.desk.page.notesOf(index) : (held.notes ??= held.row.appendChild(make("div", "qc-notes")));
    box.setAttribute("aria-label", fill(this.desk.words.memos_of_turn, { n }));
    this.fillBox(box, found, open);
  }

  // Show memos and open fields in a box; a field that has the focus is not moved.
  fillBox(box, memos, open) {
    const edited = new Set(open.map((field) => field.m));
    for (const old of [...box.children]) if (!open.some((field) => field.box === old)) old.remove();
    const notes = memos.filter((memo) => !edited.has(memo.m)).map((memo) => this.note(memo));
    box.prepend(...notes);
    for (const field of open) if (field.box.parentNode !== box) box.append(field.box);
  }

  note(memo) {
    const said = this.desk.words;
    const box = make("div", "qc-note", { "data-m": memo.m });
    if (memo.kind === "coding") {
      const coding = this.desk.work.shown.get(memo.target);
      if (coding) {
        const tag = words("span", "qc-note-of", this.desk.codes.label(coding.c));
        tag.style.setProperty("--qc-tint", this.desk.codes.colour(coding.c));
        box.append(tag);
      }
    }
    box.append(words("span", "qc-note-text", memo.body));
    if (!memo.mine || this.desk.closed) return box;
    const change = button("qc-small", said.memo_change, () => this.write(memo.kind, memo.target, memo));
    const remove = button("qc-small", said.memo_remove, () => this.desk.act("memo_remove", { m: memo.m }));
    box.append(change, remove);
    return box;
  }

  // ---- writing --------------------------------------------------------------------------------

  write(kind, target, memo = null, { focus = true, text = null } = {}) {
    if (this.desk.closed) return this.desk.tell(this.desk.words.closed);
    const key = `${kind}:${target}:${memo?.m ?? ""}`;
    let field = this.fields.get(key);
    if (!field) {
      field = new MemoField(this, { kind, target, memo, text });
      this.fields.set(key, field);
      this.show(field);
    }
    if (focus) field.field.focus();
  }

  show(field) {
    const turn = field.turn();
    if (turn === undefined) this.desk.side.paintMemos();
    else this.desk.page.paint([turn]);
  }

  closed(field) {
    this.fields.delete(field.key);
    field.box.remove();
    this.show(field);
  }

  // Words of an earlier page of this transcript that were neither saved nor dropped.
  restore() {
    const prefix = this.draftsOf();
    const found = [];
    try {
      for (let k = 0; k < localStorage.length; k++)
        if (localStorage.key(k).startsWith(prefix)) found.push(localStorage.key(k));
    } catch {
      return;
    }
    for (const key of found) {
      const { kind, target, m, body } = JSON.parse(stored(key));
      const memo = m ? this.desk.work.memos.get(m) : null;
      if (this.desk.closed || (kind === "coding" && !this.desk.work.shown.has(target))) continue;
      this.write(kind, target, memo ?? null, { focus: false, text: body });
      if (m && !memo) store(key, null);
    }
  }

  draftsOf() {
    return `qc:${this.desk.data.channel}:draft:${this.desk.data.doc.key}:`;
  }

  // The desk is left: what stands in the fields becomes memos that the next desk sends.
  leave() {
    for (const field of [...this.fields.values()]) {
      const event = this.desk.closed ? null : field.event();
      if (event) this.desk.outbox.keep(this.desk.event(...event));
      if (event) field.forget();
      field.box.remove();
    }
    this.fields.clear();
  }
}

class MemoField {
  constructor(memos, { kind, target, memo, text }) {
    this.memos = memos;
    this.desk = memos.desk;
    this.kind = kind;
    this.target = target;
    this.m = memo?.m ?? "";
    this.was = memo?.body ?? "";
    this.key = `${kind}:${target}:${this.m}`;
    this.draft = memos.draftsOf() + this.key;
    const said = this.desk.words;
    const label = said[`memo_on_${kind}`];
    this.field = make("textarea", "qc-field", { rows: "2", placeholder: said.memo_here, "aria-label": label });
    this.field.value = text ?? this.was;
    this.box = make("div", "qc-memo");
    const row = make("div", "qc-memo-acts");
    row.append(
      words("span", "qc-memo-on", label),
      button("qc-small", said.memo_save, () => this.close(true)),
      button("qc-small", said.memo_drop, () => this.close(false)),
    );
    this.box.append(this.field, row);
    this.field.addEventListener("input", () => this.keepDraft());
    this.box.addEventListener("keydown", (event) => this.pressed(event));
    this.grow();
  }

  turn() {
    return this.desk.work.turnOf(this);
  }

  changed() {
    return this.field.value.trim() !== this.was.trim();
  }

  keepDraft() {
    const { kind, target, m } = this;
    this.grow();
    if (!this.changed()) return this.forget();
    store(this.draft, JSON.stringify({ kind, target, m, body: this.field.value }));
  }

  grow() {
    this.field.rows = Math.min(10, Math.max(2, this.field.value.split("\n").length));
  }

  forget() {
    store(this.draft, null);
  }

  pressed(event) {
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) return;
    const done = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (!done && event.key !== "Escape") return;
    event.preventDefault();
    this.close(done);
  }

  // What is written, as an act; nothing where nothing is new. An emptied memo is removed.
  event() {
    const body = this.field.value.trim();
    if (!this.changed()) return null;
    if (this.m) return body ? ["memo_change", { m: this.m, body }] : ["memo_remove", { m: this.m }];
    return ["memo", { m: crypto.randomUUID(), kind: this.kind, target: this.target, body }];
  }

  close(keep) {
    const event = keep ? this.event() : null;
    this.forget();
    this.memos.closed(this);
    if (event) this.desk.act(...event);
    this.desk.page.scroller.focus({ preventScroll: true });
  }
}
