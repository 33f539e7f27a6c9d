// The coding desk: shows the turns of one transcript, takes picks and keys, and paints at once.
// No build step, no dependency: shapes.js, outbox.js, memo.js, side.js and this file are one module.
// Positions are Unicode code points and come from the server; the browser only returns them.

const DESKS = (window.__qcDesks ??= new WeakMap());
const PLACES = (window.__qcPlaces ??= new Map());

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

class Desk {
  constructor(root) {
    this.box = make("div", "qc-desk");
    this.text = make("div", "qc-turns", { role: "document", tabindex: "0" });
    this.side = new Side(this);
    this.outbox = new Outbox(() => this.paint(), () => Boolean(this.writing?.values()));
    this.box.append(this.text, this.side.box);
    root.append(this.box);
    this.sequence = -1;
    this.rows = new Map();
    this.pick = null;
    this.aimed = null;
    this.writing = null;
    this.onAnswer = (event) => this.answered(event.detail);
    window.addEventListener("qc-answer", this.onAnswer);
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("click", (event) => this.click(event));
    this.text.addEventListener("scroll", () => this.keepPlace(), { passive: true });
  }

  close() {
    this.leaveMemo();
    this.outbox.close();
    window.removeEventListener("qc-answer", this.onAnswer);
    this.box.remove();
  }

  // ---- what the server says -------------------------------------------------------------------

  update({ data, setTriggerValue }) {
    const fresh = !this.data || this.data.doc.key !== data.doc.key || this.data.channel !== data.channel;
    const redraw = fresh || JSON.stringify(this.data.codes) !== JSON.stringify(data.codes);
    if (fresh) this.leaveMemo();
    this.data = data;
    this.words = data.words;
    this.outbox.use(data.channel, setTriggerValue);
    this.codes = new Map(data.codes.map((code) => [code.id, code]));
    if (fresh) this.sequence = -1;
    if (redraw) this.build();
    if (fresh) this.open();
    this.answered({ ...data.answer, channel: data.channel });
    if (data.go && data.go.stamp !== this.went) {
      this.went = data.go.stamp;
      this.pickAt(data.go.at);
    }
  }

  answered(answer) {
    if (!this.data || answer.channel !== this.data.channel) return;
    this.closed = answer.closed;
    const reason = this.outbox.settle(answer.done, answer.refused);
    if (reason) this.refusal = `${this.words.refused} ${this.closed ? this.words.closed : reason}`;
    if (answer.state.doc === this.data.doc.key && answer.sequence >= this.sequence) {
      this.sequence = answer.sequence;
      this.state = answer.state;
    }
    this.paint();
    this.outbox.flush();
  }

  act(op, values = {}) {
    if (this.closed) return this.tell(this.words.closed);
    this.refusal = "";
    this.outbox.put(this.event(op, values));
  }

  event(op, values) {
    return { id: crypto.randomUUID(), op, text: this.data.doc.key, ...values };
  }

  tell(sentence) {
    this.refusal = sentence;
    this.paint();
  }

  visible() {
    const codings = new Map(this.state.codings.map((coding) => [name(coding), coding]));
    const read = new Map(this.state.read);
    const memos = [...this.state.memos];
    for (const event of this.outbox.waiting()) {
      if (event.text !== this.data.doc.key) continue;
      if (event.op === "code") codings.set(name(event), event);
      if (event.op === "uncode") codings.delete(name(event));
      if (event.op === "read") read.set(event.n, true);
      if (event.op === "read_all") for (const turn of this.data.doc.turns) read.set(turn.n, true);
      if (event.op === "memo") memos.push({ n: event.n, body: event.body });
    }
    return { codings: [...codings.values()], read, memos };
  }

  // ---- drawing --------------------------------------------------------------------------------

  build() {
    this.rows.clear();
    this.sentences = [];
    this.text.setAttribute("aria-label", this.data.doc.name);
    this.text.replaceChildren(
      ...this.data.doc.turns.map((turn, index) => {
        const row = make("div", turn.asks ? "qc-turn qc-asks" : "qc-turn", { "data-n": turn.n });
        const who = make("div", "qc-who");
        const label = make("span", "qc-label", { title: turn.person || "" });
        label.textContent = turn.who || "";
        const mark = make("span", "qc-mark");
        who.append(label, mark);
        const said = make("div", "qc-said");
        const notes = make("div", "qc-notes");
        row.append(who, said, notes);
        const first = this.sentences.length;
        turn.sentences.forEach(([s, e]) => this.sentences.push({ s, e, turn: index }));
        this.rows.set(turn.n, { turn, row, said, mark, notes, first, drawn: "" });
        return row;
      }),
    );
    if (this.writing) this.rows.get(this.writing.turn.n)?.notes.append(this.writing.box);
    if (!this.data.doc.turns.length) this.text.textContent = this.words.empty;
  }

