// @ts-check
// The coder's work on one transcript: what the server last said, and over it the acts that wait for
// an answer. What changes is worked out for the things an act touches, never for the whole text.

/** @typedef {{s: number, e: number, u: string, c: string, o: string}} Coding */
/** @typedef {{g: number, s: number, e: number, c: string}} Outline A suggestion on the text. */
/** @typedef {{m: string, kind: string, target: string | number, body: string, mine: boolean}} Memo */
/** @typedef {import("./messages.js").Act} Act */
/** @typedef {import("./transcript.js").Transcript} Transcript */
/** @typedef {Set<number>} Turns Indexes of turns that look otherwise than before. */
/** @template T, K @typedef {{set?: T[], gone?: K[]}} Change */
/** @typedef {{codings: Coding[], read: [number, boolean][], memos: Memo[], undo: boolean, redo: boolean}} Told */
/**
 * @typedef {object} Delta
 * @property {Change<Coding, string>} [codings]
 * @property {Change<[number, boolean], number>} [read]
 * @property {Change<Memo, string>} [memos]
 * @property {{gone?: number[]}} [outlines]
 * @property {boolean} [undo]
 * @property {boolean} [redo]
 */
/**
 * @typedef {object} State What the server said last.
 * @property {Map<string, Coding>} codings
 * @property {Map<number, boolean>} read
 * @property {Map<string, Memo>} memos
 * @property {boolean} undo
 * @property {boolean} redo
 */

/** @param {{id: string}} event */
export const fresh = (event) => `new:${event.id}`;
/** @param {number} g */
export const guessed = (g) => `accepted:${g}`;

export class Work {
  /** @param {Transcript} transcript @param {() => Act[]} waiting */
  constructor(transcript, waiting) {
    this.transcript = transcript;
    this.waiting = () => waiting().filter((event) => event.text === transcript.key);
    /** @type {(Map<string, Coding> | null)[]} */
    this.turns = transcript.turns.map(() => null);
    /** @type {Map<string, Coding>} */
    this.shown = new Map();
    /** @type {Map<string, number>} */
    this.counts = new Map();
    /** @type {Map<number, boolean>} */
    this.read = new Map();
    /** @type {Map<string, Memo>} */
    this.memos = new Map();
    /** @type {Set<number>} */
    this.hidden = new Set();
    this.done = 0;
    /** @type {Map<number, Outline>} */
    this.outlines = new Map();
    /** @type {Map<number, Outline & {turn: number}>} */
    this.outlined = new Map();
    /** @type {Map<number, (Outline & {turn: number})[]>} */
    this.outlinedAt = new Map();
    /** @type {State} */
    this.state = { codings: new Map(), read: new Map(), memos: new Map(), undo: false, redo: false };
  }

  // Take a whole state; return the turns that look otherwise than before.
  /** @param {Told} state @param {Outline[]} outlines @returns {Turns} */
  adopt(state, outlines) {
    const before = this.state;
    this.state = {
      codings: new Map(state.codings.map((it) => [it.u, it])),
      read: new Map(state.read),
      memos: new Map(state.memos.map((it) => [it.m, it])),
      undo: state.undo,
      redo: state.redo,
    };
    const dirty = this.outline(outlines);
    const touched = touchedBy(this.waiting(), this.transcript);
    const { codings, read, memos } = this.state;
    this.settle({
      codings: new Set([...before.codings.keys(), ...codings.keys(), ...touched.codings, ...this.shown.keys()]),
      read: new Set([...before.read.keys(), ...read.keys(), ...touched.read]),
      memos: new Set([...before.memos.keys(), ...memos.keys(), ...touched.memos, ...this.memos.keys()]),
      outlines: touched.outlines,
    }, dirty);
    return dirty;
  }

  // Take what has changed on the server since; `answered` are the events that it settled.
  /** @param {Delta} delta @param {Act[]} answered @returns {Turns} */
  apply(delta, answered) {
    const touched = touchedBy(answered.filter((it) => it.text === this.transcript.key), this.transcript);
    change(this.state.codings, delta.codings, (it) => [it.u, it], touched.codings);
    change(this.state.read, delta.read, (it) => it, touched.read);
    change(this.state.memos, delta.memos, (it) => [it.m, it], touched.memos);
    this.state.undo = delta.undo ?? this.state.undo;
    this.state.redo = delta.redo ?? this.state.redo;
    /** @type {Turns} */
    const dirty = new Set();
    for (const g of delta.outlines?.gone ?? []) this.forget(g, dirty);
    this.settle(touched, dirty);
    return dirty;
  }

