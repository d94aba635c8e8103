import assert from "node:assert/strict"
import { test } from "node:test"

import { categoryOf, limitOf, outlook } from "../../static/js/delegate/outlook.js"
import { shelf } from "../../static/js/delegate/pending.js"
import { changesOf, choicesFor, given, problemOf, wished } from "../../static/js/delegate/wish.js"

const NOTHING = {
  choice: "statement", group: "", on_behalf_of: "", in_reply_to: "", language: "es", speaker: "", minutes: "", note: "",
  speaker_gender: "",
  level: "",
}
const OPEN = { waiting: 3, waiting_s: 540, limits: { state_party: 180, group: 300 } }
const REQUEST = { ...OPEN, limits: { state_party: 180, comment: 120 }, comments_on: { i20: "AGO" } }

test("comments are offered where there is something to comment on that is not one's own", () => {
  assert.deepEqual(choicesFor(OPEN, "CHL"), ["statement", "on_behalf", "written"])
  assert.deepEqual(choicesFor(REQUEST, "CHL"), ["comment", "statement", "written"])
  assert.deepEqual(choicesFor(REQUEST, "AGO"), ["statement", "on_behalf", "written"])
})

test("an inscription says only what was said", () => {
  assert.deepEqual(given(wished(NOTHING, OPEN)), { kind: "statement", delivery: "spoken", language: "es" })
  assert.deepEqual(
    given(wished({ ...NOTHING, choice: "comment", in_reply_to: "i20", minutes: "2", speaker: " Ana " }, REQUEST)),
    { kind: "comment", delivery: "spoken", in_reply_to: "i20", language: "es", minutes: 2, speaker: "Ana" },
  )
  assert.deepEqual(given(wished({ ...NOTHING, choice: "written" }, REQUEST)), { kind: "comment", delivery: "written", language: "es" })
  assert.equal(wished({ ...NOTHING, choice: "on_behalf", group: "EU", on_behalf_of: "left over" }, OPEN).on_behalf_of, "EU")
  assert.equal(wished({ ...NOTHING, choice: "on_behalf", on_behalf_of: "GRULAC" }, OPEN).on_behalf_of, "GRULAC")
})

test("what is wrong is found before it is sent", () => {
  const of = (values) => problemOf(wished({ ...NOTHING, ...values }, OPEN))

  assert.equal(of({}), undefined)
  assert.equal(of({ choice: "on_behalf" }), "group_missing")
  assert.deepEqual(["0", "241", "1.5", "two", "3"].map((minutes) => of({ minutes })), [...Array(4).fill("minutes_wrong"), undefined])
})

test("an amendment says only what is to be otherwise", () => {
  const own = { kind: "comment", delivery: "spoken", in_reply_to: "AGO", answers: "i20", language: "es", speaker: "Ana", minutes: 2 }
  const same = { ...NOTHING, choice: "comment", in_reply_to: "i20", speaker: "Ana", minutes: "2" }
  const changes = (values) => changesOf(wished({ ...same, ...values }, REQUEST, own), own)

  assert.deepEqual(changes({}), {})
  assert.deepEqual(changes({ speaker: "", minutes: "", note: "Late" }), { speaker: null, minutes: null, note: "Late" })
  assert.deepEqual(changes({ choice: "written" }), { delivery: "written" })
  assert.deepEqual(changes({ choice: "statement" }), { kind: "statement", in_reply_to: null })
  assert.deepEqual(changes({ level: "minister" }), { level: "minister" })
  assert.deepEqual(changes({ speaker_gender: "woman" }), { speaker_gender: "woman" })
})

const waits = (id, category, more = {}) => ({ id, category, takes_s: 100, ...more })

test("one would stand behind one's own tier and those before it", () => {
  const entries = [
    waits("a", "invited_state_party"), waits("b", "ngo", { because: [{ code: "panellist" }] }), waits("c", "state_party"), waits("d", "ngo"),
  ]
  const place = (category) => outlook({ kind: "statement", category }, OPEN, entries)

  assert.deepEqual(place("state_party"), { place: 4, ahead_s: 300, isAtMost: false })
  assert.deepEqual(place("group"), { place: 3, ahead_s: 200, isAtMost: false })
  assert.deepEqual(place("ngo"), { place: 5, ahead_s: 400, isAtMost: false })
})

test("a comment would stand under what it is on, in its own tier", () => {
  const entries = [
    waits("i20", "invited_state_party"), waits("b", "state_party", { kind: "comment", in_reply_to: "AGO" }),
    waits("c", "ngo", { kind: "comment", in_reply_to: "AGO" }), waits("d", "state_party"),
  ]
  const comment = (category) => ({ kind: "comment", category, in_reply_to: "i20", answers: "AGO" })

  assert.equal(outlook(comment("state_party"), REQUEST, entries).place, 3)
  assert.equal(outlook(comment("ngo"), REQUEST, entries).place, 4)
  assert.equal(outlook(comment("ngo"), REQUEST, []).place, 1)
})

test("without the entries the numbers of the list tell the last place one could get", () => {
  assert.deepEqual(outlook({ kind: "statement", category: "ngo" }, OPEN), { place: 4, ahead_s: 540, isAtMost: true })
  assert.deepEqual(outlook({ kind: "statement" }, { waiting: 0, waiting_s: 0 }), { place: 1, ahead_s: 0, isAtMost: false })
})

test("only a group of the meeting has the rank and the limit of a group", () => {
  const listed = { kind: "on_behalf", on_behalf_of: "EU" }
  const other = { kind: "on_behalf", on_behalf_of: "GRULAC" }

  assert.deepEqual([listed, other].map((wish) => categoryOf(wish, "state_party", ["EU"])), ["group", "state_party"])
  assert.deepEqual([limitOf(listed, "group", OPEN), limitOf(other, "state_party", OPEN)], [300, 180])
  assert.equal(limitOf({ kind: "comment" }, "state_party", REQUEST), 120)
})

const memory = () => {
  const kept = new Map()
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => kept.set(key, text), removeItem: (key) => kept.delete(key), kept }
}
const entry = (id, more = {}) => ({ command_id: id, command: "inscribe", ...more })

test("what waits is kept in the order of asking, through a reload, until it is dropped", () => {
  const storage = memory()
  const before = shelf("asked", storage)
  before.put(entry("1"))
  before.put(entry("2"))
  before.put(entry("1", { wasLive: true }))

  const after = shelf("asked", storage)

  assert.deepEqual(after.all(), [entry("1", { wasLive: true }), entry("2")])
  after.drop("1")
  after.drop("2")
  assert.equal(storage.kept.size, 0)
})

test("a shelf that is forbidden or spoilt still remembers while the page lives", () => {
  const forbidden = shelf("asked", null)
  forbidden.put(entry("1"))
  assert.deepEqual(forbidden.all(), [entry("1")])

  const full = { ...memory(), setItem: () => { throw new Error("no room") } }
  const kept = shelf("asked", full)
  kept.put(entry("1"))
  kept.put(entry("2"))
  assert.deepEqual(kept.all(), [entry("1"), entry("2")])

  const storage = memory()
  storage.setItem("asked", '[{"command": "inscribe"}, null]')
  assert.deepEqual(shelf("asked", storage).all(), [])
  storage.setItem("asked", "{")
  assert.deepEqual(shelf("asked", storage).all(), [])
})
