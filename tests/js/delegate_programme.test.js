import assert from "node:assert/strict"
import { test } from "node:test"

import { beginnings, beginsAt, leadOf, numberOf, ownOf, sittingsOf } from "../../static/js/delegate/programme.js"
import { attention, hashOf, routeOf } from "../../static/js/delegate/route.js"

const AT = (time) => `2017-06-08T${time}:00.000Z`
const NOW = Date.parse(AT("09:30"))
const MINUTE = 60_000

const row = (rank, item, starts, more = {}) => ({
  rank, item, item_title: `Item ${item}`, title: `Item ${item}`, sitting: "am", starts_at: AT(starts), ends_at: AT("11:00"),
  waiting: 0, waiting_s: 0, ...more,
})

const LISTS = {
  2.1: row("000", "2", "08:15", { is_current: true, waiting: 2, waiting_s: 360 }),
  3.1: row("001", "3", "09:32", { waiting: 1, waiting_s: 180 }),
  3.3: row("002", "3", "09:32", { title: "Previously unknown mined areas" }),
  3.4: row("003", "3 (cont'd)", "13:00", { sitting: "pm", title: "Request of Angola" }),
}
const SCREEN = {
  meeting: { state: "in_session" }, lists: LISTS, mine: {}, change_s: 30, forecast: { change_s: 30 },
  entries: { i2: { rank: "a", takes_s: 180 }, i3: { rank: "b", takes_s: 180 } },
  speech: { intervention: "i1", state: "called", limit_s: 300, paused_s: 0 },
}

test("lists are grouped by sitting and by item, and an item that goes on stands in both sittings", () => {
  const sittings = sittingsOf(LISTS)

  assert.deepEqual(
    sittings.map(({ sitting, items }) => [sitting, items.map(({ item, lists }) => [item, lists.map(({ id }) => id)])]),
    [["am", [["2", ["2.1"]], ["3", ["3.1", "3.3"]]]], ["pm", [["3 (cont'd)", ["3.4"]]]]],
  )
  assert.deepEqual([sittings[0].starts_at, sittings[0].ends_at], [AT("08:15"), AT("11:00")])
})

test("the list that bears the title of its item stands for it", () => {
  const [{ items: [two, three] }, { items: [requests] }] = sittingsOf(LISTS)

  assert.deepEqual([two, three, requests].map((item) => leadOf(item).id), ["2.1", "3.1", "3.4"])
  assert.equal(leadOf({ lists: [row("0", "3", "13:00", { title: "A" }), row("1", "3", "13:00", { title: "B" })] }), undefined)
  assert.deepEqual(["3", "3 (cont'd)", "3 (cont'd 2)"].map(numberOf), ["3", "3", "3"])
})

test("lists of the sitting begin as planned, or when those before them have ended", () => {
  // The speech has 5 minutes, then two of 3 minutes with 30 seconds of change each; then 3.1 with one of 3 minutes.
  const first = NOW + 12 * MINUTE

  assert.deepEqual(beginnings(SCREEN, NOW), { 3.1: first, 3.3: first + 3.5 * MINUTE })
  assert.deepEqual(beginnings({ ...SCREEN, lists: { 3.1: LISTS["3.1"] } }, NOW), {})
})

test("a place begins after the speech on the floor, those before it, and a change of speakers for each", () => {
  assert.equal(beginsAt(SCREEN, { list: "2.1", place: 2, ahead_s: 180 }, NOW), NOW + 9 * MINUTE)
  assert.equal(beginsAt(SCREEN, { list: "3.1", place: 1 }, NOW), NOW + 12.5 * MINUTE)
  assert.equal(beginsAt(SCREEN, { list: "3.4", place: 1 }, NOW), Date.parse(AT("13:00")) + MINUTE / 2)
  assert.equal(beginsAt(SCREEN, { list: "2.1", place: 1, not_before: AT("13:00") }, NOW), Date.parse(AT("13:00")) + MINUTE / 2)
})

test("a withdrawn intervention shows only where nothing took its place", () => {
  const mine = {
    i1: { list: "4", state: "withdrawn", inscribed_at: AT("07:00") },
    i2: { list: "4", state: "withdrawn", inscribed_at: AT("08:00") },
    i3: { list: "5", state: "withdrawn", inscribed_at: AT("07:00") },
    i4: { list: "5", state: "delivered", inscribed_at: AT("07:00") },
    i5: { list: "5", state: "inscribed", place: 1, inscribed_at: AT("08:00") },
  }

  assert.deepEqual(["4", "5", "6"].map((list) => ownOf(mine, list).map(({ id }) => id)), [["i2"], ["i5", "i4"], []])
})

test("attention is called to the own speech, and to the next of the list the room is on", () => {
  const next = { i2: { list: "2.1", state: "inscribed", place: 1 }, i9: { list: "3.1", state: "inscribed", place: 1 } }

  assert.deepEqual(attention(SCREEN), { kind: "", id: "" })
  assert.deepEqual(attention({ ...SCREEN, mine: next }), { kind: "next", id: "i2" })
  assert.deepEqual(attention({ ...SCREEN, mine: { i9: next.i9 } }), { kind: "", id: "" })
  assert.deepEqual(attention({ ...SCREEN, mine: next, meeting: { state: "suspended" } }), { kind: "", id: "" })
  assert.deepEqual(attention({ ...SCREEN, mine: { ...next, i1: { list: "2.1", state: "called" } } }), { kind: "floor", id: "i1" })
})

test("an address names a view, and what is not known is the programme", () => {
  const programme = { view: "programme", id: "" }

  assert.deepEqual(routeOf(hashOf("inscribe", "3.4")), { view: "inscribe", id: "3.4" })
  assert.deepEqual(routeOf(hashOf("inscribe", "a/b c")), { view: "inscribe", id: "a/b c" })
  assert.deepEqual(routeOf("#next"), { view: "next", id: "" })
  assert.deepEqual(["", "#", "#inscribe", "#next/1", "#toString", "#inscribe/%"].map(routeOf), Array(6).fill(programme))
})
