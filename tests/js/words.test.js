import assert from "node:assert/strict"
import { test } from "node:test"

import { formOf } from "../../static/js/lib/words.js"

const ARABIC = { place_zero: "", place_one: "", place_two: "", place_few: "", place_many: "", place_other: "" }

test("a language has the forms it needs", () => {
  const forms = [0, 1, 2, 3, 11, 100].map((n) => formOf(ARABIC, "place", n, "ar", "cardinal"))

  assert.deepEqual(forms, ["place_zero", "place_one", "place_two", "place_few", "place_many", "place_other"])
})

test("a form that was not translated is the other one", () => {
  assert.equal(formOf({ place_other: "" }, "place", 2, "ar", "cardinal"), "place_other")
})
