// @ts-check
// Acts that the server has not answered yet: kept in the browser's storage until they are, one batch
// in flight, answered one by one. A channel is one coder's desk of one project; acts never change
// hands, and whichever desk of the channel comes next (a reload, a new tab) takes up what is left. Each
// act carries the seat on which it was done, and the server asks whose that is.

const RESEND_MS = 1500;
const BATCH = 50;
const LINE = "data-test-connection-state";
const SCRIPT = "data-test-script-state";
const UNDRAWN_MS = 2000;
const KEPT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @typedef {import("./messages.js").Act} Act */
/** @typedef {import("./messages.js").Answer} Answer */
/** @typedef {import("./messages.js").Envelope} Envelope */
/** @typedef {(name: string, batch: Envelope) => void} Send */

export class Outbox {
  /** @param {() => void} changed @param {() => boolean} typing */
  constructor(changed, typing) {
    this.changed = changed;
    /** @type {Map<string, Act>} */
    this.events = new Map();
    /** @type {Set<string>} */
    this.flying = new Set();
    /** @type {string | null} */
    this.need = null;
    this.seq = 0;
    this.tries = 0;
    this.order = 0;
    /** @type {Send | undefined} */
    this.send = undefined;
    /** @type {string | undefined} */
    this.channel = undefined;
    /** @type {string | undefined} */
    this.seat = undefined;
    /** @param {BeforeUnloadEvent} event */
    this.onLeave = (event) => {
      if (this.events.size || typing()) event.preventDefault();
    };
    this.onOnline = () => this.again();
    window.addEventListener("beforeunload", this.onLeave);
    window.addEventListener("online", this.onOnline);
    this.app = document.querySelector(`[${LINE}]`);
    this.undrawn = this.app ? this.said(LINE) !== "CONNECTED" : false;
    this.watching = new MutationObserver(() => this.lineChanged());
    if (this.app) this.watching.observe(this.app, { attributeFilter: [LINE, SCRIPT] });
  }

  close() {
    clearTimeout(this.timer);
    clearTimeout(this.redrawing);
    this.watching.disconnect();
    window.removeEventListener("beforeunload", this.onLeave);
    window.removeEventListener("online", this.onOnline);
  }

  /** @param {string} name */
  said(name) {
    return this.app?.getAttribute(name);
  }

  // A batch waits while the page is being drawn, and after a break until it was drawn anew: it asks
  // for the answers alone, so that the rest of the page would be given up, and an answer would find
  // no place in it.
  get drawing() {
    if (!this.app) return false;
    return this.undrawn || this.said(LINE) !== "CONNECTED" || this.said(SCRIPT) !== "notRunning";
  }

  lineChanged() {
    if (this.said(LINE) !== "CONNECTED") {
      this.undrawn = true;
      this.flying.clear();
    } else if (this.said(SCRIPT) !== "notRunning") this.undrawn = false;
    else if (this.undrawn) {
      clearTimeout(this.redrawing);
      this.redrawing = setTimeout(() => this.mended(), UNDRAWN_MS);
    } else this.flush();
  }

  // Connected for a while, and nothing is drawn anew: the page still stands.
  mended() {
    if (this.said(LINE) === "CONNECTED") this.undrawn = false;
    this.flush();
  }

  /** @param {string} channel @param {string} seat @param {Send} send */
  use(channel, seat, send) {
    this.send = send;
    this.seat = seat;
    if (this.channel === channel) return;
    this.channel = channel;
    this.events = new Map(kept(channel).map((event) => [event.id, event]));
    this.flying.clear();
  }

  /** @returns {Act[]} */
  waiting() {
    return [...this.events.values()];
  }

  get size() {
    return this.events.size;
  }

  get late() {
    return this.events.size > 0 && this.tries > 1;
  }

  /** @param {Act} event */
  put(event) {
    this.keep(event);
    this.flush();
  }

  // Only remember an act: whoever leaves the page can no longer send it; the next desk does.
  /** @param {Act} event */
  keep(event) {
    event.seat = this.seat;
    this.events.set(event.id, event);
    this.order = Math.max(this.order + 1, Date.now() * 1000);
    store(`qc:${this.channel}:${event.id}`, JSON.stringify({ order: this.order, event }));
  }

  /** @param {string} id @returns {Act | null} */
  drop(id) {
    const event = this.events.get(id);
    if (!event) return null;
    this.events.delete(id);
    this.flying.delete(id);
    store(`qc:${this.channel}:${id}`, null);
    return event;
  }

  // Take what was answered out; return the events of it with the reason of each refusal.
  /** @param {Answer[] | undefined} results @returns {{event: Act, reason: string}[]} */
  settle(results) {
    const settled = [];
    for (const { id, reason } of results ?? []) {
      const event = this.drop(id);
      if (event) settled.push({ event, reason });
    }
    if (settled.length) this.landed();
    return settled;
  }

  landed() {
    this.flying.clear();
    this.tries = 0;
    clearTimeout(this.timer);
  }

  // Ask for what the desk lacks: the text of a hash, or the whole state.
  /** @param {string} need */
  ask(need) {
    this.need = need;
    this.flush();
  }

  /** @param {string} need */
  got(need) {
    if (this.need === need) this.need = null;
  }

  again() {
    this.flying.clear();
    this.flush();
  }

  // A batch goes when nothing flies: of several triggers before one run only the last would arrive.
  flush() {
    if (this.flying.size || !this.send) return;
    const events = this.waiting().slice(0, BATCH);
    if (!events.length && !this.need) return;
    if (this.drawing) return this.wait();
    for (const event of events) this.flying.add(event.id);
    if (!events.length) this.flying.add("");
    /** @type {Envelope} */
    const batch = { channel: this.channel, seq: this.seq, events };
    if (this.need) batch.need = this.need;
    this.send("events", batch);
    this.wait();
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.tries += 1;
      this.changed();
      this.again();
    }, RESEND_MS);
  }

  // Something that is no act of coding and may be lost, such as turning to the next transcript.
  /** @param {Envelope} values */
  tell(values) {
    if (this.send) this.send("events", { channel: this.channel, seq: this.seq, events: this.waiting().slice(0, BATCH), ...values });
  }
}

/** @param {string} channel @returns {Act[]} */
function kept(channel) {
  const found = [];
  const prefix = `qc:${channel}:`;
  try {
    for (let k = 0; k < localStorage.length; k++) {
      const key = localStorage.key(k);
      if (key?.startsWith(prefix) && KEPT.test(key.slice(prefix.length)))
        found.push(JSON.parse(localStorage.getItem(key) ?? ""));
    }
  } catch {
    return [];
  }
  return found.sort((a, b) => a.order - b.order).map((it) => it.event);
}

// The browser's storage: it may be full or switched off; then the memory of the page must do.
/** @param {string} key @param {string | null} value @returns {boolean} */
export function store(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    return false;
  }
  return true;
}

/** @param {string} key @returns {string | null} */
export function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
