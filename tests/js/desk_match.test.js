import assert from "node:assert/strict"
import { test } from "node:test"

import { completion, fold, indexOf, matches } from "../../static/js/desk/match.js"

const PEOPLE = indexOf({
  BLR: { name: "Belarus" }, BEL: { name: "Belgium" }, COL: { name: "Colombia" }, COM: { name: "Comoros" },
  COD: { name: "Democratic Republic of the Congo" }, CIV: { name: "Côte d'Ivoire" }, MAR: { name: "Morocco" },
  MHL: { name: "Marshall Islands" }, TUR: { name: "Turkey", aliases: ["Türkiye", "Turquie", "تركيا"] },
  CHE: { name: "Switzerland", aliases: ["Suisse"] }, "ICBL-CMC": { name: "International Campaign to Ban Landmines", short: "ICBL-CMC" },
})

const found = (text, listed = {}) => matches(PEOPLE, text, { listed: (code) => listed[code] })
const taken = (text, listed) => found(text, listed).take?.code

test("letters are compared without case, accents and marks", () => {
  assert.deepEqual(["Côte d'Ivoire", "TÜRKİYE", "Sao  Tomé"].map(fold), ["cote divoire", "turkiye", "sao tome"])
})

test("three letters of a name or a code find the delegation", () => {
  assert.deepEqual(["col", "cote", "COTE D'I", "mor", "swi", "icb", "congo"].map((text) => taken(text)), ["COL", "CIV", "CIV", "MAR", "CHE", "ICBL-CMC", "COD"])
})

test("a whole code wins over the beginning of a name", () => {
  assert.equal(taken("mar"), "MAR")
  assert.equal(taken("bel"), "BEL")
  assert.equal(taken("mars"), "MHL")
})

test("names in other languages and of other times find it too", () => {
  assert.deepEqual(["turkiye", "turq", "suis", "ترك"].map((text) => taken(text)), ["TUR", "TUR", "CHE", "TUR"])
})

test("Enter takes one who is not yet on the list; those who are come after", () => {
  const { rows, take } = found("co", { COL: { id: "i4" } })

  assert.equal(take.code, "COM")
  assert.deepEqual(rows.map(({ code }) => code), ["COM", "CIV", "COD", "COL"])
})

test("a poor match is never taken because the one that was meant is on the list already", () => {
  assert.equal(taken("col", { COL: { id: "i4" } }), "COL")
})

test("nothing typed, nothing found", () => {
  assert.deepEqual(found(" ").rows, [])
  assert.equal(taken("zzz"), undefined)
})

test("the ghost completes what is typed, with or without accents", () => {
  assert.equal(completion("co", "Comoros"), "moros")
  assert.equal(completion("cote d", "Côte d'Ivoire"), "'Ivoire")
  assert.equal(completion("hrv", "Croatia"), "")
})
