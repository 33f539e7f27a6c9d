// @ts-check
// The coding desk: shows the turns of one transcript, takes picks and keys, and paints at once.
// No build step, no dependency: this file and its neighbours are plain ES modules.

import { Acts } from "./acts.js";
import { Bar } from "./toolbar.js";
import { Codes } from "./codes.js";
import { Finder } from "./find.js";
import { Frame } from "./frame.js";
import { meaning } from "./keys.js";
import { Line } from "./connection.js";
import { Memos } from "./memo.js";
import { Outbox } from "./outbox.js";
import { Page } from "./transcript_view.js";
import { Pick } from "./selection.js";
import { Picker } from "./picker.js";
import { Sheet } from "./help.js";
import { watchOver } from "./reload.js";
import { Side } from "./sidebar.js";
import { Transcript } from "./transcript.js";
import { Work } from "./state.js";

const DESKS = (window.__qcDesks ??= new WeakMap());
const PLACES = (window.__qcPlaces ??= new Map());
const DOCS = (window.__qcDocs ??= new Map());
const MISSED_MS = 800;
watchOver();

export default function mount(component) {
  const root = component.parentElement;
  let desk = DESKS.get(root);
  if (!desk) DESKS.set(root, (desk = new Desk(root)));
  desk.update(component);
  return () => {
    desk.close();
    DESKS.delete(root);
  };
}

class Desk extends Acts {
  constructor(root) {
    super();
    this.outbox = new Outbox(() => this.paintSide(), () => this.memos.typing());
    this.page = new Page(this);
    this.memos = new Memos(this);
    this.bar = new Bar(this);
    this.picker = new Picker(this);
    this.sheet = new Sheet(this);
    this.finder = new Finder(this);
    this.side = new Side(this);
    this.pick = new Pick(this);
    this.frame = new Frame(this, root);
    this.line = new Line(this.frame.box);
    this.refusal = "";
    this.onAnswer = (event) => this.answered(event.detail);
    window.addEventListener("qc-answer", this.onAnswer);
    this.frame.box.addEventListener("keydown", (event) => this.key(event));
    this.page.scroller.addEventListener("scroll", () => this.keepPlace(true), { passive: true });
  }

  get cell() {
    return this.frame.cell;
  }

  close() {
    this.memos.leave();
    this.outbox.close();
    this.line.close();
    this.pick.close();
    this.page.close();
    clearTimeout(this.waits);
    window.removeEventListener("qc-answer", this.onAnswer);
    this.frame.close();
  }

  // ---- what the server says -------------------------------------------------------------------

  update({ data, setTriggerValue }) {
    // what stands half written is of whoever sat here before, and is kept as theirs
    if (this.ready && this.outbox.channel !== data.channel) this.memos.leave();
    this.outbox.use(data.channel, data.seat, setTriggerValue);
    // the same data comes again when only the theme has changed: the answers since then stand
    if (this.raw === data) return;
    this.raw = data;
    const { hash } = data.doc;
    if (data.doc.turns) DOCS.set(hash, data.doc.turns);
    const turns = DOCS.get(hash);
    this.words = data.words;
    if (!turns) return this.outbox.ask(hash);
    this.outbox.got(hash);
    const fresh = this.ready !== `${data.channel}:${data.doc.key}`;
    const closes = this.closed !== data.state.closed;
    if (this.ready && (fresh || (closes && data.state.closed))) this.memos.leave();
    const anew = fresh || closes || JSON.stringify(this.data.words) !== JSON.stringify(data.words);
    const told = JSON.stringify(data.state);
    const stale = !fresh && this.told === told;
    Object.assign(this, { data, told, closed: data.state.closed });
    if (this.codes?.channel !== data.channel) this.codes = new Codes(data.channel);
    const recoloured = this.codes.take(data.codes);
    this.takeOthers(data.others, fresh);
    if (fresh) this.open({ ...data.doc, turns });
    if (!stale) this.takeState(data.state, data.outlines, fresh);
    if (anew) this.keepFocus(() => this.page.build());
    if (anew && !fresh) this.page.goBack(this.place?.at);
    else if (recoloured) this.page.paint(this.transcript.turns.keys());
    this.ready = `${data.channel}:${data.doc.key}`;
    this.keepFocus(() => {
      this.side.build();
      this.finish(data, fresh);
    });
  }

  // Whatever is drawn anew, the focus stays where it was: what is moved would lose it.
  keepFocus(draws) {
    const held = document.activeElement;
    draws();
    if (held !== document.activeElement && held.isConnected && this.frame.box.contains(held))
      held.focus({ preventScroll: true });
  }

  finish(data, fresh) {
    if (fresh) this.frame.opened();
    const hits = JSON.stringify(data.hits ?? []);
    if (fresh || hits !== this.hitsTold) this.finder.lead(data.hits ?? []);
    this.hitsTold = hits;
    if (fresh) this.restore();
    if (data.go && data.go.stamp !== this.went) {
      this.went = data.go.stamp;
      this.goTo(data.go.at);
    }
    this.page.fillSeen();
    this.painted();
    const early = this.early;
    this.early = null;
    if (early) this.answered(early);
    this.outbox.again();
  }

