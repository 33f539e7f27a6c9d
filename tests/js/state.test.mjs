import assert from "node:assert/strict";
import test from "node:test";
import { Work, fresh, guessed } from "../../qualcode/app/coder/assets/state.js";
import { Transcript } from "../../qualcode/app/coder/assets/transcript.js";

const EMPTY = { codings: [], read: [], memos: [], undo: false, redo: false };
const TURNS = [
  { n: 1, s: 0, e: 4, text: "问来了？", asks: true, sentences: [[0, 4]] },
  { n: 2, s: 5, e: 9, text: "来了呢。", asks: false, sentences: [[5, 9]] },
];

function begun(waiting = [], state = EMPTY, outlines = []) {
  const work = new Work(new Transcript({ key: 1, name: "一", turns: TURNS }), () => waiting);
  work.adopt(state, outlines);
  return work;
}

const coded = { id: "a", text: 1, op: "code", c: "x", spans: [{ u: "u1", s: 5, e: 7 }] };

test("an act is seen before the server has it, and is gone again where it was refused", () => {
  const waiting = [];
  const work = begun(waiting);
  waiting.push(coded);
  assert.deepEqual([...work.foresee(coded)], [1]);
  assert.deepEqual(work.in(1).map((it) => it.c), ["x"]);
  waiting.pop();
  assert.deepEqual([...work.apply({}, [coded])], [1]);
  assert.deepEqual(work.in(1), []);
  assert.equal(work.counts.get("x"), 0);
});

test("what the server stored stands as it was foreseen, and no turn is drawn anew", () => {
  const waiting = [coded];
  const work = begun(waiting);
  waiting.pop();
  const stored = { u: "u1", s: 5, e: 7, c: "x", o: "manual" };
  assert.equal(work.apply({ codings: { set: [stored], gone: [] }, undo: true }, [coded]).size, 0);
  assert.deepEqual(work.over(6, 9).map((it) => it.u), ["u1"]);
  assert.equal(work.can("undo"), true);
  assert.equal(work.can("redo"), false);
});

test("acts upon each other are seen in their order", () => {
  const acts = [
    coded,
    { id: "b", text: 1, op: "border", u: "u1", s: 6, e: 9 },
    { id: "c", text: 1, op: "recode", u: "u1", c: "y" },
  ];
  assert.deepEqual(begun(acts).in(1).map(({ s, e, c }) => [s, e, c]), [[6, 9, "y"]]);
  const removed = { id: "d", text: 1, op: "uncode", codings: [{ u: "u1" }] };
  assert.deepEqual(begun([...acts, removed]).in(1), []);
});

test("acts on another text leave this one alone", () => {
  assert.deepEqual(begun([{ ...coded, text: 2 }]).in(1), []);
});

test("a new code is known by its act until the server names it", () => {
  const made = { ...coded, op: "code_new", c: undefined, label: "新" };
  assert.equal(begun([made]).in(1)[0].c, fresh(made));
});

test("what interviewers say is read like the rest, and not counted", () => {
  const work = begun([{ id: "r", text: 1, op: "read_all" }]);
  assert.deepEqual([work.standing(1), work.standing(2), work.done], ["read", "read", 1]);
});

test("a suggestion that is decided hides at once, and comes back where that was refused", () => {
  const waiting = [];
  const work = begun(waiting, EMPTY, [{ g: 7, s: 5, e: 9, c: "x" }]);
  const taken = { id: "a", text: 1, op: "accept", g: 7 };
  waiting.push(taken);
  work.foresee(taken);
  assert.deepEqual(work.outlinesIn(1), []);
  assert.equal(work.shown.get(guessed(7)).c, "x");
  waiting.pop();
  work.apply({}, [taken]);
  assert.deepEqual(work.outlinesIn(1).map((it) => it.g), [7]);
  assert.equal(work.shown.has(guessed(7)), false);
});

test("a memo stands beneath what it is about", () => {
  const note = { id: "m", text: 1, op: "memo", m: "m1", kind: "coding", target: "u1", body: "为何" };
  const work = begun([coded, note]);
  assert.equal(work.turnOf(work.memos.get("m1")), 1);
  assert.deepEqual(work.memosOf("coding", "u1").map((it) => it.body), ["为何"]);
});
