import assert from "node:assert/strict"
import { test } from "node:test"

import { holder } from "../../static/js/lib/held.js"

/** A server with `count` versions of one screen; each patch sets the number and takes out what was there before. */
const server = (count) => Array.from({ length: count }, (_, version) => ({
  version,
  tag: `t${version}`,
  screen: { n: version, entries: { [`i${version}`]: { rank: "a" } } },
  ...(version && { base: `t${version - 1}`, patch: { n: version, entries: { [`i${version - 1}`]: null, [`i${version}`]: { rank: "a" } } } }),
}))
const snapshot = ({ version, tag, screen }) => ({ version, tag, screen })
const change = ({ version, tag, base, patch }) => ({ version, tag, base, patch })

test("a change is merged onto the tag it was made for", () => {
  const [first, second] = server(2)
  const held = holder()
  held.begin()

  assert.equal(held.answer(snapshot(first)), "new")
  assert.equal(held.change(change(second)), "new")
  assert.deepEqual(held.screen, second.screen)
})

test("a change onto another tag is never merged: ask", () => {
  const [first, , third] = server(3)
  const held = holder()
  held.begin()
  held.answer(snapshot(first))

  assert.equal(held.change(change(third)), "ask")
  assert.deepEqual(held.screen, first.screen)
})

test("a change heard twice is merged once", () => {
  const [first, second] = server(2)
  const held = holder()
  held.begin()
  held.answer(snapshot(first))
  held.change(change(second))

  assert.equal(held.change(change(second)), "same")
})

test("changes that overtake the answer are merged after it", () => {
  const [first, second, third] = server(3)
  const held = holder()
  held.begin()
  held.change(change(second))
  held.change(change(third))

  assert.equal(held.answer(snapshot(first)), "new")
  assert.deepEqual(held.screen, third.screen)
})

test("changes that the answer already contains are dropped", () => {
  const [, second, third] = server(3)
  const held = holder()
  held.begin()
  held.change(change(second))

  assert.equal(held.answer(snapshot(third)), "new")
  assert.deepEqual(held.screen, third.screen)
})

test("an answer that leaves a hole is asked again", () => {
  const [first, , third] = server(3)
  const held = holder()
  held.begin()
  held.change(change(third))

  assert.equal(held.answer(snapshot(first)), "ask")
})

test("an answer without a screen says that ours is right", () => {
  const [first] = server(1)
  const held = holder()
  held.begin()
  held.answer(snapshot(first))
  held.begin()

  assert.equal(held.answer({ version: 5, tag: first.tag }), "same")
})

test("a beat with another tag is a reason to ask, but not while an answer is awaited", () => {
  const [first, second] = server(2)
  const held = holder()
  held.begin()
  assert.equal(held.beat(second), "same")
  held.answer(snapshot(first))

  assert.equal(held.beat(first), "same")
  assert.equal(held.beat(second), "ask")
})

/** A generator of the same numbers on every run. */
const numbers = (seed) => () => ((seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648)

test("whatever is lost, doubled or delayed, the display ends with what the server has", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const chance = numbers(seed)
    const versions = server(40)
    const held = holder()
    let late = []
    let now = 0
    const ask = () => {
      held.begin()
      const answer = snapshot(versions[now])
      while (chance() < 0.3 && now < 39) held.change(change(versions[(now += 1)])) // overtakes the answer
      if (chance() < 0.1) return held.giveUp() // the answer is lost
      if (held.answer(answer) === "ask") ask()
    }
    const hear = (news) => { if (held.change(news) === "ask") ask() }

    ask()
    while (now < 39) {
      const news = change(versions[(now += 1)])
      const fate = chance()
      if (fate < 0.15) continue // lost
      if (fate < 0.3) { late.push(news); continue }
      hear(news)
      if (fate < 0.4) hear(news) // doubled
      if (late.length && chance() < 0.3) { late.forEach(hear); late = [] }
    }
    late.forEach(hear)
    while (held.beat(versions[39]) === "ask") ask()

    assert.deepEqual(held.screen, versions[39].screen, `seed ${seed}`)
  }
})

test("what a page brought along is held, and led on by a patch", () => {
  const held = holder({ screen: { a: 1 }, tag: "t1", version: 4 })
  held.begin()

  assert.deepEqual([held.screen, held.tag, held.version], [{ a: 1 }, "t1", 4])
  assert.equal(held.answer({ tag: "t1", version: 4 }), "same")
  assert.equal(held.change({ base: "t1", tag: "t2", version: 5, patch: { b: 2 } }), "new")
  assert.deepEqual(held.screen, { a: 1, b: 2 })
})
