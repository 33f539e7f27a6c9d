// @ts-check
// What a coder does at the desk: each act is painted at once and handed to the outbox.

import { covers, fill } from "./shapes.js";
import { clustersIn } from "./transcript.js";

const LONGEST_VIVO = 40;

export class Acts {
  act(op, values = {}) {
    if (this.closed) return this.tell(this.words.closed);
    this.refusal = "";
    const event = this.event(op, values);
    if (op === "code_new") this.codes.bear(event);
    this.outbox.keep(event);
    const dirty = this.work.foresee(event);
    this.page.paint(dirty);
    if (dirty.has(-1)) this.side.paintMemos();
    this.painted();
    this.outbox.flush();
  }

  event(op, values) {
    return { id: crypto.randomUUID(), op, text: this.data.doc.key, ...values };
  }

  tell(sentence) {
    this.refusal = sentence;
    if (sentence) this.say(sentence);
    this.paintSide();
  }

  say(sentence) {
    this.frame.say(sentence);
  }

  undo(op) {
    if (!this.work.can(op)) return this.tell(this.words[`no_${op}`]);
    this.act(op);
  }

  tellUndone(settled, dirty) {
    const undone = settled.filter((it) => !it.reason && ["undo", "redo"].includes(it.event.op)).at(-1);
    if (!undone) return;
    this.say(this.words[`${undone.event.op}_done`]);
    const turn = [...dirty].filter((it) => it >= 0).sort((a, b) => a - b)[0];
    if (turn !== undefined) this.page.reveal(this.transcript.turns[turn].s, this.transcript.turns[turn].e);
  }

  spans() {
    return this.transcript.spans(this.pick.s, this.pick.e).map(({ s, e }) => ({ s, e, u: crypto.randomUUID() }));
  }

  codeWith(id) {
    if (!this.pick.some) return this.tell(this.words.pick_first);
    if (this.pick.aimed?.startsWith("g:")) return this.decide("change", id);
    const spans = this.spans().filter(({ s, e }) => !this.has(s, e, id));
    if (!spans.length) return this.tell(this.words.coded_already);
    this.act("code", { c: id, spans });
    this.codes.used(id);
    this.say(fill(this.words.coded, { code: this.codes.label(id) }));
  }

  codeNew(label, vivo = false) {
    const known = this.codes.named(label);
    if (known) return this.codeWith(known.id);
    this.act("code_new", { label, vivo, language: this.data.language, spans: this.spans() });
    this.say(fill(this.words.coded, { code: label }));
  }

  has(s, e, id) {
    return this.work.over(s, e).some((it) => it.s === s && it.e === e && it.c === id);
  }

  inVivo() {
    if (!this.pick.some) return this.tell(this.words.pick_first);
    if (!this.data.may.new_code) return this.tell(this.words.frozen);
    const label = this.transcript.said(this.pick.s, this.pick.e).replace(/\s+/g, " ").trim();
    if (clustersIn(label).length <= LONGEST_VIVO) return this.codeNew(label, true);
    this.openPicker(label, true);
  }

  openPicker(query = "", vivo = false) {
    if (!this.pick.some) return this.tell(this.words.pick_first);
    if (this.closed) return this.tell(this.words.closed);
    const aimed = this.aimedCoding();
    const suggested = this.pick.aimed?.startsWith("g:");
    const may = this.data.may.new_code && !aimed && !suggested;
    const chosen = ({ id, label }) => {
      if (aimed && id) this.recode(id);
      else if (id) this.codeWith(id);
      else this.codeNew(label, vivo);
    };
    this.picker.open(chosen, { query, may, label: aimed ? this.words.recode : this.words.pick_code });
  }

  recode(id) {
    const coding = this.aimedCoding();
    if (!coding) return this.tell(this.words.aim_first);
    if (coding.c === id) return;
    this.act("recode", { u: coding.u, c: id });
    this.codes.used(id);
    this.say(fill(this.words.coded, { code: this.codes.label(id) }));
  }

  // Del means the coding that is aimed at; where none is, the only or the last one of the pick.
  remove() {
    if (!this.pick.some) return this.tell(this.words.pick_first);
    const coding = this.aimedCoding() ?? this.work.over(this.pick.s, this.pick.e).at(-1);
    if (!coding || this.pick.aimed?.startsWith("g:")) return this.tell(this.words.not_coded);
    this.pick.aim(null);
    this.bar.hide();
    const { u, s, e, c } = coding;
    this.act("uncode", { codings: [{ u, s, e, c }] });
    this.say(fill(this.words.uncoded, { code: this.codes.label(c) }));
  }

  readPicked() {
    if (!this.pick.some) return this.tell(this.words.pick_first);
    const turns = [...new Set(this.transcript.spans(this.pick.s, this.pick.e).map((it) => it.turn))];
    this.act("read", { n: turns.map((it) => this.transcript.turns[it].n) });
    const next = this.transcript.first[turns.at(-1) + 1];
    if (next !== undefined && next < this.transcript.sentences.length) this.pick.sentence(next);
  }

  readAll() {
    this.act("read_all");
    this.say(this.words.all_read);
  }