  open(doc) {
    this.transcript = new Transcript(doc);
    this.work = new Work(this.transcript, () => this.outbox.waiting());
    for (const event of this.outbox.waiting()) if (event.op === "code_new") this.codes.bear(event);
    this.pick.clear();
    this.page.hits = new Map();
    this.refusal = "";
  }

  takeState(state, outlines, fresh) {
    this.base = state.base;
    this.outbox.seq = state.base;
    this.outbox.got("state");
    const dirty = this.work.adopt(state, outlines ?? []);
    if (!fresh) this.page.paint(dirty);
  }

  takeOthers(others, fresh) {
    const told = JSON.stringify(others ?? []);
    if (!fresh && told === this.othersTold) return;
    this.othersTold = told;
    this.others = null;
    this.othersListed = (others ?? []).flatMap(({ who, codings }) => codings.map((it) => ({ ...it, who })));
    if (!fresh) this.page.paint(this.transcript.turns.keys());
  }

  othersIn(turn) {
    if (!this.othersListed.length) return [];
    if (!this.others) {
      this.others = new Map();
      for (const it of this.othersListed)
        for (const span of this.transcript.spans(it.s, it.e))
          this.others.set(span.turn, [...(this.others.get(span.turn) ?? []), it]);
    }
    return this.others.get(turn) ?? [];
  }

  answered(answer) {
    if (!this.ready || answer.channel !== this.data.channel) return;
    const here = answer.doc === this.data.doc.key;
    if (here && answer.sequence > this.base && answer.base !== this.base) return this.missed(answer);
    const settled = this.outbox.settle(answer.results);
    for (const { reason } of settled) if (reason) this.refuse(reason);
    const done = settled.map((it) => it.event);
    if (answer.codes) this.takeCodes(answer.codes);
    const news = here && answer.base === this.base;
    if (news) this.base = this.outbox.seq = answer.sequence;
    // the results of an answer that is behind still count, its difference is known
    const dirty = this.work.apply(news ? answer.delta : {}, done);
    this.page.paint(dirty);
    if (dirty.has(-1)) this.side.paintMemos();
    this.tellUndone(settled, dirty);
    this.painted();
    this.outbox.flush();
  }

  // An answer from a state that the desk does not have: the state may be on its way (the whole page
  // runs, and answers are quicker), else it is asked for.
  missed(answer) {
    this.early = answer;
    clearTimeout(this.waits);
    this.waits = setTimeout(() => this.base < answer.sequence && this.outbox.ask("state"), MISSED_MS);
  }

  takeCodes(codes) {
    this.data = { ...this.data, codes };
    if (this.codes.take(codes)) this.page.paint(this.transcript.turns.keys());
    this.keepFocus(() => this.side.build());
  }

  refuse(reason) {
    this.refusal = `${this.words.refused} ${reason}`;
    this.say(this.refusal);
  }

  // ---- drawing, and where the coder was --------------------------------------------------------

  painted() {
    if (this.pick.aimed && !this.aimedSpan(this.pick.aimed)) this.pick.aimed = null;
    this.pick.draw();
    this.paintSide();
  }

  paintSide() {
    if (!this.ready) return;
    this.side.paint();
    this.frame.box.dataset.pending = String(this.outbox.size);
  }

  placeName() {
    return `${this.data.channel}:${this.data.doc.key}`;
  }

  get place() {
    return PLACES.get(this.placeName());
  }

  keepPlace(scrolled = false) {
    if (!this.ready) return;
    const { s, e, head } = this.pick;
    PLACES.set(this.placeName(), { at: scrolled ? this.page.here() : this.place?.at, s, e, head });
  }

  restore() {
    const { place } = this;
    this.page.goBack(place?.at);
    if (place?.s >= 0) {
      this.pick.head = place.head;
      this.pick.anchor = { s: place.s, e: place.e };
      this.pick.take(place.s, place.e);
    }
    this.memos.restore();
    // whoever has just turned to this page can use the keys at once
    const held = document.activeElement;
    if (!held || held === document.body || held.closest('[data-testid="stSidebarNav"]'))
      this.page.scroller.focus({ preventScroll: true });
  }

  goTo(at) {
    const index = this.transcript.sentenceAt(at);
    if (index < 0) return;
    this.pick.sentence(index, { reveal: false });
    const { s, e } = this.transcript.sentences[index];
    this.page.reveal(s, e, true);
    this.page.scroller.focus({ preventScroll: true });
  }

  // ---- keys -----------------------------------------------------------------------------------

  key(event) {
    if (event.isComposing || event.keyCode === 229 || !this.ready) return;
    // on a button of the side these press the button
    const pressing = event.target !== this.page.scroller && event.target.closest?.("button, summary");
    if (pressing && ["Enter", " "].includes(event.key)) return;
    const does = meaning(this, event);
    if (does || (event.key.length === 1 && !event.ctrlKey && !event.metaKey)) event.stopPropagation();
    if (!does) return;
    event.preventDefault();
    does();
  }
}
