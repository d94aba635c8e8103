import assert from "node:assert/strict"
import { test } from "node:test"

import { serverTime } from "../../static/js/lib/offset.js"

const NOON = Date.parse("2017-06-08T10:00:00.000Z")

/** A network with a clock of its own: `delays` gives [there, back] in ms for each question; `server` may be set anew. */
function network({ ahead = 0, delays }) {
  const world = { at: 5000, ahead, asked: 0 }
  const clock = () => world.at
  const time = serverTime(async () => {
    const [there, back] = delays(world.asked)
    world.asked += 1
    world.at += there
    const serverNow = NOON + world.at + world.ahead
    world.at += back
    return serverNow
  }, { clock, guess: 0 })
  return { world, time, error: () => time.now() - (NOON + world.at + world.ahead) }
}

for (const [name, ahead] of [["ahead", -3_600_000], ["behind", 3_600_000], ["half a minute ahead", -30_000]]) {
  test(`a display whose clock is ${name} shows the server's time`, async () => {
    const { time, error } = network({ ahead, delays: () => [20, 20] })

    await time.measure()

    assert.ok(Math.abs(error()) <= 1, `${error()} ms`)
  })
}

test("of eight samples the quickest counts", async () => {
  const delays = [[90, 10], [200, 20], [5, 5], [400, 10], [60, 20], [90, 10], [80, 10], [70, 10]]
  const { world, time, error } = network({ delays: (n) => delays[n] })

  await time.measure()

  assert.equal(world.asked, 8)
  assert.ok(Math.abs(error()) <= 1, `${error()} ms`)
})

test("on a lopsided way the error is at most half of the lopsidedness", async () => {
  const { time, error } = network({ delays: () => [10, 150] })

  await time.measure()

  assert.ok(Math.abs(error()) <= 70, `${error()} ms`)
})

test("a worse measurement that does not contradict a better one moves nothing", async () => {
  let worse = false
  const { time, error } = network({ delays: () => (worse ? [300, 20] : [10, 10]) })
  await time.measure()
  worse = true

  await time.measure()

  assert.ok(Math.abs(error()) <= 1, `${error()} ms`)
})

test("a server whose clock was set is followed", async () => {
  const { world, time, error } = network({ delays: () => [10, 10] })
  await time.measure()
  world.ahead += 5000

  await time.measure()

  assert.ok(Math.abs(error()) <= 10, `${error()} ms`)
})

test("news whose time is far from ours make us measure again", async () => {
  const { world, time } = network({ delays: () => [10, 10] })
  await time.measure()
  time.check(NOON + world.at)
  assert.equal(world.asked, 8)

  time.check(NOON + world.at + 5000)
  await time.measure()

  assert.equal(world.asked, 16)
})

test("without an answer the first guess stays", async () => {
  const time = serverTime(() => Promise.reject(new Error("cut")), { clock: () => 5000, guess: NOON })

  await time.measure()

  assert.equal(time.now(), NOON)
})
