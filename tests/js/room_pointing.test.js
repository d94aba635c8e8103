import assert from "node:assert/strict"
import { test } from "node:test"

import { pointedQuery } from "../../static/js/room/pointing.js"

const at = (search) => Object.fromEntries(new URLSearchParams(search))

test("a display shows what the desk says, on top of its link", () => {
  const displays = { left: { layout: "list", look: "day", languages: { fr: 1, en: 0 } } }
  assert.deepEqual(at(pointedQuery("?display=left&every=20&lang=ar", displays)), {
    display: "left", every: "20", layout: "list", look: "day", languages: "en,fr",
  })
  assert.equal(pointedQuery("?display=right&lang=ar", displays), "?display=right&lang=ar")
})

test("without a name it is the main one; without languages it keeps those of its link", () => {
  const displays = { main: { layout: "clock", look: "night" } }
  assert.deepEqual(at(pointedQuery("?languages=en,ar", displays)), { languages: "en,ar", layout: "clock", look: "night" })
  assert.deepEqual(at(pointedQuery("", displays)), { layout: "clock", look: "night" })
})

test("one that is pointed no more has its link back", () => {
  assert.equal(pointedQuery("?lang=fr", {}), "?lang=fr")
  assert.equal(pointedQuery("", undefined), "")
})
