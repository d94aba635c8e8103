import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

import "./page_of.js"

const { sendingOnce } = await import("../../static/js/delegate/once.js")

let isThere
let ids
beforeEach(() => {
  ids = []
  globalThis.fetch = async (_url, { body }) => {
    ids.push(JSON.parse(body).command_id)
    if (!isThere) throw new TypeError("network")
    return new Response(JSON.stringify({ ok: true, version: 7 }))
  }
})

test("the same again after no answer goes under the same id, and after an answer under another", async () => {
  const send = sendingOnce({ giveUpAfter: 0 })
  isThere = false
  assert.equal((await send("yield_place", { intervention: "i1" })).code, "no_connection")
  isThere = true

  assert.equal((await send("yield_place", { intervention: "i1" })).ok, true)
  await send("yield_place", { intervention: "i1" })

  assert.equal(ids[0], ids[1])
  assert.notEqual(ids[1], ids[2])
})

test("what was lost is not meant where something else was sent since", async () => {
  const send = sendingOnce({ giveUpAfter: 0 })
  isThere = false
  await send("yield_place", { intervention: "i1" })
  isThere = true

  await send("yield_place", { intervention: "i2" })
  await send("yield_place", { intervention: "i1" })

  assert.equal(new Set(ids).size, 3)
})
