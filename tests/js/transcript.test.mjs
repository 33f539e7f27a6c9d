import assert from "node:assert/strict";
import test from "node:test";
import { Transcript, clustersIn } from "../../qualcode/app/coder/assets/transcript.js";

// 𠮷 is two units of UTF-16 and one code point, the family five code points and one thing to a reader
const FAMILY = "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}";
const TEXTS = ["问：来了吗？", "𠮷家没来。后来来了。", `他说${FAMILY}都来。`];

function transcript() {
  let at = 0;
  const turns = TEXTS.map((text, k) => {
    const s = at;
    const e = s + [...text].length;
    at = e + 1;
    return { n: k + 1, s, e, text, asks: k === 0, label: "甲", sentences: k === 1 ? [[s, s + 5], [s + 5, e]] : [[s, e]] };
  });
  return new Transcript({ key: 1, name: "一", turns });
}

test("a position is a code point and comes back from its unit of UTF-16 unchanged", () => {
  const it = transcript();
  it.turns.forEach((turn, index) => {
    for (let at = turn.s; at <= turn.e; at++) assert.equal(it.point(index, it.unit(index, at)), at);
  });
  assert.equal(it.said(it.turns[1].s, it.turns[1].s + 2), "𠮷家");
});

test("a span over two turns is what of it lies in each", () => {
  const it = transcript();
  const [a, b] = it.turns;
  assert.deepEqual(it.spans(a.s + 2, b.s + 1), [{ s: 2, e: a.e, turn: 0 }, { s: b.s, e: b.s + 1, turn: 1 }]);
  assert.deepEqual(it.spans(a.e, b.s), []);
});

test("a pick inside a cluster grows to the whole of it", () => {
  const it = transcript();
  const { s } = it.turns[2];
  assert.deepEqual(it.snap(s + 3, s + 4), { s: s + 2, e: s + 7 });
  assert.equal(it.step(s + 2, 1, false), s + 7);
  assert.equal(it.step(s + 7, -1, true), s + 2);
});

test("a step past the edge of a turn goes on in the next, and nowhere at the end of the text", () => {
  const it = transcript();
  assert.equal(it.step(it.turns[0].e, 1, true), it.turns[1].s + 1);
  assert.equal(it.step(it.turns[2].e, 1, true), it.turns[2].e);
  assert.equal(it.step(0, -1, false), 0);
});

test("every position has a sentence, and turns that ask are none to be read", () => {
  const it = transcript();
  assert.deepEqual([0, it.turns[1].s + 5, it.turns[2].e].map((at) => it.sentenceAt(at)), [0, 2, 3]);
  assert.equal(it.answers, 2);
});

test("clusters are what a reader sees", () => {
  assert.deepEqual(clustersIn(`一${FAMILY}`), ["一", FAMILY]);
});
