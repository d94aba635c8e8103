import assert from "node:assert/strict"
import { test } from "node:test"

import { lanes } from "../../static/js/desk/lanes.js"
import { undone } from "../../static/js/desk/undone.js"

const again = () => {}
const plate = (code, more = { again }) => ({ key: `inscribe ${code}`, what: `inscribe ${code}`, ...more })
const keys = (all) => {
  const found = []
  for (; all.first; all.done(all.first)) found.push(all.first.key)
  return found
}

test("what is done takes only itself away, and the oldest is told first", () => {
  const all = undone()
  all.add(plate("NZL"))
  all.add(plate("JOR"))

  all.done(plate("PER"))
  assert.equal(all.size, 2)
  assert.equal(all.first.key, "inscribe NZL")
  all.done(plate("NZL"))
  assert.equal(all.first.key, "inscribe JOR")
})

test("one that is tried again in vain keeps its place", () => {
  const all = undone()
  for (const code of ["NZL", "JOR", "NZL"]) all.add(plate(code))

  assert.deepEqual(keys(all), ["inscribe NZL", "inscribe JOR"])
})

test("a refusal is over with the next answer about the same thing, what has no answer is not", () => {
  const call = (intervention, more = {}) => ({ key: `call ${intervention}`, what: "next", ...more })
  const all = undone()
  all.add(call("i1"))
  all.add(call("i2"))
  assert.deepEqual([all.size, all.hasOpen], [1, false])

  all.add(call("i3", { again }))
  all.done(call("i4"))
  assert.deepEqual([all.hasOpen, ...keys(all)], [true, "call i3"])
})

test("a refusal that was read is put away; what has no answer is not", () => {
  const all = undone()
  all.add(plate("NZL", {}))
  all.add(plate("JOR"))

  assert.deepEqual([all.putAway(), all.first.key], [true, "inscribe JOR"])
  assert.deepEqual([all.putAway(), all.first.key], [false, "inscribe JOR"])
  assert.equal(undone().putAway(), false)
})

const turns = async () => { for (let each = 0; each < 9; each += 1) await null }

test("plates are inscribed in the order in which they went up: one without an answer holds up those behind it", async () => {
  const order = lanes()
  const sent = []
  const go = (code, answer) => () => { sent.push(code); return Promise.resolve(answer) }
  const first = order.take("inscribe", "NZL", go("NZL", { ok: false, again }))
  const second = order.take("inscribe", "JOR", go("JOR", { ok: true }))

  await turns()
  assert.deepEqual([sent, order.waiting], [["NZL"], 1])
  order.over("NZL", { ok: true, version: 7 })

  assert.deepEqual([await first, await second], [{ ok: true, version: 7 }, { ok: true }])
  assert.deepEqual([sent, order.waiting], [["NZL", "JOR"], 0])
})

test("a refusal holds up nobody, nor does a fault", async () => {
  const order = lanes()
  const refused = order.take("inscribe", "NZL", async () => ({ ok: false }))
  const faulty = order.take("inscribe", "JOR", async () => { throw new Error("a fault") })
  const third = order.take("inscribe", "PER", async () => ({ ok: true }))

  await assert.rejects(faulty)
  assert.deepEqual([await refused, await third], [{ ok: false }, { ok: true }])
})