  open() {
    this.pick = null;
    this.aimed = null;
    this.refusal = "";
    const place = PLACES.get(this.placeName()) || 0;
    requestAnimationFrame(() => (this.text.scrollTop = place));
  }

  placeName() {
    return `${this.data.channel}:${this.data.doc.key}`;
  }

  keepPlace() {
    if (this.data) PLACES.set(this.placeName(), this.text.scrollTop);
  }

  paint() {
    if (!this.state) return;
    const { codings, read, memos } = this.visible();
    this.shown = codings;
    for (const place of this.rows.values()) {
      const { turn } = place;
      const own = codings.filter((c) => c.s < turn.e && c.e > turn.s);
      const notes = memos.filter((memo) => memo.n === turn.n).map((memo) => memo.body);
      const stand = read.has(turn.n) ? (read.get(turn.n) ? "read" : "again") : "unread";
      const drawn = JSON.stringify([own.map(name), stand, notes]);
      if (drawn !== place.drawn) {
        place.drawn = drawn;
        this.paintTurn(place, own, stand, notes);
      }
    }
    this.showPick(false);
    this.side.paint(codings, read);
    this.box.dataset.pending = this.outbox.waiting().length;
  }

  paintTurn(place, codings, stand, notes) {
    const { turn, said, mark, row, first } = place;
    const had = said.contains(document.activeElement);
    const lanes = lanesOf(codings);
    const points = Array.from(turn.text);
    const piece = (s, e) => points.slice(s - turn.s, e - turn.s).join("");
    const named = new Set();
    said.replaceChildren();
    let at = turn.s;
    let before = "";
    turn.sentences.forEach(([s, e], k) => {
      if (s > at) said.append(piece(at, s));
      const sentence = make("span", "qc-s", { "data-i": first + k, tabindex: "-1" });
      for (const [from, to] of cuts(s, e, codings)) {
        const here = codings.filter((c) => c.s <= from && c.e >= to);
        // where codings begin or end, every one in force is named again: stripes alone are colours
        const now = here.map(name).join();
        if (now !== before) sentence.append(...here.map((c) => this.chip(c, named.has(name(c)))));
        here.forEach((c) => named.add(name(c)));
        before = now;
        sentence.append(this.segment(piece(from, to), here, lanes));
      }
      sentence.setAttribute("aria-label", this.spoken(piece(s, e), s, e, codings));
      said.append(sentence);
      at = e;
    });
    if (turn.e > at) said.append(piece(at, turn.e));
    said.style.setProperty("--qc-lanes", Math.max(0, ...lanes.values()) + (codings.length ? 1 : 0));
    row.dataset.stand = stand;
    mark.textContent = this.words[stand];
    for (const note of place.notes.querySelectorAll(".qc-note")) note.remove();
    place.notes.prepend(...notes.map((body) => words("div", "qc-note", body)));
    if (had) this.showPick(true);
  }

  segment(text, here, lanes) {
    const part = make("span", "qc-g");
    part.textContent = text;
    if (here.length) {
      part.title = here.map((c) => this.label(c.c)).join(" · ");
      const colours = here.map((c) => [lanes.get(name(c)), this.colour(c.c)]);
      part.classList.add("qc-coded");
      part.style.setProperty("--qc-tint", colours[0][1]);
      part.style.backgroundImage = colours.map(([, it]) => `linear-gradient(${it},${it})`).join(",");
      part.style.backgroundPosition = colours.map(([n]) => `0 calc(100% - ${n * 4}px)`).join(",");
    }
    return part;
  }

  chip(coding, goesOn) {
    const chip = make("button", goesOn ? "qc-chip qc-goes-on" : "qc-chip", {
      type: "button",
      tabindex: "-1",
      "data-label": this.label(coding.c),
      "data-coding": name(coding),
      "aria-label": this.label(coding.c),
      title: this.words.remove,
    });
    chip.style.setProperty("--qc-tint", this.colour(coding.c));
    return chip;
  }

  spoken(text, s, e, codings) {
    const labels = codings.filter((c) => c.s < e && c.e > s).map((c) => this.label(c.c));
    return labels.length ? `${text} (${labels.join(", ")})` : text;
  }

  label(id) {
    return this.codes.get(id)?.label ?? id;
  }

  colour(id) {
    return this.codes.get(id)?.colour ?? "#6B7280";
  }

  // ---- picking --------------------------------------------------------------------------------

  pickOne(index, { extend = false } = {}) {
    if (index < 0 || index >= this.sentences.length) return;
    const from = extend && this.pick ? this.pick.from : index;
    if (this.sentences[from].turn !== this.sentences[index].turn) return;
    this.pick = { from, to: index };
    this.aimed = null;
    this.showPick(true);
  }

  pickAt(at) {
    const index = this.sentences.findIndex((it) => it.e > at);
    if (index >= 0) this.pickOne(index);
  }

