// The top of the page, and in it the speech on the floor, which "You are next" shows as well.

import { clockOf } from "../lib/clock.js"
import { drawClock } from "../lib/face.js"
import { drawLine } from "../lib/line.js"
import { setFlag, setName } from "../lib/names.js"
import { say } from "../lib/page.js"
import { day, timeOfDay } from "../lib/time.js"
import { setText } from "../lib/tick.js"
import { mark, setIcon, show, slot, write } from "./dom.js"
import { numberOf } from "./programme.js"

const CALLS = { next: "you_are_next", floor: "your_floor_now" }

/** What calls this delegation elsewhere ("next", "floor" or nothing), what the desk lets everybody know, the floor. */
export function drawTop(top, scene, calls) {
  const { words } = scene.screen.notice ?? {}
  const notice = top.querySelector("[data-notice]")
  show(notice, Boolean(words))
  if (words) setText(notice, say("notice", { words }))
  const band = top.querySelector("[data-calls]")
  show(band, calls in CALLS)
  if (calls in CALLS) {
    setText(slot(band, "words"), say(CALLS[calls]))
    mark(band, "href", `#${calls}`)
  }
  drawFloor(top.querySelector("[data-floor]"), scene, { label: floorLabel(scene) })
}

/** `label`: what stands above the name while there is a speech. */
export function drawFloor(root, { screen }, { label }) {
  const { speech } = screen
  mark(root, "data-empty", speech ? undefined : "")
  for (const name of ["flag", "clock", "line"]) show(slot(root, name), Boolean(speech))
  if (speech) drawSpeaker(root, speech, label)
  else drawNobody(root, screen)
}

function drawSpeaker(root, speech, label) {
  write(root, "label", label)
  const name = slot(root, "name")
  setFlag(slot(root, "flag"), speech.delegation)
  setName(name, speech.delegation, speech.name)
  write(root, "group", speech.on_behalf_of ? say("on_behalf_of", { group: speech.on_behalf_of }) : "")
}

function drawNobody(root, { meeting }) {
  write(root, "label", "")
  setText(slot(root, "name"), nobody(meeting))
  write(root, "group", meeting.words ?? "")
}

function nobody(meeting) {
  const { state, until } = meeting
  if (state === "in_session") return say("floor_empty")
  if (!until || state === "not_begun") return say(`floor_${state}`)
  const time = timeOfDay(until)
  return state === "suspended" ? say("floor_suspended_until", { time }) : say("floor_adjourned_until", { day: day(until), time })
}

/** What moves with the time: digits, line, the words beside. */
export function tickFloor(root, { screen, now, live }, { withTime = false } = {}) {
  const { speech } = screen
  if (!speech) {
    mark(root, "data-phase", undefined)
    write(root, "aside-words", withTime ? timeOfDay(now) : "")
    setIcon(slot(root, "sign"), "")
    return
  }
  const clock = clockOf(speech, now)
  drawClock(slot(root, "clock"), clock)
  drawLine(slot(root, "line"), clock)
  mark(root, "data-phase", clock.phase)
  setIcon(slot(root, "sign"), clock.phase === "called" || clock.phase === "paused" ? clock.phase : "")
  write(root, "aside-words", phaseWords(clock, speech, withTime && live ? timeOfDay(now) : say("time_left")))
}

function phaseWords(clock, speech, otherwise) {
  switch (clock.phase) {
    case "called": return say("time_called")
    case "paused": return say("time_paused")
    case "warning": return say("time_last", { seconds: speech.warning_s ?? 30 })
    case "over": return say("time_over")
    default: return otherwise
  }
}

/** "On the floor, item 2" */
export function floorLabel({ screen, live }) {
  if (!live) return say("on_floor_last_known")
  return screen.item ? say("on_floor_item", { number: numberOf(screen.item.number) }) : say("on_floor")
}

