import assert from "node:assert/strict"
import { test } from "node:test"

import { clockOf, digits } from "../../static/js/lib/clock.js"
import { vectors } from "./vectors.js"

for (const { name, speech, now, clock, shown } of vectors("clock")) {
  test(`the clock: ${name}`, () => {
    const at = clockOf(speech, Date.parse(now))

    assert.deepEqual(at, { ...clock, limit_s: speech.limit_s })
    assert.equal((at.is_over ? "+" : "") + digits(at.seconds), shown)
  })
}

test("digits keep two places for the seconds and as many as needed for the minutes", () => {
  assert.deepEqual([0, 9, 60, 134, 600, 4500].map(digits), ["0:00", "0:09", "1:00", "2:14", "10:00", "75:00"])
})

test("each second of a speech is shown once, down to the limit and up from it", () => {
  const speech = { state: "speaking", started_at: "2017-06-08T09:00:00.000Z", paused_s: 0, limit_s: 3, warning_s: 1 }
  const start = Date.parse(speech.started_at)

  const shown = Array.from({ length: 60 }, (_, tenth) => clockOf(speech, start + tenth * 100 + 50))
    .map((at) => (at.is_over ? "+" : "") + digits(at.seconds))

  assert.deepEqual([...new Set(shown)], ["0:03", "0:02", "0:01", "+0:00", "+0:01", "+0:02"])
})
