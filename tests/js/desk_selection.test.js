import assert from "node:assert/strict"
import { test } from "node:test"

import { chosenAfter, isMissed, placeFrom } from "../../static/js/desk/selection.js"
import { SETTLING_MS, aims, settling } from "../../static/js/desk/settling.js"

const ENTRIES = {
  i1: { rank: "a", delegation: "HRV" }, i2: { rank: "b", delegation: "PER" },
  i3: { rank: "c", delegation: "IRQ" }, i4: { rank: "d", delegation: "SDN" },
}
const screen = (more = {}) => ({
  meeting: { state: "in_session" }, list: { id: "2.1", state: "open" }, lists: {}, entries: ENTRIES, ...more,
})
const without = (id, more = {}) => screen({ entries: Object.fromEntries(Object.entries(ENTRIES).filter(([each]) => each !== id)), ...more })
const desk = (more = {}) => ({ screen: screen(), selected: null, gone: null, acted: new Set(), ...more })
const after = (before, next) => ({ ...before, ...chosenAfter(before, next), screen: next })

test("who was chosen and leaves the list is missed: nobody else is meant until somebody is chosen, or nobody", () => {
  const left = after(desk({ selected: "i3" }), without("i3"))

  assert.deepEqual([left.selected, left.gone.delegation, left.gone.wasNext], [null, "IRQ", true])
  assert.equal(isMissed(left), true)
  assert.equal(isMissed(after(left, without("i3", { lists: { "3": {} } }))), true)
  assert.equal(isMissed({ ...left, selected: "i4" }), false)
  assert.equal(isMissed({ ...left, gone: null }), false)
})

test("who leaves by an act of this desk, is called, or is left with the list is not missed", () => {
  const chosen = desk({ selected: "i3" })

  assert.equal(isMissed(after({ ...chosen, acted: new Set(["i3"]) }, without("i3"))), false)
  assert.equal(isMissed(after(chosen, without("i3", { speech: { intervention: "i3", state: "called" } }))), false)
  assert.equal(isMissed(after(chosen, screen({ list: { id: "3.1" }, entries: {} }))), false)
  assert.equal(isMissed(after(desk(), without("i1"))), false)
})

test("the choice goes with the floor, and stays through all other news", () => {
  const chosen = desk({ selected: "i3" })

  assert.equal(after(chosen, without("i1")).selected, "i3")
  assert.equal(after(chosen, screen({ speech: { intervention: "i9", state: "called" } })).selected, null)
})

test("the arrows go on from the gap: to the one that was next, or the one before", () => {
  const left = after(desk({ selected: "i3" }), without("i3"))
  const order = ["i1", "i2", "i4"]

  assert.equal(order[placeFrom(order, left, 1) + 1], "i4")
  assert.equal(order[placeFrom(order, left, -1) - 1], "i2")
  assert.equal(placeFrom(order, desk({ selected: "i2" }), 1), 1)
  assert.equal(placeFrom(order, desk(), 1), 0)
})

/** What has settled `ms` after the news by which `before` became `next`. */
function settledAfter(ms, before, next, chosen = {}) {
  let now = 0
  const settled = settling(() => now)
  settled.news(aims(before, chosen), aims(next, chosen))
  now = ms
  return Object.keys(aims(next)).filter((kind) => settled.has(kind))
}

test("a key that would fall on somebody else by the news waits, and works after the settling time", () => {
  assert.deepEqual(settledAfter(100, screen(), without("i1")), ["floor", "undo", "redo"])
  assert.deepEqual(settledAfter(SETTLING_MS + 1, screen(), without("i1")), ["floor", "next", "entry", "undo", "redo"])
  assert.deepEqual(settledAfter(100, screen(), without("i4")), ["floor", "next", "entry", "undo", "redo"])
  assert.deepEqual(settledAfter(100, screen(), without("i1"), { selected: "i3" }), ["floor", "next", "entry", "undo", "redo"])
  assert.deepEqual(settledAfter(100, screen(), without("i3"), { selected: "i3" }), ["floor", "undo", "redo"])
})

test("so does Enter where it would do something else to the same floor", () => {
  const speech = { intervention: "i9", state: "speaking" }

  assert.equal(settledAfter(100, without("i1", { speech }), screen({ speech, entries: {} })).includes("next"), false)
  assert.equal(settledAfter(100, screen({ speech }), screen({ speech: { ...speech, state: "paused" } })).includes("next"), false)
})

test("undo and redo wait when it is another act that they would take back or do again", () => {
  const acts = (undo, redo) => screen({ undo: { version: undo }, redo: { version: redo } })

  assert.deepEqual(settledAfter(100, acts(7, 3), acts(8, 3)), ["floor", "next", "entry", "redo"])
  assert.deepEqual(settledAfter(100, acts(7, 3), acts(7, 4)), ["floor", "next", "entry", "undo"])
})
