import assert from "node:assert/strict"
import { test } from "node:test"

import { asked } from "../../static/js/delegate/membership.js"
import { moved, ordering } from "../../static/js/delegate/preference.js"
import { orderOf } from "../../static/js/delegate/programme.js"
import { changesOf, given, wished } from "../../static/js/delegate/wish.js"

const own = (list, more = {}) => ({ list, state: "inscribed", delivery: "spoken", kind: "statement", ...more })
const LISTS = { 4: { rank: "002" }, 3: { rank: "001" }, 9: { rank: "003" } }
const OPEN = { waiting: 0, waiting_s: 0, limits: { state_party: 180 }, actions: [5, 17] }
const VALUES = {
  choice: "statement", group: "", on_behalf_of: "", in_reply_to: "", language: "es", speaker: "", minutes: "", note: "",
  speaker_gender: "", level: "", actions: [],
}

test("without a preference the order is that of the programme", () => {
  assert.deepEqual(orderOf({ mine: { i1: own("9"), i2: own("4"), i3: own("3") }, lists: LISTS }), ["i3", "i2", "i1"])
})

test("what is preferred comes first, and what came since behind it", () => {
  const mine = { i1: own("9"), i2: own("4"), i3: own("3") }

  assert.deepEqual(orderOf({ mine, lists: LISTS, preferred: ["i1", "gone"] }), ["i1", "i3", "i2"])
})

test("what is spoken, withdrawn, in writing or a reply has no place in it; a draft has", () => {
  const mine = {
    i1: own("3", { state: "delivered" }), i2: own("3", { state: "withdrawn" }), i3: own("4", { delivery: "written", state: "written" }),
    i4: own("9", { kind: "reply" }), i5: own("9", { state: "draft" }),
  }

  assert.deepEqual(orderOf({ mine, lists: LISTS, preferred: ["i1"] }), ["i5"])
})

test("one moves a step, and not beyond the ends", () => {
  const order = ["a", "b", "c"]

  assert.deepEqual(moved(order, 2, -1), ["a", "c", "b"])
  assert.deepEqual(moved(order, 0, 1), ["b", "a", "c"])
  assert.equal(moved(order, 0, -1), order)
  assert.equal(moved(order, 2, 1), order)
})

const A = ["a", "b", "c"]
const B = ["b", "a", "c"]
const C = ["c", "a", "b"]
const stands = (ids, isKept, isOvertaken = false) => ({ ids, isKept, isOvertaken })

/** B is put together while the server has A, and sent. */
function sendingB() {
  const order = ordering()
  order.at(A)
  order.move(A, 1, -1)
  assert.deepEqual(order.at(A), stands(B, false))
  return [order, order.sending()]
}

test("what was kept stands here until the news of it, then follows the server's", () => {
  const [order, sent] = sendingB()

  assert.equal(order.taken(sent), true)
  assert.deepEqual(order.at(A), stands(B, true))
  assert.deepEqual(order.at(B), stands(B, true))
  assert.deepEqual(order.at(A), stands(A, true, true))
})

test("the news may come before the answer", () => {
  const [order, sent] = sendingB()

  assert.deepEqual(order.at(B), stands(B, true))
  assert.equal(order.taken(sent), true)
  assert.deepEqual(order.at(C), stands(C, true, true))
})

test("what another phone has kept after it is what holds", () => {
  const [late, sent] = sendingB()
  late.taken(sent)
  assert.deepEqual(late.at(C), stands(C, true, true))

  const [quick, other] = sendingB()
  quick.at(C) // both at once, before the answer
  assert.equal(quick.taken(other), false)
  assert.deepEqual(quick.at(C), stands(C, true))
})

test("what was not kept yet stays while another phone keeps something else, and what was moved on since is not called kept", () => {
  const [order, sent] = sendingB()

  assert.deepEqual(order.at(C), stands(B, false, true))
  order.move(B, 2, -1)
  assert.equal(order.taken(sent), false)
  assert.deepEqual(order.at(B), stands(["b", "c", "a"], false, true))
  assert.deepEqual(order.at(["b", "c"]), stands(["b", "c"], true, true))
})

test("actions are said where some are ticked, and amended only where they are others", () => {
  const before = { kind: "statement", delivery: "spoken", language: "es", actions: [5] }

  assert.deepEqual(given(wished({ ...VALUES, actions: [5, 17] }, OPEN)).actions, [5, 17])
  assert.equal("actions" in given(wished(VALUES, OPEN)), false)
  assert.deepEqual(changesOf(wished({ ...VALUES, actions: [5] }, OPEN, before), before), {})
  assert.deepEqual(changesOf(wished(VALUES, OPEN, before), before), { actions: [] })
})

test("a gender that was said is taken back", () => {
  const before = { kind: "statement", delivery: "spoken", language: "es" }
  const member = { person: "Ana", function: "", email: "", access_needs: "", capacity: "adviser", languages: [] }

  assert.deepEqual(changesOf(wished({ ...VALUES, speaker_gender: "-" }, OPEN, before), before), { speaker_gender: null })
  assert.deepEqual(asked({ ...member, gender: "-" }, "m1", member), { command: "amend_member", fields: { member: "m1", gender: null } })
  assert.deepEqual(asked({ ...member, gender: "" }, "m1", member), { command: "amend_member", fields: { member: "m1" } })
})
