// Acts that the server has not answered yet, one batch in flight, acknowledged one by one.
// They outlive the desk (a page switch) and never change hands: a channel is one coder's desk.

const RESEND_MS = 4000;
const WAITING = (window.__qcOutbox ??= new Map());

class Outbox {
  constructor(changed, typing) {
    this.changed = changed;
    this.inFlight = false;
    this.onLeave = (event) => (this.waiting().length || typing()) && event.preventDefault();
    window.addEventListener("beforeunload", this.onLeave);
  }

  close() {
    clearTimeout(this.timer);
    window.removeEventListener("beforeunload", this.onLeave);
  }

  use(channel, send) {
    if (this.channel !== channel) this.inFlight = false;
    this.channel = channel;
    this.send = send;
    if (!WAITING.has(channel)) WAITING.set(channel, new Map());
  }

  waiting() {
    return this.channel ? [...WAITING.get(this.channel).values()] : [];
  }

  put(event) {
    this.keep(event);
    this.changed();
    this.flush();
  }

  // Only remember an act: whoever leaves the page can no longer send it; the next desk does.
  keep(event) {
    WAITING.get(this.channel).set(event.id, event);
  }

  // Take what was answered out; return the reason of the last refusal, "" where all was done.
  settle(done, refused) {
    const waiting = WAITING.get(this.channel);
    let reason = "";
    let known = false;
    for (const id of done) known = waiting.delete(id) || known;
    for (const one of refused) {
      if (!waiting.delete(one.id)) continue;
      known = true;
      reason = one.reason;
    }
    if (known) this.inFlight = false;
    return reason;
  }

  flush() {
    const events = this.waiting();
    if (this.inFlight || !events.length) return;
    this.inFlight = true;
    this.send("events", { channel: this.channel, events });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.inFlight = false;
      this.flush();
    }, RESEND_MS);
  }
}
