// The player of a meeting: a head that moves along its log, and the screens that follow it.

import { announceOnce } from "./lib/announce.js"
import { loadNames } from "./lib/names.js"
import { page, say } from "./lib/page.js"
import { lookUp } from "./lib/send.js"
import { tick } from "./lib/tick.js"
import { handles } from "./replay/handles.js"
import { reel } from "./replay/reel.js"
import { screenBox } from "./replay/screen.js"
import { actBy, advanced, instantAt, landmarks, lineOf, otherSpeed, readActs, sittings, stepped, within } from "./replay/timeline.js"
import { drawTold } from "./replay/told.js"

const JUMP_MS = 10_000

await loadNames()
const told = await lookUp("replay/timeline")
if (told) play(lineOf(readActs(told.acts)))
else complain()

function complain() {
  const fault = document.querySelector("[data-fault]")
  fault.textContent = say("no_timeline")
  fault.hidden = false
}

function play(line) {
  const instants = [...new Set(line.acts.map(({ at }) => at))]
  const marked = landmarks(line)
  /** `at`: the moment (ms); `since`: when it was so, by performance.now(). */
  const head = { at: within(line, beginning(line)), since: performance.now(), speed: 1, isPlaying: false, jumps: true }
  const box = screenBox(tell)
  const drawn = reel(line)
  const hands = handles({ page, acts: { toggle, step, leap, seek: (position) => seek(instantAt(line, position)), shift, speed, faster, jumps, ends, link } })

  /** What the screens show now, and at which speed their clocks run. */
  function tell() {
    const act = line.acts[actBy(line, head.at)]
    box.turn({ version: act.version, at: head.at, speed: head.isPlaying ? head.speed : 0 })
    return act
  }

  let shown // the act that was told last
  function draw({ isTurned = false } = {}) {
    const act = line.acts[actBy(line, head.at)]
    if (isTurned || act !== shown) tell()
    if (act !== shown) drawTold(act)
    shown = act
    drawn.draw(head.at, act)
    hands.draw(head, act)
  }

  function move() {
    if (!head.isPlaying) return
    const now = performance.now()
    const expected = head.at + (now - head.since) * head.speed
    const next = advanced(line, head.at, now - head.since, head.speed, head)
    Object.assign(head, { at: next.at, since: now, isPlaying: !next.isOver })
    // The clocks of the screens run by themselves; only a jump or a stop has to be told.
    draw({ isTurned: next.isOver || next.at !== expected })
    if (next.isOver) remember()
  }

  function seek(at) {
    Object.assign(head, { at: within(line, at), since: performance.now() })
    draw({ isTurned: true })
    remember()
  }

  function toggle() {
    move()
    const isOver = head.at >= line.ends
    Object.assign(head, { isPlaying: !head.isPlaying, since: performance.now() })
    if (head.isPlaying && isOver) head.at = beginningOfSittings(line)
    draw({ isTurned: true })
    remember()
  }

  /** To the act before or after; the screen of an act stands still until somebody plays. */
  function step(direction) { seek(stepped(instants, head.at, direction)) }
  function leap(direction) { seek(stepped(marked, head.at, direction)) }
  function shift(times) { seek(head.at + times * JUMP_MS) }
  function ends(direction) { seek(direction < 0 ? beginningOfSittings(line, head.at) : line.ends) }
  function faster(direction) { speed(otherSpeed(head.speed, direction)) }
  function jumps(are) { head.jumps = are }

  function speed(next) {
    move()
    head.speed = next
    draw({ isTurned: true })
  }

  function link() { return address().href }

  function address() {
    const found = new URL(location.href)
    found.searchParams.set("screen", page.screen)
    if (page.delegation) found.searchParams.set("delegation", page.delegation)
    found.searchParams.set("at", new Date(head.at).toISOString())
    return found
  }

  let remembering = 0
  /** The address names the moment, so that it can be loaded anew; browsers allow it only so often. */
  function remember() {
    clearTimeout(remembering)
    remembering = setTimeout(() => history.replaceState(null, "", address()), 300)
    if (!head.isPlaying) announceOnce(hands.words())
  }

  tick(move)
  draw({ isTurned: true })
}

/** A link names its moment; else it begins where the first sitting does. */
function beginning(line) {
  return page.is_linked ? Date.parse(page.at) : beginningOfSittings(line)
}

/** The first sitting; from there or before it, the log. */
function beginningOfSittings(line, from = Infinity) {
  const first = sittings(line)[0]?.from ?? line.begins
  return from > first ? first : line.begins
}
