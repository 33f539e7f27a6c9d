import assert from "node:assert/strict";
import test from "node:test";
import { covers, cuts, fill, holds, lanesOf, lastUpTo } from "../../qualcode/app/coder/assets/shapes.js";

test("spans cut a piece of text where one of them begins or ends inside it", () => {
  assert.deepEqual(cuts(0, 10, [{ s: 2, e: 5 }, { s: 4, e: 20 }]), [[0, 2], [2, 4], [4, 5], [5, 10]]);
  assert.deepEqual(cuts(3, 3, []), []);
});

test("spans that overlap get lanes of their own, and a lane is free again where its span ends", () => {
  const [a, b, c] = [{ s: 0, e: 5 }, { s: 3, e: 8 }, { s: 5, e: 6 }];
  const lanes = lanesOf([c, b, a], 2);
  assert.deepEqual([lanes.get(a), lanes.get(b), lanes.get(c)], [2, 3, 2]);
});

test("half-open spans that only meet do not cover each other", () => {
  assert.equal(covers({ s: 0, e: 3 }, 3, 5), false);
  assert.equal(covers({ s: 0, e: 4 }, 3, 5), true);
});

test("the last entry up to a position is found as by looking at each", () => {
  const values = [0, 3, 3, 7];
  for (let at = -1; at < 9; at++)
    assert.equal(lastUpTo(values.length, (k) => values[k], at), values.filter((it) => it <= at).length - 1);
});

test("a sentence is filled from its values, and what it lacks is left out", () => {
  assert.equal(fill("{n} of {most}{gone}", { n: 1, most: 3 }), "1 of 3");
  assert.equal(fill(undefined, {}), "");
});

test("a box holds its edges", () => {
  const box = { left: 1, right: 4, top: 0, bottom: 2 };
  assert.ok(holds(box, 1, 2) && holds(box, 4, 0) && !holds(box, 5, 0));
});
