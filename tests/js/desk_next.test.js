import assert from "node:assert/strict"
import { test } from "node:test"

import { floorKey, listAfter, nextAct, sayLine } from "../../static/js/desk/next.js"

const ENTRIES = {
  i2: { rank: "b", delegation: "PER", limit_s: 300 },
  i3: { rank: "c", delegation: "IRQ", limit_s: 300 },
}
const LISTS = {
  "1": { rank: "000", item: "1", is_finished: true },
  "2.1": { rank: "001", item: "2", is_current: true, heard: 1 },
  "3.1": { rank: "002", item: "3" },
}
const SPEECH = { intervention: "i1", delegation: "HRV", state: "speaking", limit_s: 300 }

const screen = (changes) => ({
  meeting: { state: "in_session" }, list: { id: "2.1", state: "open" }, lists: LISTS, entries: ENTRIES, ...changes,
})
const doneBy = ({ command, fields }) => ({ command, ...fields })

test("the floor is given to the next, and the call names whose speech it ends", () => {
  const act = nextAct(screen({ speech: SPEECH }))

  assert.deepEqual(doneBy(act), { command: "call", intervention: "i2", ending: "i1" })
  assert.deepEqual(act.under, ["under_ends", { delegation: { code: "HRV" } }])
})

test("an empty floor is named as such", () => {
  assert.deepEqual(doneBy(nextAct(screen())), { command: "call", intervention: "i2", ending: null })
})

test("whom the chair has chosen is called instead, and it says so", () => {
  const act = nextAct(screen({ speech: SPEECH }), { selected: "i3" })

  assert.equal(act.fields.intervention, "i3")
  assert.equal(act.under[0], "under_out_of_turn_ends")
})

test("one who is called is started, one who is paused goes on; neither is ended", () => {
  assert.equal(nextAct(screen({ speech: { ...SPEECH, state: "called" } })).command, "start_clock")
  assert.equal(nextAct(screen({ speech: { ...SPEECH, state: "paused" } })).command, "resume_clock")
})

test("the way through an item: take up, open, call, end the last, take up the next, adjourn", () => {
  const nothing = { meeting: { state: "not_begun" }, lists: { "2.1": { rank: "001" } }, entries: {} }
  const unheard = { ...LISTS, "2.1": { ...LISTS["2.1"], heard: 0 } }
  const last = { "2.1": LISTS["2.1"] }

  assert.deepEqual(doneBy(nextAct(nothing)), { command: "take_up", list: "2.1" })
  assert.equal(nextAct(screen({ list: { id: "2.1", state: "not_open" }, lists: unheard })).command, "open_list")
  assert.equal(nextAct(screen({ list: { id: "2.1", state: "not_open" } })).command, "call")
  assert.equal(nextAct(screen({ speech: SPEECH, entries: {} })).command, "end_speech")
  assert.deepEqual(doneBy(nextAct(screen({ entries: {} }))), { command: "take_up", list: "3.1" })
  assert.equal(nextAct(screen({ entries: {}, lists: last })).command, "adjourn")
})

test("a chosen speaker may be called although the list was never opened", () => {
  const closed = screen({ list: { id: "2.1", state: "not_open" }, lists: { "2.1": { rank: "0" } } })

  assert.equal(nextAct(closed, { selected: "i3" }).command, "call")
})

test("a meeting that is suspended or adjourned is resumed first", () => {
  assert.equal(nextAct(screen({ meeting: { state: "suspended" } })).command, "resume")
  assert.equal(nextAct(screen({ meeting: { state: "adjourned" } })).command, "resume")
})

test("the next list is the first after this one that is not finished", () => {
  assert.equal(listAfter(screen()).id, "3.1")
})

