import assert from "node:assert/strict"
import { test } from "node:test"

import { after, LARGEST, problemOf, uploads } from "../../static/js/delegate/upload.js"

const UPLOAD = { command_id: "c1", body: "the words", fields: { language: "en" } }
const BEGIN = { kind: "begin", upload: UPLOAD }
const through = (...events) => events.reduce(after, { phase: "idle" })

test("what cannot be taken is found before it is sent", () => {
  const of = (name, size = 10) => problemOf({ name, size })

  assert.equal(problemOf(undefined), "text_no_file")
  assert.equal(of("Speech.PDF"), undefined)
  assert.equal(of("speech.doc"), "text_other_kind")
  assert.equal(of("speech.odt", LARGEST), undefined)
  assert.equal(of("speech.odt", LARGEST + 1), "text_too_big")
  assert.equal(of("speech.txt", 0), "text_empty")
})

test("a text that was cut off is kept whole and goes again under the same id", () => {
  const cut = through(BEGIN, { kind: "progress", share: 0.4 }, { kind: "lost" })

  assert.deepEqual(cut, { phase: "cut", upload: UPLOAD })
  assert.deepEqual(after(cut, { kind: "again" }), { phase: "sending", upload: UPLOAD, share: 0 })
})

test("an answer ends it, whichever it is", () => {
  assert.deepEqual(through(BEGIN, { kind: "answer", answer: { ok: true } }), { phase: "sent", answer: { ok: true } })
  assert.deepEqual(
    through(BEGIN, { kind: "answer", answer: { ok: false, code: "paper_broken" } }),
    { phase: "refused", answer: { ok: false, code: "paper_broken" } },
  )
})

test("one text is sent at a time, and news of a cancelled attempt change nothing", () => {
  const other = { kind: "begin", upload: { ...UPLOAD, command_id: "c2" } }

  assert.equal(through(BEGIN, other).upload.command_id, "c1")
  assert.equal(through(BEGIN, { kind: "lost" }, other).upload.command_id, "c1")
  assert.deepEqual(through(BEGIN, { kind: "cancel" }, { kind: "progress", share: 1 }, { kind: "lost" }), { phase: "idle" })
})

test("the texts of several interventions are kept beside each other", () => {
  const told = []
  const all = uploads((id) => told.push(id))

  all.tell("i1", BEGIN)
  all.tell("i2", BEGIN)
  all.tell("i1", { kind: "lost" })
  all.tell("i1", { kind: "progress", share: 0.5 })
  assert.deepEqual([all.kept(), told, all.isUnderWay()], [["i1"], ["i1", "i2", "i1"], true])
  all.tell("i1", { kind: "cancel" })
  all.tell("i2", { kind: "answer", answer: { ok: true } })
  assert.deepEqual([all.kept(), all.isUnderWay()], [[], false])
})
