import assert from "node:assert/strict"
import { test } from "node:test"

import { uuid } from "../../static/js/lib/uuid.js"

test("uuid makes version 4, variant 1, and never the same again", () => {
  const made = Array.from({ length: 1000 }, uuid)

  for (const each of made) assert.match(each, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.equal(new Set(made).size, made.length)
})
