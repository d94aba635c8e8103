import assert from "node:assert/strict"
import { test } from "node:test"

import { afterExchange, afterYield, mayExchange, partners } from "../../static/js/delegate/exchange.js"
import { answersTo, isOffered, matters, nearTurn } from "../../static/js/delegate/matters.js"
import { answerable } from "../../static/js/delegate/reply.js"
import { attention, hashOf, routeOf } from "../../static/js/delegate/route.js"

const own = (place, more = {}) => ({ list: "2.1", kind: "statement", state: "inscribed", place, ...more })
const screen = (mine, more = {}) => ({
  delegation: "KEN", ready_ahead: 3, mine, swaps: {}, meeting: { state: "in_session" }, lists: { 2.1: { is_current: true }, 4: {} }, ...more,
})
const swap = (by, to, mine, theirs) => ({ rank: "000001", by, to, mine, theirs, list: "2.1", state: "offered" })
const kinds = (screen) => matters(screen).map(({ kind }) => kind)

test("who is near the turn on the list of the room is asked whether it is there", () => {
  assert.deepEqual(kinds(screen({ i7: own(3) })), ["roll"])
  assert.deepEqual(kinds(screen({ i7: own(4) })), [])
  assert.deepEqual(kinds(screen({ i7: own(1, { list: "4" }) })), [])
  assert.deepEqual(kinds(screen({ i7: own(undefined, { state: "called" }) })), [])
  assert.deepEqual(kinds(screen({ i7: own(3) }, { meeting: { state: "suspended" } })), [])
  assert.deepEqual(nearTurn(screen({ i7: own(3), i9: own(2) })).map(({ id }) => id), ["i9", "i7"])
})

test("an answer to the roll stays to be read, and can be changed for the other", () => {
  const [matter] = matters(screen({ i7: own(2, { roll: "ready" }) }))
  assert.equal(matter.kind, "answered")
  assert.deepEqual(answersTo(matter), { no: { command: "answer_roll", fields: { intervention: "i7", answer: "not_in_room" } } })
  const [other] = matters(screen({ i7: own(2, { roll: "not_in_room" }) }))
  assert.equal(answersTo(other).no.fields.answer, "ready")
})

test("an offer is answered by who received it and taken back by who made it", () => {
  const received = screen({ i7: own(5) }, { swaps: { s1: swap("PER", "KEN", "i4", "i7") } })
  const [matter] = matters(received)
  assert.deepEqual([matter.kind, matter.delegation, matter.intervention, matter.other], ["received", "PER", "i7", "i4"])
  assert.deepEqual(answersTo(matter).yes, { command: "answer_swap", fields: { swap: "s1", accept: true } })
  const made = screen({ i7: own(5) }, { swaps: { s1: swap("KEN", "PER", "i7", "i4") } })
  assert.deepEqual(kinds(made), ["made"])
  assert.deepEqual(answersTo(matters(made)[0]), { no: { command: "answer_swap", fields: { swap: "s1", accept: false } } })
  assert.equal(isOffered(made, "i7"), true)
  assert.equal(isOffered(made, "i8"), false)
})

test("what wants an answer comes first, the roll before all", () => {
  const swaps = { s1: swap("KEN", "PER", "i7", "i4"), s2: { ...swap("IRQ", "KEN", "i5", "i9"), rank: "000002" } }
  assert.deepEqual(kinds(screen({ i7: own(2, { roll: "ready" }), i9: own(3) }, { swaps })), ["roll", "received", "made", "answered"])
})

const entry = (id, delegation, takes_s, kind = "statement") => ({ id, delegation, takes_s, kind })
const entries = [entry("i1", "HRV", 300), entry("i2", "KEN", 180), entry("i3", "KEN", 120, "comment"), entry("i4", "PER", 240), entry("i5", "IRQ", 60, "reply")]

test("one exchanges with statements of others, and is told where they stand", () => {
  assert.deepEqual(partners(entries, "KEN").map(({ id, place, ahead_s }) => [id, place, ahead_s]), [["i1", 1, 0], ["i4", 4, 600]])
  assert.equal(mayExchange(own(2)), true)
  assert.equal(mayExchange(own(2, { kind: "reply" })), false)
  assert.equal(mayExchange(undefined), false)
})

test("after an exchange the other one speaks in the own place", () => {
  assert.deepEqual(afterExchange(entries, "i2", "i4"), { place: 4, ahead_s: 300 + 240 + 120 })
  assert.deepEqual(afterExchange(entries, "i2", "i1"), { place: 1, ahead_s: 0 })
  assert.deepEqual(afterExchange(entries, "elsewhere", "i4"), { place: 4, ahead_s: 600 })
  assert.equal(afterExchange(entries, "i2", "i9"), undefined)
})

test("who yields is told behind whom, the last that nobody follows", () => {
  assert.deepEqual(afterYield(entries, "i2"), { place: 4, ahead_s: 660, delegation: "PER" })
  assert.equal(afterYield(entries, "i5"), undefined)
  assert.equal(afterYield(entries, "i9"), undefined)
})

const speech = (intervention, delegation, state = "speaking") => ({ intervention, delegation, state })
const day = (more = {}) => ({
  delegation: "KEN", list: { id: "3.1" },
  lists: {
    2.1: { given: { i1: { rank: "10:01", delegation: "AUT" }, i2: { rank: "10:05", delegation: "HRV" } } },
    3.1: { given: { i3: { rank: "11:00", delegation: "KEN" }, i4: { rank: "11:09", delegation: "PER" } } },
    4: {},
  },
  ...more,
})

test("what was given on any list can be answered, the last one first, and what is being said", () => {
  const ids = (screen) => answerable(screen).map(({ id, list }) => `${id} on ${list}`)
  assert.deepEqual(ids(day()), ["i4 on 3.1", "i2 on 2.1", "i1 on 2.1"])
  assert.deepEqual(ids(day({ speech: speech("i5", "NOR") }))[0], "i5 on 3.1")
  assert.deepEqual(ids(day({ speech: speech("i5", "NOR", "called") }))[0], "i4 on 3.1")
  assert.deepEqual(answerable({ delegation: "KEN" }), [])
})

test("to each statement one reply, unless it was taken back or refused", () => {
  const reply = (state) => day({ mine: { i9: { kind: "reply", state, answers: "i4" } } })
  assert.equal(answerable(reply("inscribed"))[0].id, "i2")
  assert.equal(answerable(reply("withdrawn"))[0].id, "i4")
  assert.equal(answerable(reply("refused"))[0].id, "i4")
})

test("attention is called to the floor, to the next, and to who will soon be", () => {
  assert.deepEqual(attention(screen({ i7: own(3) })), { kind: "soon", id: "i7", place: 3 })
  assert.equal(attention(screen({ i7: own(1) })).kind, "next")
  assert.equal(attention(screen({ i7: own(4) })).kind, "")
  assert.equal(attention(screen({ i7: own(undefined, { state: "called" }) }, { speech: speech("i7", "KEN") })).kind, "floor")
})

test("the choice with whom to exchange has an address", () => {
  assert.deepEqual(routeOf(hashOf("exchange", "i7")), { view: "exchange", id: "i7" })
  assert.deepEqual(routeOf("#exchange"), { view: "programme", id: "" })
})