  writeMemo() {
    const at = document.activeElement?.dataset?.code;
    if (at) return this.memos.write("code", at);
    const coding = this.aimedCoding();
    if (coding) return this.memos.write("coding", coding.u);
    if (!this.pick.some) return this.tell(this.words.pick_first);
    this.bar.hide();
    this.memos.write("turn", this.transcript.turns[this.transcript.turnAt(this.pick.e - 1)].n);
  }

  startBorders() {
    if (this.closed) return this.tell(this.words.closed);
    const here = this.pick.some ? this.work.over(this.pick.s, this.pick.e) : [];
    const coding = this.aimedCoding() ?? (here.length === 1 ? here[0] : null);
    if (!coding) return this.tell(this.words.aim_first);
    this.pick.moveBorders(coding);
    this.say(this.words.borders_help);
  }

  saveBorders() {
    const { moving, s, e } = this.pick;
    this.pick.leaveBorders();
    if (moving && (moving.s !== s || moving.e !== e)) this.act("border", { u: moving.u, s, e });
  }

  enter() {
    if (this.pick.moving) return this.saveBorders();
    this.openPicker();
  }

  escape() {
    if (this.pick.moving) {
      const { s, e } = this.pick.moving;
      this.pick.leaveBorders();
      return this.pick.take(s, e);
    }
    if (this.pick.aimed) return this.pick.aim(null);
    this.bar.hide();
    if (this.pick.some) this.pick.sentence(this.pick.head);
  }

  edgeOfTurn(step, extend) {
    if (!this.pick.some) return this.pick.sentence(0);
    const { first, sentences } = this.transcript;
    const { turn } = sentences[this.pick.head];
    this.pick.sentence(step < 0 ? first[turn] : (first[turn + 1] ?? sentences.length) - 1, { extend });
  }

  leaf(step, extend) {
    const { scroller } = this.page;
    scroller.scrollTop += step * scroller.clientHeight * 0.85;
    const view = scroller.getBoundingClientRect();
    // what is at the top after turning, also within a turn longer than the window
    const place = this.page.under(view.left + view.width * 0.5, view.top + 32);
    const at = this.transcript.sentenceAt(place?.at ?? this.page.topPosition());
    this.pick.sentence(at, { extend, reveal: false });
  }

  go(step) {
    this.memos.leave();
    this.outbox.tell({ go: step });
  }

  // Turn to the page of a code, where all its passages stand.
  lookAt(code) {
    this.memos.leave();
    this.outbox.tell({ node: code });
  }

  // ---- suggestions ----------------------------------------------------------------------------

  suggestion() {
    if (this.pick.aimed?.startsWith("g:")) return this.pick.aimed.slice(2);
    if (!this.pick.some || this.pick.aimed) return null;
    const names = this.namesOver(this.pick.s, this.pick.e).filter((it) => it.startsWith("g:"));
    return names.length === 1 ? names[0].slice(2) : null;
  }

  outlineOf(g) {
    return [...this.work.outlined.values()].find((it) => String(it.g) === String(g));
  }

  decide(op, code) {
    const g = this.suggestion();
    if (g === null) return this.tell(this.words.no_suggestion);
    const outline = this.outlineOf(g);
    if (this.pick.aimed) this.pick.aim(null);
    this.bar.hide();
    this.frame.hideWhy();
    this.act(op, code ? { g: outline.g, c: code } : { g: outline.g });
    this.say(fill(this.words[`${op}_done`], { code: this.codes.label(code ?? outline.c) }));
  }

  why() {
    const g = this.suggestion();
    if (g === null) return this.tell(this.words.no_suggestion);
    this.frame.showWhy(this.outlineOf(g));
  }

  // ---- what is aimed at -----------------------------------------------------------------------

  aimedCoding() {
    const { aimed } = this.pick;
    return aimed && !aimed.startsWith("g:") ? (this.work.shown.get(aimed) ?? null) : null;
  }

  aimedSpan(aimed) {
    return aimed.startsWith("g:") ? this.outlineOf(aimed.slice(2)) : this.work.shown.get(aimed);
  }

  namesOver(s, e) {
    const codings = this.work.over(s, e).map((it) => it.u);
    const outlines = this.transcript.spans(s, e).flatMap(({ turn }) => this.work.outlinesIn(turn));
    return [...codings, ...outlines.filter((it) => covers(it, s, e)).map((it) => `g:${it.g}`)];
  }

  titleOf(coding) {
    const label = this.codes.label(coding.c);
    return coding.who ? `${coding.who}: ${label}` : label;
  }

  pickChanged() {
    if (this.bar.shown) this.bar.show();
    this.frame.hideWhy();
    this.keepPlace();
  }

  // For ears: what is picked, who says it, and what it is coded with.
  tellPick() {
    const { s, e } = this.pick;
    const turn = this.transcript.turns[this.transcript.turnAt(s)];
    const labels = this.work.over(s, e).map((it) => this.codes.label(it.c));
    const said = this.transcript.said(s, e);
    this.say(`${turn.n} ${turn.who}: ${said}${labels.length ? ` (${labels.join(", ")})` : ""}`);
  }

  tellAimed() {
    const { aimed } = this.pick;
    const span = this.aimedSpan(aimed);
    this.say(`${aimed.startsWith("g:") ? this.words.suggested : this.words.aimed} ${this.codes.label(span.c)}`);
  }
}
