import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Outbox, store, stored } from "../../qualcode/app/coder/assets/outbox.js";

const uuid = (n) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
let open = [];

beforeEach(() => {
  const held = new Map();
  globalThis.localStorage = {
    get length() {
      return held.size;
    },
    key: (k) => [...held.keys()][k],
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => held.set(key, value),
    removeItem: (key) => held.delete(key),
  };
  globalThis.window = new EventTarget();
  globalThis.document = { querySelector: () => null };
  globalThis.MutationObserver = class {
    observe() {}
    disconnect() {}
  };
});

afterEach(() => {
  for (const box of open) box.close();
  open = [];
});

function outbox(channel = "one") {
  const sent = [];
  const box = new Outbox(() => {}, () => false);
  open.push(box);
  box.use(channel, "seat", (_, batch) => sent.push(batch));
  return { box, sent };
}

function closed({ box }) {
  clearTimeout(box.timer);
}

test("one batch is in flight, and what came meanwhile goes with the next", () => {
  const it = outbox();
  it.box.put({ id: uuid(1) });
  it.box.put({ id: uuid(2) });
  assert.deepEqual(it.sent.map((batch) => batch.events.map((event) => event.id)), [[uuid(1)]]);
  it.box.settle([{ id: uuid(1), reason: "" }]);
  it.box.flush();
  assert.deepEqual(it.sent[1].events.map((event) => event.id), [uuid(2)]);
  closed(it);
});

test("an act that was refused is settled with its reason, and those beside it wait on", () => {
  const it = outbox();
  for (const n of [1, 2]) it.box.keep({ id: uuid(n) });
  const settled = it.box.settle([{ id: uuid(1), reason: "no" }, { id: uuid(9), reason: "" }]);
  assert.deepEqual(settled.map(({ event, reason }) => [event.id, reason]), [[uuid(1), "no"]]);
  assert.deepEqual(it.box.waiting().map((event) => event.id), [uuid(2)]);
});

test("acts outlive their page in their order and with their seat, and never change channels", () => {
  const before = outbox();
  for (const n of [3, 1, 2]) before.box.keep({ id: uuid(n) });
  const after = outbox();
  assert.deepEqual(after.box.waiting().map((event) => [event.id, event.seat]), [3, 1, 2].map((n) => [uuid(n), "seat"]));
  assert.equal(outbox("two").box.size, 0);
});

test("fifty acts at most go in one batch", () => {
  const it = outbox();
  for (let n = 0; n < 60; n++) it.box.keep({ id: uuid(n) });
  it.box.flush();
  assert.equal(it.sent[0].events.length, 50);
  closed(it);
});

test("where the browser keeps nothing the memory of the page does", () => {
  globalThis.localStorage = {
    get length() {
      throw new Error("off");
    },
    getItem() {
      throw new Error("off");
    },
    setItem() {
      throw new Error("full");
    },
  };
  const it = outbox();
  it.box.keep({ id: uuid(1) });
  assert.equal(it.box.size, 1);
  assert.equal(store("a", "b"), false);
  assert.equal(stored("a"), null);
});
