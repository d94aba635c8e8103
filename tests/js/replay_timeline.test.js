import assert from "node:assert/strict"
import { test } from "node:test"

import {
  actBy, advanced, FOLDED_MS, instantAt, landmarks, LEAD_MS, lineOf, marks, otherSpeed, positionOf, readActs, silences, sittings, speeches,
  stepped,
} from "../../static/js/replay/timeline.js"

const TEN = Date.parse("2017-06-08T10:00:00.000Z")
const S = 1000
const at = (seconds) => TEN + seconds * S

/** What the server tells: [seconds after ten, command, how the meeting stood if otherwise than before, more]. */
const told = (...acts) => acts.map(([seconds, command, after, more]) => ({
  at: new Date(at(seconds)).toISOString(), command, ...(after && { after }), ...more,
}))
const session = (more) => ({ state: "in_session", list: "4", ...more })

const SITTING = told(
  [-86_400, "import", { state: "not_begun" }],
  [0, "take_up", session()],
  [10, "call", session({ speaker: "NOR", speech: "called" })],
  [20, "start_clock", session({ speaker: "NOR", speech: "speaking" })],
  [200, "raise_point_of_order", session({ speaker: "NOR", speech: "paused", orders: 1 }), { delegation: "KEN" }],
  [230, "rule", session({ speaker: "NOR", speech: "paused" })],
  [240, "call", session({ speaker: "NOR", speech: "called" })],
  [250, "end_speech", session()],
  [260, "suspend", { state: "suspended", list: "4" }],
  [3860, "resume", session()],
  [3870, "take_up", session({ list: "5" })],
)
const line = lineOf(readActs(SITTING))

test("an act that changed nothing stands as the one before it", () => {
  const acts = readActs(told([0, "take_up", session()], [1, "tell"]))

  assert.deepEqual(acts[1].after, session())
  assert.equal(acts[1].at, at(1))
})

test("silences are folded, and speeches are not however long", () => {
  assert.deepEqual(silences(line), [{ from: at(-86_400), to: at(0) }, { from: at(260), to: at(3860) }])
  assert.equal(line.length, 2 * FOLDED_MS + 260 * S + 10 * S)
})

test("places and instants are each other's inverse", () => {
  for (const seconds of [-86_400, -43_200, 0, 5, 100, 199, 260, 2000, 3860, 3865, 3870]) {
    assert.equal(instantAt(line, positionOf(line, at(seconds))), at(seconds))
  }
  assert.equal(positionOf(line, at(-43_200)), FOLDED_MS / 2)
  assert.equal(positionOf(line, at(9999)), line.length)
  assert.equal(instantAt(line, line.length + 5), line.ends)
  assert.equal(instantAt(line, -5), line.begins)
})

test("the act of a moment is the last by then", () => {
  assert.deepEqual([-90_000, -86_400, -1, 0, 15, 9999].map((seconds) => actBy(line, at(seconds))), [0, 0, 0, 1, 2, 10])
})

test("of acts at one instant the last counts", () => {
  const both = lineOf(readActs(told([0, "take_up", session()], [0, "tell"], [5, "tell"])))

  assert.equal(actBy(both, at(0)), 1)
  assert.equal(instantAt(both, positionOf(both, at(3))), at(3))
})

test("a speech lasts until another is called, also of the same delegation", () => {
  assert.deepEqual(speeches(line), [
    { from: at(10), to: at(240), speaker: "NOR" }, { from: at(240), to: at(250), speaker: "NOR" },
  ])
})

test("a speech that goes on lasts to the end of the log", () => {
  const open = lineOf(readActs(SITTING.slice(0, 5)))

  assert.deepEqual(speeches(open), [{ from: at(10), to: at(200), speaker: "NOR" }])
  assert.deepEqual(sittings(open), [{ from: at(0), to: at(200) }])
})

test("sittings, items and points of order are marked where they begin", () => {
  assert.deepEqual(sittings(line), [{ from: at(0), to: at(260) }, { from: at(3860), to: at(3870) }])
  assert.deepEqual(marks(line), [
    { kind: "item", at: at(0), list: "4" }, { kind: "order", at: at(200), delegation: "KEN" },
    { kind: "item", at: at(3870), list: "5" },
  ])
  assert.deepEqual(landmarks(line), [-86_400, 0, 10, 200, 240, 3860, 3870].map(at))
})

test("a step goes to the next in its direction and stays at the ends", () => {
  const instants = [0, 10, 20].map(at)

  assert.deepEqual([[5, 1], [10, 1], [20, 1], [5, -1], [10, -1], [0, -1]].map(([from, way]) => stepped(instants, at(from), way)),
    [10, 20, 20, 0, 0, 0].map(at))
})

test("the head moves by its speed", () => {
  assert.deepEqual(advanced(line, at(30), 500, 60), { at: at(60), isOver: false })
  assert.deepEqual(advanced(line, at(30), 0, 1), { at: at(30), isOver: false })
  assert.deepEqual(advanced(line, at(3869), 100, 60), { at: line.ends, isOver: true })
})

test("a silence is jumped over to shortly before the next act, unless one wants to wait", () => {
  assert.deepEqual(advanced(line, at(259.5), 1000, 1), { at: at(3860) - LEAD_MS, isOver: false })
  assert.deepEqual(advanced(line, at(3858), 500, 1), { at: at(3858.5), isOver: false })
  assert.deepEqual(advanced(line, at(259.5), 1000, 1, { jumps: false }), { at: at(260.5), isOver: false })
})

test("a log of its import alone is a line without length", () => {
  const empty = lineOf(readActs(SITTING.slice(0, 1)))

  assert.deepEqual([empty.length, positionOf(empty, at(5)), instantAt(empty, 0)], [0, 0, at(-86_400)])
  assert.deepEqual(advanced(empty, empty.begins, 100, 1), { at: empty.begins, isOver: true })
})

test("speeds are one beside the other", () => {
  assert.deepEqual([otherSpeed(1, -1), otherSpeed(1, 1), otherSpeed(10, 1), otherSpeed(60, 1)], [1, 2, 30, 60])
})
