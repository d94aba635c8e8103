// The two views that take the whole phone: "You are next" and "You have the floor".

import { clockOf, digits } from "../lib/clock.js"
import { clockWords, drawClock } from "../lib/face.js"
import { inOrder } from "../lib/forecast.js"
import { drawLine } from "../lib/line.js"
import { itemTitle, setFlag, setName } from "../lib/names.js"
import { say } from "../lib/page.js"
import { setText } from "../lib/tick.js"
import { mark, show, slot, write } from "./dom.js"
import { drawFloor } from "./floor.js"
import { languageName } from "./own_words.js"
import { numberOf } from "./programme.js"
import { hashOf } from "./route.js"

export function drawNext(root, scene, id) {
  const { screen, live } = scene
  const own = screen.mine[id]
  if (!own) return
  const limit = digits(own.limit_s)
  const language = languageName(own.language)
  setText(slot(root, "head"), say(live ? "you_are_next" : "you_were_next"))
  write(root, "item", say("item_and_title", { number: numberOf(own.item), title: itemTitle(own.item) }))
  write(root, "limit", language ? say(`limit_${own.kind}`, { limit, language }) : say("limit_is", { limit }))
  drawFloor(root.querySelector("[data-floor]"), scene, { label: say(live ? "before_you" : "before_you_last_known") })
  mark(slot(root, "own"), "href", hashOf("intervention", id))
}

export function drawSpeaking(root, { screen, live }) {
  const { speech } = screen
  if (!speech) return
  setText(slot(root, "head"), say(live ? "you_have_floor" : "you_had_floor"))
  const [next] = inOrder(screen.entries)
  write(root, "followed", say(next ? "followed_by" : "followed_by_no_one"))
  show(slot(root, "who"), Boolean(next))
  if (!next) return
  setFlag(slot(root, "flag"), next.delegation)
  setName(slot(root, "name"), next.delegation, next.name)
}

/** What moves with the time. */
export function tickSpeaking(root, { screen: { speech }, now }) {
  if (!speech) return
  const clock = clockOf(speech, now)
  drawFigures(root, clock)
  drawLine(slot(root, "line"), clock)
  mark(root, "data-phase", clock.phase)
  const limit = digits(speech.limit_s)
  const warning = digits(speech.warning_s ?? 30)
  setText(slot(root, "spoken"), say("spoken", { time: digits(clock.spoken_s) }))
  setText(slot(root, "limit"), say("limit", { time: limit }))
  write(root, "phase", clockWords(clock, speech))
  setText(slot(root, "hint"), hint(clock, limit, warning))
}


function drawFigures(root, clock) {
  const element = slot(root, "clock")
  drawClock(element, clock)
  mark(element, "data-long", clock.seconds >= 600 ? "" : undefined)
}

function hint(clock, limit, warning) {
  if (clock.phase === "called") return say("hint_called", { limit })
  if (clock.phase === "paused") return say("hint_paused")
  return clock.phase === "over" ? say("hint_over") : say("hint_normal", { warning })
}
