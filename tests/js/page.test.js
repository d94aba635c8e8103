import assert from "node:assert/strict"
import { test } from "node:test"

import "./page_of.js"

const { ordinal, page, plural, say } = await import("../../static/js/lib/page.js")

test("say fills the named gaps of a sentence", () => {
  assert.equal(say("floor_given", { name: "Côte d’Ivoire" }), "Côte d’Ivoire has the floor")
})

test("say keeps a percent sign", () => {
  assert.equal(say("all_of_it", { limit: "5:00" }), "100% of 5:00")
})

test("say does not take what fills a gap for a gap", () => {
  assert.equal(say("floor_given", { name: "%(limit)s $& %%" }), "%(limit)s $& %% has the floor")
})

test("say throws on words that are not there and on gaps without a value", () => {
  assert.throws(() => say("nothing"), /no words for nothing/)
  assert.throws(() => say("toString"), /no words for toString/)
  assert.throws(() => say("floor_given"), /no name/)
})

test("ordinal chooses the form of the place", () => {
  assert.deepEqual([1, 2, 3, 4, 11, 21].map((n) => ordinal("place", n)), ["1st", "2nd", "3rd", "4th", "11th", "21st"])
})

test("plural chooses the form of the count", () => {
  assert.deepEqual([0, 1, 16].map((n) => plural("remaining", n)), ["0 remaining", "one remaining", "16 remaining"])
})

test("the page cannot be changed", () => {
  assert.throws(() => { page.as = "secretariat" }, TypeError)
})