test("what is said thanks who ends, names who follows, and leaves out who is not there", () => {
  const said = (changes, more) => sayLine(screen(changes), nextAct(screen(changes)), more)

  assert.deepEqual(said({ speech: SPEECH }), [
    "say_thank_call_then", { next: { code: "PER" }, thanked: { code: "HRV" }, after: { code: "IRQ" } },
  ])
  assert.equal(said({ entries: { i2: ENTRIES.i2 } })[0], "say_call")
  assert.equal(said({}, { ended: "HRV" })[0], "say_thank_call_then")
  assert.equal(said({ speech: { ...SPEECH, state: "called", on_behalf_of: "EU" } })[0], "say_start_for")
  assert.deepEqual(said({ meeting: { state: "suspended", until: "2017-06-08T09:30:00.000Z" } }), [
    "say_suspended_until", { time: { at: "2017-06-08T09:30:00.000Z" } },
  ])
})

test("the floor changes with the speech and with its first second, not with a pause", () => {
  const key = (state) => floorKey(screen({ speech: { ...SPEECH, state } }))

  assert.equal(key("speaking"), key("paused"))
  assert.notEqual(key("called"), key("speaking"))
  assert.notEqual(floorKey(screen()), key("called"))
})

const ORDER = { rank: "000001", delegation: "CAN", state: "raised", raised_at: "2017-06-08T09:01:08.000Z" }
const ordered = (changes = {}, more = {}) => screen({
  speech: { ...SPEECH, state: "paused" }, orders: { o1: { ...ORDER, ...changes } }, ...more,
})

test("a point of order comes before everything else in the sitting", () => {
  for (const speech of [undefined, SPEECH, { ...SPEECH, state: "called" }, { ...SPEECH, state: "paused" }]) {
    const act = nextAct(ordered({}, { speech }), { selected: "i3" })

    assert.deepEqual(doneBy(act), { command: "hear", intervention: "o1" })
    assert.deepEqual(act.label, ["next_hear", { delegation: { code: "CAN" } }])
  }
  assert.equal(nextAct(ordered({}, { meeting: { state: "suspended" } })).command, "resume")
})

test("one that is heard is ruled on, one under appeal is put to the vote, before another is heard", () => {
  const two = (state) => ordered({}, { orders: { o1: ORDER, o2: { ...ORDER, rank: "000002", delegation: "PER", state } } })

  assert.deepEqual([nextAct(two("heard")).panel, nextAct(two("heard")).fields], ["ruling", { intervention: "o2" }])
  assert.equal(nextAct(two("appealed")).panel, "votes")
  assert.deepEqual(nextAct(two("raised")).fields, { intervention: "o1" })
  assert.deepEqual(nextAct(two("raised")).under, ["under_order_waits", { n: 1 }])
})

test("the chair asks the speaker to hold, and lets the speaker go on after the ruling", () => {
  const said = (given) => sayLine(given, nextAct(given))
  const after = (ruling) => screen({ speech: { ...SPEECH, state: "paused" }, orders: {}, ruling })

  assert.deepEqual(said(ordered()), ["say_order_hold", {
    raiser: { code: "CAN" }, raiser_called: { code: "CAN", isCalled: true }, next: { code: "HRV", isCalled: true },
  }])
  assert.equal(said(ordered({}, { speech: undefined }))[0], "say_order")
  assert.deepEqual(said(ordered({ state: "appealed", appealed_by: "PER" })), ["say_order_appealed", { raiser: { code: "PER" } }])
  assert.equal(said(after({ state: "dismissed" }))[0], "say_ruling_dismissed_resume")
  assert.equal(said(after({ state: "dismissed", vote: { in_favour: 1, against: 2 } }))[0], "say_ruling_stood_resume")
  assert.equal(said(after({ state: "overruled", vote: { in_favour: 2 } }))[0], "say_ruling_overruled_resume")
  assert.equal(said(after(undefined))[0], "say_paused")
})

test("a point of order and each of its steps change the floor, so that an Enter meant for another does not fall on it", () => {
  const keys = [screen({ speech: SPEECH }), ordered(), ordered({ state: "heard" }), ordered({ state: "appealed" })].map(floorKey)

  assert.equal(new Set(keys).size, keys.length)
})
