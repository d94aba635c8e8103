import assert from "node:assert/strict"
import { test } from "node:test"

import { cut, pieces } from "../../static/js/desk/itempieces.js"
import { hourOf, nextInstant, secondsOf } from "../../static/js/desk/minutes.js"
import { moved, moveFields, orderOf, stepped } from "../../static/js/desk/order.js"

const ORDER = ["a", "b", "c", "d"]

test("the order is that of the ranks, byte by byte", () => {
  assert.deepEqual(orderOf({ entries: { x: { rank: "b" }, y: { rank: "B" }, z: { rank: "a" } } }), ["y", "z", "x"])
})

test("an entry is moved before another, or to the end", () => {
  assert.deepEqual(moved(ORDER, "d", "b"), ["a", "d", "b", "c"])
  assert.deepEqual(moved(ORDER, "a"), ["b", "c", "d", "a"])
  assert.deepEqual(moved(ORDER, "a", "gone"), ORDER)
})

test("a step goes one place and stops at both ends", () => {
  const after = (id, step) => moved(ORDER, id, stepped(ORDER, id, step))

  assert.deepEqual(after("b", -1), ["b", "a", "c", "d"])
  assert.deepEqual(after("b", 1), ["a", "c", "b", "d"])
  assert.deepEqual(after("c", 1), ["a", "b", "d", "c"])
  assert.deepEqual(after("a", -1), ORDER)
  assert.deepEqual(after("d", 1), ORDER)
  assert.deepEqual(after("d", -Infinity), ["d", "a", "b", "c"])
})

test("a move names a neighbour, never a number", () => {
  assert.deepEqual(moveFields(["b", "a", "c"], "b"), { intervention: "b", before: "a" })
  assert.deepEqual(moveFields(["b", "c", "a"], "a"), { intervention: "a", after: "c" })
  assert.equal(moveFields(["a"], "a"), null)
})

test("durations as they are typed", () => {
  assert.deepEqual(["3", "3:00", "2:20", "2.20", "90s", "0", "2:70", "two", ""].map(secondsOf), [180, 180, 140, 140, 90, null, null, null, null])
})

test("times of day as they are typed", () => {
  assert.deepEqual(["11:30", "1130", "11.30", "9", "24:00", "x"].map(hourOf), [[11, 30], [11, 30], [11, 30], [9, 0], null, null])
})

test("an hour is the next one in the meeting's own zone", () => {
  const now = Date.parse("2017-06-08T09:00:30.000Z") // 11:00:30 in Geneva

  assert.equal(new Date(nextInstant([11, 30], now, "Europe/Zurich")).toISOString(), "2017-06-08T09:30:00.000Z")
  assert.equal(new Date(nextInstant([10, 0], now, "Europe/Zurich")).toISOString(), "2017-06-09T08:00:00.000Z")
})

test("the line of the item is cut where its planned end falls", () => {
  const screen = { speech: { limit_s: 60, state: "called", paused_s: 0 }, entries: { i1: { rank: "a", takes_s: 100 } } }
  const all = pieces(screen, [{ id: "i1", at: 90_000 }], 0)

  assert.deepEqual(all, [{ from: 0, to: 60_000, kind: "floor" }, { from: 90_000, to: 190_000, kind: "waiting" }])
  assert.deepEqual(cut(all, 150_000), [
    all[0], { from: 90_000, to: 150_000, kind: "waiting" }, { from: 150_000, to: 190_000, kind: "over" },
  ])
})
