import assert from "node:assert/strict"
import { test } from "node:test"

import "./page_of.js"

const { listWords } = await import("../../static/js/room/words.js")

test("a limit that was set for all stands beside the state of the list", () => {
  const limit = { seconds: 120, at: "2017-06-08T10:00:00.000Z", by: "chair" }

  assert.equal(listWords({ state: "open", limit_set: { ...limit, category: "all" } }), "List open, 2:00 each")
  assert.equal(listWords({ state: "open", limit_set: { ...limit, category: "ngo" } }), "List open")
  assert.equal(listWords({ state: "open" }), "List open")
  assert.equal(listWords(undefined), "")
})
