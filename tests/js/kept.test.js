// What a browser keeps beside a page, in a cache that is written here.

import assert from "node:assert/strict"
import { test } from "node:test"

import "./page_of.js"

const entries = new Map()
const cache = {
  async match(address) { return entries.get(address)?.clone() },
  async put(address, answer) { entries.set(address, answer) },
  async delete(address) { return entries.delete(address) },
}
Object.assign(globalThis, { isSecureContext: true, location: { pathname: "/mnd/delegation/KEN" }, caches: { open: async () => cache } })

const { read, write } = await import("../../static/js/lib/kept.js")

test("what was kept is read again", async () => {
  await write("screen", { at: 1 })

  assert.deepEqual(await read("screen"), { at: 1 })
  assert.equal(await read("names.en"), undefined)
})

test("what cannot be read is not there, and goes", async () => {
  await cache.put("/mnd/delegation/KEN?kept=screen", new Response("<!doctype html>"))

  assert.equal(await read("screen"), undefined)
  assert.deepEqual([...entries.keys()], [])
})