  // Show what one act of the coder does, before the server has it.
  /** @param {Act} event @returns {Turns} */
  foresee(event) {
    /** @type {Turns} */
    const dirty = new Set();
    this.settle(touchedBy([event], this.transcript), dirty);
    return dirty;
  }

  /** @param {Touched} touched @param {Turns} dirty */
  settle({ codings, read, memos, outlines }, dirty) {
    const waiting = this.waiting();
    for (const g of outlines) this.hide(g, waiting, dirty);
    for (const u of codings) this.show(u, this.codingNow(u, waiting), dirty);
    for (const n of read) this.mark(n, waiting, dirty);
    for (const m of memos) this.note(m, waiting, dirty);
  }

  // ---- codings --------------------------------------------------------------------------------

  /** @param {string} u @param {Act[]} waiting @returns {Coding | null} */
  codingNow(u, waiting) {
    let coding = this.state.codings.get(u) ?? null;
    for (const event of waiting) {
      if (event.op === "code" || event.op === "code_new") {
        const span = event.spans.find((it) => it.u === u);
        if (span) coding = { ...span, c: event.op === "code" ? event.c : fresh(event), o: "manual" };
      } else if (event.op === "uncode") {
        if (event.codings.some((it) => it.u === u)) coding = null;
      } else if (event.op === "border" && event.u === u && coding) {
        coding = { ...coding, s: event.s, e: event.e };
      } else if (event.op === "recode" && event.u === u && coding) {
        coding = { ...coding, c: event.c };
      } else if ((event.op === "accept" || event.op === "change") && guessed(event.g) === u) {
        const outline = this.outlines.get(event.g);
        const c = event.op === "change" ? event.c : outline?.c;
        if (outline && c) coding = { u, s: outline.s, e: outline.e, c, o: "accepted" };
      }
    }
    return coding;
  }

  /** @param {string} u @param {Coding | null} coding @param {Turns} dirty */
  show(u, coding, dirty) {
    const old = this.shown.get(u) ?? null;
    if (old && coding && old.s === coding.s && old.e === coding.e && old.c === coding.c) {
      Object.assign(old, coding);
      return;
    }
    if (old) this.place(old, dirty, false);
    if (coding) this.place(coding, dirty, true);
    if (coding) this.shown.set(u, coding);
    else this.shown.delete(u);
  }

  /** @param {Coding} coding @param {Turns} dirty @param {boolean} here */
  place(coding, dirty, here) {
    this.counts.set(coding.c, (this.counts.get(coding.c) ?? 0) + (here ? 1 : -1));
    for (const { turn } of this.transcript.spans(coding.s, coding.e)) {
      dirty.add(turn);
      if (here) (this.turns[turn] ??= new Map()).set(coding.u, coding);
      else this.turns[turn]?.delete(coding.u);
    }
  }

  /** @param {number} turn @returns {Coding[]} */
  in(turn) {
    return [...(this.turns[turn]?.values() ?? [])];
  }

  /** @param {number} s @param {number} e @returns {Coding[]} */
  over(s, e) {
    /** @type {Set<Coding>} */
    const found = new Set();
    for (const { turn } of this.transcript.spans(s, e))
      for (const coding of this.in(turn)) if (coding.s < e && coding.e > s) found.add(coding);
    return [...found].sort((a, b) => a.s - b.s || b.e - a.e);
  }

  // ---- what is read, and memos ----------------------------------------------------------------

  /** @param {number} n @param {Act[]} waiting @param {Turns} dirty */
  mark(n, waiting, dirty) {
    let now = this.state.read.get(n);
    for (const event of waiting)
      if (event.op === "read_all" || (event.op === "read" && event.n.includes(n))) now = true;
    const before = this.read.get(n);
    if (now === before) return;
    const at = this.transcript.indexOf.get(n) ?? -1;
    // what interviewers say need not be read, here as in every other count
    if (!this.transcript.turns[at]?.asks) this.done += (now ? 1 : 0) - (before ? 1 : 0);
    if (now === undefined) this.read.delete(n);
    else this.read.set(n, now);
    if (at >= 0) dirty.add(at);
  }

  /** @param {number} n */
  standing(n) {
    return this.read.has(n) ? (this.read.get(n) ? "read" : "again") : "unread";
  }

