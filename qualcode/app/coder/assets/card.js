// @ts-check
// The cards of Verify: one unit at a time, one key a decision. What is done is painted at once and
// handed to the outbox; the next unit's words are here already, never what is suggested for it: the
// server records what was shown before it is shown.

import { Codes } from "./codes.js";
import { Face } from "./card_view.js";
import { Line } from "./connection.js";
import { Outbox, store, stored } from "./outbox.js";
import { watchOver } from "./reload.js";

const CARDS = (window.__qcCards ??= new WeakMap());
const TYPING = "input, textarea, select, [contenteditable], [role=combobox], [role=radio], [role=switch], [role=dialog]";
const GUARD_MS = 200;
watchOver();

export default function mount(component) {
  const root = component.parentElement;
  let cards = CARDS.get(root);
  if (!cards) CARDS.set(root, (cards = new Cards(root)));
  cards.update(component);
  return () => {
    cards.close();
    CARDS.delete(root);
  };
}

class Cards {
  constructor(root) {
    this.outbox = new Outbox(() => this.draw(), () => false);
    this.face = new Face(this, root);
    this.sequence = 0;
    this.refusal = "";
    this.heeds = true;
    // before the keys: what it passes on after a break comes back to them
    this.line = new Line(this.face.box);
    this.onKey = (event) => this.key(event);
    this.onAnswer = (event) => this.answered(event.detail);
    window.addEventListener("keydown", this.onKey, true);
    window.addEventListener("qc-answer", this.onAnswer);
  }

  close() {
    clearTimeout(this.guard);
    this.outbox.close();
    this.line.close();
    window.removeEventListener("keydown", this.onKey, true);
    window.removeEventListener("qc-answer", this.onAnswer);
    this.face.close();
  }

  // ---- what the server says -------------------------------------------------------------------

  update({ data, setTriggerValue }) {
    this.outbox.use(data.channel, data.seat, setTriggerValue);
    // the same data comes again when only the theme has changed
    if (this.raw === data) return;
    this.raw = data;
    this.terms = data.words;
    this.desk = data.desk;
    this.who = data.who;
    if (this.channel !== data.channel) {
      this.channel = data.channel;
      this.codes = new Codes(data.channel);
      this.sequence = 0;
      this.hand = null;
    }
    // the machine may have learnt anew: whoever looked before may look again
    if (this.hand) this.hand.looked = false;
    this.settle(data);
    this.outbox.again();
  }

  answered(answer) {
    if (answer.channel !== this.channel) return;
    this.settle(answer);
    this.outbox.flush();
  }

  settle(told) {
    const settled = this.outbox.settle(told.results);
    if (told.codes) this.codes.take(told.codes);
    if (told.sequence >= this.sequence) {
      this.sequence = this.outbox.seq = told.sequence;
      this.told = told;
      if (told.why) this.outbox.got(told.why.need);
      if (told.why) this.why = told.why;
    }
    for (const { event, reason } of settled) {
      if (reason) this.refused(event, reason);
      else if (event.op === "look" && event.pick === this.card.pick) this.keep({ looked: true });
    }
    this.draw();
  }

  // What was chosen goes back into the hand, so that nothing has to be pressed again.
  refused(event, reason) {
    this.refusal = `${this.desk.refused} ${reason}`;
    this.face.say(this.refusal);
    if (event.codes?.length && event.pick === this.card.pick && !this.chosen.length) this.keep({ codes: event.codes });
  }

  // ---- the card as it stands with what waits to be answered -----------------------------------

  get card() {
    const row = [this.told.card, ...this.told.ahead];
    let at = 0;
    let card = { ...row[0], locked: false };
    for (const event of this.outbox.waiting()) {
      if (event.op === "undo") card = { ...card, locked: true };
      if (!("pick" in event) || event.pick !== card.pick) continue;
      const next = after(card, event);
      if (next) {
        card = next;
        continue;
      }
      at += 1;
      if (!row[at]) return { ...card, locked: true, done: true };
      // suggestions that are shown at once come with the server's word only
      card = { ...row[at], locked: row[at].mode === "visible" };
    }
    return card;
  }

  pending(card = this.card) {
    return card.suggestions.filter((it) => it.waits);
  }

  get chosen() {
    return this.held().codes;
  }

  // What is in the hand: chosen and not sent yet. A new card finds it empty.
  held() {
    const { pick } = this.card;
    if (!this.hand) {
      try {
        this.hand = JSON.parse(stored(this.handName()));
      } catch {
        this.hand = null;
      }
    }
    if (this.hand?.pick !== pick) this.hand = { pick, codes: [], looked: false, why: false, changing: false };
    // a code may have left the codebook meanwhile
    this.hand.codes = this.hand.codes.filter((id) => this.codes.byId.has(id));
    return this.hand;
  }

  keep(values) {
    this.hand = { ...this.held(), ...values };
    store(this.handName(), JSON.stringify(this.hand));
  }

  handName() {
    return `qc:${this.channel}:hand`;
  }

  draw() {
    if (!this.told) return;
    const { card } = this;
    const waiting = this.pending(card).length;
    const stage = `${card.pick} ${card.answered} ${waiting} ${card.locked}`;
    if (stage !== this.stage) {
      this.since = performance.now();
      if (this.hand?.changing) this.keep({ changing: false });
      if (this.stage?.split(" ")[0] !== String(card.pick)) this.why = null;
    }
    const anew = stage !== this.stage;
    const more = this.seen?.pick !== card.pick || waiting > this.seen.waiting;
    if (!card.locked && waiting && more) this.pause();
    if (!card.locked) this.seen = { pick: card.pick, waiting };
    this.stage = stage;
    this.face.draw(card, anew);
    this.askWhy(card);
  }

