import assert from "node:assert/strict"
import { test } from "node:test"

import { begins, inOrder, itemEnds, speechEnds } from "../../static/js/lib/forecast.js"
import { vectors } from "./vectors.js"

const { speech_ends: speeches, begins: lists } = vectors("forecast")
const iso = (ms) => new Date(ms).toISOString()

for (const { name, speech, now, ends } of speeches) {
  test(`a speech ends: ${name}`, () => {
    assert.equal(iso(speechEnds(speech, Date.parse(now))), ends)
  })
}

for (const { name, screen, now, begins: expected, ends } of lists) {
  test(`a list goes on: ${name}`, () => {
    const found = begins(screen, Date.parse(now)).map(({ id, at }) => [id, iso(at)])

    assert.deepEqual(found, Object.entries(expected))
    assert.equal(iso(itemEnds(screen, Date.parse(now))), ends)
  })
}

test("ranks are compared byte by byte, not as numbers or words", () => {
  const entries = { a: { rank: "a1" }, b: { rank: "Z" }, c: { rank: "a" }, d: { rank: "10" }, e: { rank: "9" } }

  assert.deepEqual(inOrder(entries).map(({ id }) => id), ["d", "e", "b", "c", "a"])
})
