import assert from "node:assert/strict"
import { test } from "node:test"

import { changedRows } from "../../static/js/desk/order.js"

test("only those whose place would change are shown, by the place they would have", () => {
  const entries = {
    i1: { delegation: "KEN", name: "Kenya", before: 1, after: 3 },
    i2: { delegation: "NOR", name: "Norway", before: 2, after: 2 },
    i3: { delegation: "PER", name: "Peru", before: 3, after: 1 },
  }

  assert.deepEqual(changedRows(entries), [
    { id: "i3", delegation: "PER", name: "Peru", before: 3, after: 1 },
    { id: "i1", delegation: "KEN", name: "Kenya", before: 1, after: 3 },
  ])
  assert.deepEqual(changedRows({ i2: entries.i2 }), [])
})
