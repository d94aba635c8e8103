import assert from "node:assert/strict"
import { test } from "node:test"

import { firstToAsk, hasText, statementsOf } from "../../static/js/booth/needed.js"

const screen = {
  texts: {
    i1: { statements: { t3: { rank: "000003", language: "fr" }, t1: { rank: "000001", language: "es" } } },
    i2: { statements: {}, requested_at: "2026-11-25T10:00:00.000Z" },
    i3: { statements: {} },
  },
}

test("the texts of an intervention stand as they were handed in", () => {
  assert.deepEqual(statementsOf(screen, "i1").map((each) => [each.id, each.language]), [["t1", "es"], ["t3", "fr"]])
  assert.deepEqual(statementsOf(screen, "i9"), [])
})

test("a text is there or not", () => {
  assert.deepEqual(["i1", "i2", "i3", "i9"].map((id) => hasText(screen, id)), [true, false, false, false])
})

test("whoever comes first without a text and was not asked yet is asked next", () => {
  const rows = [{ id: "i1" }, { id: "i2" }, { id: "i3" }]

  assert.deepEqual(firstToAsk(screen, rows), { id: "i3" })
  assert.equal(firstToAsk(screen, rows.slice(0, 2)), undefined)
})
