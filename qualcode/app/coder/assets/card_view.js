// @ts-check
// How a card looks: its words in their turn, what is suggested, the codes with their keys, and what
// closes it. A card on which nothing is suggested looks the same whatever the reason.

import { Picker } from "./picker.js";
import { button, fill, make, words } from "./shapes.js";

const FEW = 3;

export class Face {
  constructor(cards, root) {
    this.cards = cards;
    this.box = make("section", "qc-verify", { tabindex: "-1" });
    this.voice = make("div", "qc-voice", { role: "status", "aria-live": "polite" });
    this.parts = ["place", "passage", "suggested", "reasons", "chosen", "acts", "before"].map((name) => make("div", `qc-v-${name}`));
    this.picker = new Picker(this);
    this.box.append(...this.parts, this.picker.box, this.voice);
    root.append(this.box);
  }

  close() {
    this.box.remove();
  }

  say(sentence) {
    // the same words twice are said twice
    this.voice.replaceChildren(words("span", "", sentence));
  }

  // ---- what the picker asks of the desk that it stands on ------------------------------------

  get words() {
    return { ...this.cards.desk, codes: this.cards.terms.rest };
  }

  get codes() {
    return this.cards.codes;
  }

  get cell() {
    return this.box;
  }

  get pick() {
    return { s: 0, e: 0, moving: null };
  }

  get bar() {
    return { hide() {} };
  }

  get page() {
    return { scroller: this.box, ranges: () => [this.rest ?? this.box] };
  }

  openPicker() {
    const { terms } = this.cards;
    this.picker.open(({ id }) => this.cards.toggle(id), { label: terms.rest, may: false });
  }

  // ---- drawing --------------------------------------------------------------------------------

  draw(card, anew) {
    const held = this.box.contains(document.activeElement) ? document.activeElement : null;
    const made = [
      this.place(card),
      [this.passage(card)],
      this.suggested(card),
      this.reasons(card),
      this.chosen(card),
      this.acts(card),
      this.before(card),
    ];
    this.parts.forEach((part, k) => part.replaceChildren(...made[k]));
    this.box.dataset.pick = card.pick;
    this.box.dataset.stage = `${card.answered} ${this.cards.pending(card).length}`;
    this.box.dataset.pending = this.cards.outbox.size;
    this.box.dataset.free = this.cards.free;
    this.box.setAttribute("aria-busy", String(card.locked));
    if (held) this.refocus(held);
    if (anew && !card.locked) this.tell(card);
  }

  // What is drawn anew has lost the focus: it goes to the same thing, or to the card.
  refocus(held) {
    if (held.isConnected && held !== this.box) return;
    const name = held.dataset.name;
    const again = name && [...this.box.querySelectorAll("[data-name]")].find((it) => it.dataset.name === name);
    (again ?? this.box).focus({ preventScroll: true });
  }

  // For ears: which unit this is, and what is suggested for it.
  tell(card) {
    const { terms, codes } = this.cards;
    const said = card.pieces.filter((it) => it[1] !== "around").map((it) => it[0]).join("");
    const labels = this.cards.pending(card).map((it) => codes.label(it.c));
    this.say([card.head, said, ...(labels.length ? [terms.suggested, labels.join(", ")] : [])].join(" "));
  }

  place(card) {
    const { terms, told } = this.cards;
    return [words("div", "qc-caption", fill(terms.place, { n: card.position, decided: told.decided }))];
  }

  passage(card) {
    const { why } = this.cards;
    const box = make("div", "qc-passages");
    const figure = make("figure", "qc-passage");
    const quote = make("div", "qc-quote");
    const marked = why?.pieces && this.cards.pending(card)[0]?.g === why.g ? why.pieces : null;
    for (const [text, mark] of card.pieces)
      for (const [piece, as] of marked && mark === "plain" ? marked : [[text, mark]])
        quote.append(words(as === "marked" ? "mark" : "span", `qc-${as}`, piece));
    figure.append(words("figcaption", "qc-head", card.head), quote);
    box.append(figure);
    return box;
  }

  suggested(card) {
    const { terms } = this.cards;
    if (!card.suggestions.length) return this.cards.held().looked && card.mode === "on_request" && !card.locked ? [words("div", "qc-caption", terms.nothing_here)] : [];
    const [first] = this.cards.pending(card);
    return [words("div", "qc-caption", terms.suggested), ...card.suggestions.map((it) => this.suggestion(card, it, it === first))];
  }