  // What has just come up was not seen yet: a key that was meant for what stood there decides nothing.
  pause() {
    this.heeds = false;
    clearTimeout(this.guard);
    this.guard = setTimeout(() => {
      this.heeds = true;
      this.draw();
    }, GUARD_MS);
  }

  get free() {
    return this.heeds && !this.card.locked;
  }

  // ---- what a coder does ----------------------------------------------------------------------

  act(op, values = {}) {
    const { card } = this;
    this.refusal = "";
    const event = { id: crypto.randomUUID(), op, pick: card.pick, ms: Math.round(performance.now() - this.since), ...values };
    this.outbox.keep(event);
    this.draw();
    this.outbox.flush();
  }

  // Say a first answer or a last word together with what is in the hand, which is then empty.
  conclude(op, values = {}) {
    const { codes } = this.held();
    this.keep({ codes: [], changing: false });
    this.act(op, { codes, ...values });
  }

  toggle(id) {
    const { card } = this;
    const held = this.held();
    const waiting = this.pending(card);
    const same = waiting.find((it) => it.c === id);
    if (held.changing && waiting.length && waiting[0].c !== id) return this.decide("change", waiting[0], { c: id });
    if (card.codes.includes(id)) return this.act("remove", { c: id });
    if (held.codes.includes(id)) this.keep({ codes: held.codes.filter((it) => it !== id) });
    else if (same) return this.decide("accept", same);
    else if (card.suggestions.length) return this.act("add", { c: id });
    else this.keep({ codes: [...held.codes, id] });
    this.codes.used(id);
    this.draw();
  }

  decide(op, item, values = {}) {
    const last = this.pending().length === 1;
    if (last) return this.conclude(op, { g: item.g, ...values });
    this.act(op, { g: item.g, codes: this.chosen, ...values });
  }

  finish() {
    const { card } = this;
    const first = card.mode === "code_first" && !card.answered && !card.revealed;
    this.conclude(first ? "answer" : "finish");
  }

  // Who has answered has read it: only what was suggested is left to decide.
  get maySkip() {
    return !this.card.answered;
  }

  skip() {
    if (this.maySkip) this.conclude("skip", { codes: [] });
  }

  look() {
    if (this.mayLook()) this.act("look");
  }

  mayLook(card = this.card) {
    return card.mode === "on_request" && !card.suggestions.length && !this.held().looked;
  }

  // What was chosen last and not sent yet, else what was done last.
  undo() {
    const { codes } = this.held();
    if (!codes.length) return this.act("undo");
    this.keep({ codes: codes.slice(0, -1) });
    this.draw();
  }

  turn(name) {
    if (!this.pending().length) return;
    this.keep({ [name]: !this.held()[name] });
    if (!this.held().why) this.why = null;
    this.draw();
  }

  // ---- why, on demand -------------------------------------------------------------------------

  askWhy(card) {
    const [now] = this.pending(card);
    if (!now || card.locked || !this.held().why || this.why?.g === now.g) return;
    const need = `why:${now.g}`;
    if (this.why?.need !== need && this.outbox.need !== need) this.outbox.ask(need);
  }

  askSilent() {
    this.why = null;
    this.outbox.ask("silent");
  }

  // ---- keys -----------------------------------------------------------------------------------

  key(event) {
    if (event.isComposing || event.keyCode === 229 || !this.told) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPING)) return;
    const pressing = event.target.closest?.("button, a, summary");
    // a key that is held down on a button would press it on card after card
    if (pressing && event.repeat && this.face.box.contains(pressing)) return event.preventDefault();
    // a code has a key of its own, so that Enter closes the card also from there
    if (pressing && event.key === "Enter" && !pressing.matches(".qc-card-code")) return;
    if (pressing && event.key === " ") return;
    const does = this.meaning(event);
    if (!does) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat && this.free) does();
  }

  meaning(event) {
    const [now] = this.pending();
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
    const pressed = event.key === "/" ? "/" : digit ?? (event.key.length === 1 ? event.key.toLowerCase() : event.key);
    const acts = {
      Enter: () => this.finish(),
      ...(this.maySkip && { s: () => this.skip() }),
      z: () => this.undo(),
      "/": () => this.face.openPicker(),
      ...(now && {
        a: () => this.decide("accept", now),
        x: () => this.decide("reject", now),
        h: () => this.turn("changing"),
        w: () => this.turn("why"),
      }),
    };
    if (!now && pressed === "w") return this.mayLook() ? () => this.look() : this.told.silent ? () => this.askSilent() : null;
    const code = this.codes.byKey(pressed);
    return acts[pressed] ?? (code ? () => this.toggle(code.id) : null);
  }
}

// A card after one act on it that was not answered yet; null where the act closes it.
function after(card, event) {
  const { op, c, g } = event;
  if (op === "answer" || op === "look") return { ...card, locked: true };
  if (op === "add") return { ...card, codes: [...new Set([...card.codes, c])] };
  if (op === "remove") return { ...card, codes: card.codes.filter((it) => it !== c) };
  if (op === "finish" || op === "skip") return null;
  const suggestions = card.suggestions.map((it) => (it.g === g ? { ...it, waits: false } : it));
  if (!suggestions.some((it) => it.waits)) return null;
  const given = op === "accept" ? suggestions.find((it) => it.g === g)?.c : c;
  return { ...card, suggestions, codes: given ? [...new Set([...card.codes, given])] : card.codes };
}