  /** @param {string} m @param {Act[]} waiting @param {Turns} dirty */
  note(m, waiting, dirty) {
    let memo = this.state.memos.get(m) ?? null;
    for (const event of waiting) {
      if (!("m" in event) || event.m !== m) continue;
      if (event.op === "memo") memo = { m, kind: event.kind, target: event.target ?? "", body: event.body, mine: true };
      if (event.op === "memo_change" && memo) memo = { ...memo, body: event.body };
      if (event.op === "memo_remove") memo = null;
    }
    const before = this.memos.get(m);
    const either = memo ?? before;
    if (!either) return;
    if (memo) this.memos.set(m, memo);
    else this.memos.delete(m);
    const turn = this.turnOf(either);
    if (turn === undefined) dirty.add(-1);
    else if (memo?.body !== before?.body) dirty.add(turn);
  }

  // The turn beneath which a memo stands; undefined for one on the transcript or on a code.
  /** @param {{kind: string, target: string | number}} memo @returns {number | undefined} */
  turnOf({ kind, target }) {
    if (kind === "turn") return this.transcript.indexOf.get(Number(target));
    const coding = kind === "coding" && this.shown.get(String(target));
    return coding ? this.transcript.turnAt(coding.s) : undefined;
  }

  /** @param {string} kind @param {string | number} target @returns {Memo[]} */
  memosOf(kind, target) {
    const found = [];
    for (const memo of this.memos.values())
      if (memo.kind === kind && String(memo.target) === String(target)) found.push(memo);
    return found;
  }

  // ---- suggestions ----------------------------------------------------------------------------

  /** @param {Outline[]} outlines @returns {Turns} */
  outline(outlines) {
    const dirty = new Set([...this.outlined.values()].map((it) => it.turn));
    this.outlines = new Map(outlines.map((it) => [it.g, it]));
    this.outlined.clear();
    this.outlinedAt.clear();
    this.hidden.clear();
    for (const it of outlines) {
      const held = { ...it, turn: this.transcript.turnAt(it.s) };
      this.outlined.set(it.g, held);
      this.outlinedAt.set(held.turn, [...(this.outlinedAt.get(held.turn) ?? []), held]);
      dirty.add(held.turn);
    }
    return dirty;
  }

  /** @param {number} g @param {Act[]} waiting @param {Turns} dirty */
  hide(g, waiting, dirty) {
    const held = this.outlined.get(g);
    const decided = waiting.some((it) => "g" in it && it.g === g);
    if (!held || decided === this.hidden.has(g)) return;
    if (decided) this.hidden.add(g);
    else this.hidden.delete(g);
    dirty.add(held.turn);
  }

  /** @param {number} g @param {Turns} dirty */
  forget(g, dirty) {
    const held = this.outlined.get(g);
    if (!held) return;
    dirty.add(held.turn);
    this.outlined.delete(g);
    this.outlines.delete(g);
  }

  /** @param {number} turn @returns {(Outline & {turn: number})[]} */
  outlinesIn(turn) {
    if (!this.outlined.size) return [];
    return (this.outlinedAt.get(turn) ?? []).filter(({ g }) => this.outlined.has(g) && !this.hidden.has(g));
  }

  // ---- undo -----------------------------------------------------------------------------------

  /** @param {"undo" | "redo"} op @returns {boolean} */
  can(op) {
    const waiting = this.waiting();
    return waiting.length ? op === "undo" || this.state[op] : this.state[op];
  }
}

// What events may change: uuids of codings, numbers of turns, memos, suggestions.
/** @typedef {{codings: Set<string>, read: Set<number>, memos: Set<string>, outlines: Set<number>}} Touched */
/** @param {Act[]} events @param {Transcript} transcript @returns {Touched} */
function touchedBy(events, transcript) {
  /** @type {Touched} */
  const touched = { codings: new Set(), read: new Set(), memos: new Set(), outlines: new Set() };
  const { codings, read, memos, outlines } = touched;
  for (const event of events) {
    if ("spans" in event) for (const it of event.spans) codings.add(it.u);
    if (event.op === "uncode") for (const it of event.codings) codings.add(it.u);
    if ("u" in event) codings.add(event.u);
    if (event.op === "read") for (const n of event.n) read.add(n);
    if (event.op === "read_all") for (const turn of transcript.turns) read.add(turn.n);
    if ("m" in event) memos.add(event.m);
    if ("g" in event) {
      outlines.add(event.g);
      codings.add(guessed(event.g));
    }
  }
  return touched;
}

// Change a part of the state as the server says, and note what that touches.
/**
 * @template T, V
 * @template {string | number} K
 * @param {Map<K, V>} held @param {Change<T, K> | undefined} part
 * @param {(it: T) => [K, V]} entry @param {Set<K>} touched
 */
function change(held, part, entry, touched) {
  for (const it of part?.set ?? []) {
    const [key, value] = entry(it);
    held.set(key, value);
    touched.add(key);
  }
  for (const key of part?.gone ?? []) {
    held.delete(key);
    touched.add(key);
  }
}
