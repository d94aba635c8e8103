import assert from "node:assert/strict"
import { test } from "node:test"

import { merge } from "../../static/js/lib/merge.js"
import { vectors } from "./vectors.js"

for (const { name, target, patch, result } of vectors("merge")) {
  test(`a merge patch: ${name}`, () => {
    const [before, wish] = [structuredClone(target), structuredClone(patch)]

    assert.deepEqual(merge(target, patch), result)
    assert.deepEqual([target, patch], [before, wish], "neither argument is changed")
  })
}

test("a patch cannot reach the prototype, at any depth", () => {
  for (const patch of ['{"__proto__": {"polluted": 1}}', '{"entries": {"i1": {"__proto__": {"polluted": 1}}}}']) {
    assert.throws(() => merge({ entries: {} }, JSON.parse(patch)))
  }
  assert.equal({}.polluted, undefined)
})

test("what every object inherits is no part of a screen", () => {
  assert.deepEqual(merge({}, { constructor: { name: "x" } }), { constructor: { name: "x" } })
})