  suggestion(card, item, first) {
    const { cards } = this;
    const { terms, codes } = cards;
    const row = make("div", "qc-suggestion");
    row.style.setProperty("--qc-tint", codes.colour(item.c));
    row.append(words("span", "qc-name", codes.label(item.c)));
    const note = item.waits ? (card.codes.includes(item.c) ? terms.yours_too : "") : item.label;
    if (note) row.append(words("span", "qc-note-word", note));
    if (!item.waits) return row;
    row.append(
      this.button("accept", item.g, () => cards.decide("accept", item), { key: first && "a", primary: first }),
      this.button("reject", item.g, () => cards.decide("reject", item), { key: first && "x" }),
    );
    if (!first) return row;
    const held = cards.held();
    row.append(
      this.button("changing", item.g, () => cards.turn("changing"), { key: "h", on: held.changing }),
      this.button("why", item.g, () => cards.turn("why"), { key: "w", on: held.why }),
    );
    return row;
  }

  reasons(card) {
    const { why } = this.cards;
    const [now] = this.cards.pending(card);
    if (!why || !now || why.need !== `why:${now.g}` || !this.cards.held().why) return [];
    const box = make("div", "qc-passages qc-reasons");
    if (why.score) box.append(words("div", "qc-caption", why.score));
    for (const [name, text] of why.lines ?? []) {
      const row = make("div", "qc-line");
      row.append(words("span", "qc-line-name", name), words("span", "", text));
      box.append(row);
    }
    for (const [head, text] of why.near ?? []) {
      const figure = make("figure", "qc-passage");
      figure.append(words("figcaption", "qc-head", head), words("div", "qc-quote", text));
      box.append(figure);
    }
    for (const sentence of [why.hidden, ...(why.sentences ?? [])]) if (sentence) box.append(words("div", "qc-caption", sentence));
    return [box];
  }

  chosen(card) {
    const { terms, codes } = this.cards;
    const held = this.cards.held();
    const asks = held.changing ? terms.change : card.suggestions.length ? terms.codes : terms.codes_first;
    const on = new Set([...card.codes, ...held.codes]);
    const spare = codes.listed.filter((it) => !it.key && !on.has(it.id));
    const hidden = new Set(spare.length > FEW ? spare.map((it) => it.id) : []);
    const row = make("div", "qc-v-codes", { role: "group", "aria-label": asks });
    for (const code of codes.listed) if (!hidden.has(code.id)) row.append(this.code(card, code, on.has(code.id)));
    this.rest = hidden.size ? this.button("rest", "", () => this.openPicker(), { key: "/" }) : null;
    if (this.rest) row.append(this.rest);
    return [words("div", "qc-caption", asks), row];
  }

  code(card, code, on) {
    const made = button("qc-act qc-card-code", "", () => this.cards.free && this.cards.toggle(code.id), {
      "aria-pressed": String(on), "data-name": `code ${code.id}`, title: code.title ?? "",
    });
    made.style.setProperty("--qc-tint", code.colour);
    made.style.setProperty("--qc-line", code.line);
    made.append(words("span", "", on ? `✓ ${code.label}` : code.label));
    if (code.key) made.append(words("kbd", "qc-key", code.key));
    return made;
  }

  acts(card) {
    const { cards } = this;
    const now = cards.pending(card).length;
    const some = cards.chosen.length || card.codes.length;
    const done = now ? "finish" : some ? "ready" : "none";
    return [
      this.button(done, "done", () => cards.finish(), { key: "Enter", primary: !now }),
      ...(cards.mayLook(card) ? [this.button("look", "", () => cards.look(), { key: "w" })] : []),
      ...(cards.maySkip ? [this.button("skip", "", () => cards.skip(), { key: "s" })] : []),
      this.button("undo", "", () => cards.undo(), { key: "z" }),
      words("span", "qc-coder", cards.who, { title: cards.desk.who }),
      this.saved(card),
    ];
  }

  // Whether what was done has arrived: said where it has not, or was refused.
  saved(card) {
    const { cards } = this;
    const { outbox, desk, refusal } = cards;
    const late = outbox.size && (outbox.late || card.done);
    const text = refusal || (late ? fill(outbox.late ? desk.waiting_long : desk.waiting, { n: outbox.size }) : "");
    return words("span", refusal ? "qc-saved qc-refused" : "qc-saved qc-waiting", text);
  }

  before(card) {
    const { terms, told, why } = this.cards;
    if (!told.silent || card.suggestions.length || card.pick !== told.card.pick) return [];
    const row = make("div", "qc-row");
    const ask = this.button("why_not", "", () => this.cards.askSilent(), { key: card.mode === "on_request" ? "" : "w" });
    row.append(words("span", "qc-caption", terms.silent), ask);
    const sentences = why?.need === "silent" ? why.sentences : [];
    return [row, ...sentences.map((it) => words("div", "qc-caption", it))];
  }

  button(name, of, does, { key = "", primary = false, on = null } = {}) {
    const { cards } = this;
    const style = `qc-act qc-v-${of === "done" ? "done" : name}${primary ? " qc-primary" : ""}`;
    const made = button(style, cards.terms[name], () => cards.free && does(), { "data-name": `${name} ${of}` });
    if (on !== null) made.setAttribute("aria-pressed", String(on));
    if (key) made.append(words("kbd", "qc-key", key === "Enter" ? "↵" : key));
    return made;
  }
}