  showPick(focus) {
    for (const old of this.text.querySelectorAll(".qc-picked, .qc-aimed"))
      old.classList.remove("qc-picked", "qc-aimed");
    if (!this.pick) return;
    const { from, to } = this.pick;
    for (let i = Math.min(from, to); i <= Math.max(from, to); i++)
      this.element(i)?.classList.add("qc-picked");
    for (const chip of this.aimed ? this.chipsOf(this.aimed) : []) chip.classList.add("qc-aimed");
    if (focus) {
      const element = this.element(to);
      element?.focus({ preventScroll: true });
      element?.scrollIntoView({ block: "nearest" });
    }
  }

  element(index) {
    return this.text.querySelector(`[data-i="${index}"]`);
  }

  chipsOf(coding) {
    return this.text.querySelectorAll(`[data-coding="${CSS.escape(coding)}"]`);
  }

  picked() {
    if (!this.pick) return null;
    const [from, to] = [this.pick.from, this.pick.to].sort((a, b) => a - b);
    return { s: this.sentences[from].s, e: this.sentences[to].e };
  }

  turnPicked() {
    return this.pick && this.data.doc.turns[this.sentences[this.pick.to].turn];
  }

  click(event) {
    const chip = event.target.closest(".qc-chip");
    const sentence = event.target.closest(".qc-s");
    if (!sentence || String(document.getSelection())) return;
    this.pickOne(Number(sentence.dataset.i), { extend: event.shiftKey });
    if (chip) {
      this.aimed = chip.dataset.coding;
      this.showPick(true);
    }
  }

  // ---- acts -----------------------------------------------------------------------------------

  codePick(code) {
    const span = this.picked();
    if (!span) return this.tell(this.words.pick_first);
    this.act("code", { ...span, c: code });
  }

  codedHere() {
    const span = this.picked();
    return span ? this.shown.filter((c) => c.s < span.e && c.e > span.s) : [];
  }

  // Aim at the next label of the picked sentence, so that Del takes this one away.
  aim(step) {
    const here = this.codedHere().map(name);
    const at = here.indexOf(this.aimed);
    const next = at < 0 ? (step > 0 ? 0 : here.length - 1) : at + step + here.length;
    this.aimed = here[next % here.length] ?? null;
    this.showPick(false);
  }

  removePicked() {
    if (!this.pick) return this.tell(this.words.pick_first);
    const here = this.codedHere();
    const coding = this.shown.find((c) => name(c) === this.aimed) || here[here.length - 1];
    this.aimed = null;
    if (!coding) return this.tell(this.words.not_coded);
    this.act("uncode", { s: coding.s, e: coding.e, c: coding.c });
  }

  readPicked() {
    const turn = this.turnPicked();
    if (!turn) return this.tell(this.words.pick_first);
    this.act("read", { n: turn.n });
    const next = this.sentences.findIndex((it) => this.data.doc.turns[it.turn].n > turn.n);
    if (next >= 0) this.pickOne(next);
  }

  writeMemo() {
    const turn = this.turnPicked();
    if (!turn) return this.tell(this.words.pick_first);
    if (this.closed) return this.tell(this.words.closed);
    if (this.writing?.turn.n !== turn.n) {
      this.writing?.close(true);
      this.writing = new MemoField(this, turn);
      this.rows.get(turn.n).notes.append(this.writing.box);
    }
    this.writing.field.focus();
  }

  leaveMemo() {
    const values = this.writing?.values();
    this.writing = null;
    if (values && !this.closed) this.outbox.keep(this.event("memo", values));
  }

  key(event) {
    if (event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // on a button of the side these two press the button
    if (this.side.box.contains(event.target) && ["Enter", " "].includes(event.key)) return;
    const does = this.does(event);
    if (does || event.key.length === 1) event.stopPropagation();
    if (!does) return;
    event.preventDefault();
    does();
  }

  does(event) {
    const at = this.pick ? this.pick.to : -1;
    const extend = event.shiftKey;
    const keys = {
      ArrowDown: () => this.pickOne(at + 1, { extend }),
      ArrowUp: () => this.pickOne(Math.max(0, at - 1), { extend }),
      ArrowRight: () => this.aim(1),
      ArrowLeft: () => this.aim(-1),
      Enter: () => this.readPicked(),
      " ": () => this.readPicked(),
      Delete: () => this.removePicked(),
      Backspace: () => this.removePicked(),
      z: () => this.act("undo"),
      y: () => this.act("redo"),
      m: () => this.writeMemo(),
      Escape: () => this.pick && this.pickOne(at),
    };
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
    const pressed = digit ? digit[1] : event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const code = this.data.codes.find((it) => it.key === pressed);
    return code ? () => this.codePick(code.id) : keys[pressed];
  }
}
