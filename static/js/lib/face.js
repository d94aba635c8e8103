// The face of a clock: its digits, its sign, its words. What they look like in each phase is in base.css.

import { digits } from "./clock.js"
import { say } from "./page.js"
import { setText } from "./tick.js"
import { timeOfDay } from "./time.js"

const PARTS = { plus: "+", before: "", colon: ":", after: "" }

function parts(element) {
  if (!element.firstElementChild) {
    element.replaceChildren(...Object.entries(PARTS).map(([name, text]) =>
      Object.assign(document.createElement("span"), { className: `clock__${name}`, textContent: text })))
  }
  return element.children
}

/** Fills a `.clock` with what clockOf() gave. */
export function drawClock(element, clock) {
  element.dataset.phase = clock.phase
  drawDigits(element, digits(clock.seconds), clock.is_over)
}

/** "15:00", with a raised plus if it counts up. */
export function drawDigits(element, text, isOver = false) {
  const [plus, before, , after] = parts(element)
  const [minutes, seconds] = text.split(":")
  plus.hidden = !isOver
  setText(before, minutes)
  setText(after, seconds)
}

/** "Time left of 5:00", "Over the limit of 5:00" ... */
export function clockWords(clock, speech) {
  const limit = digits(clock.limit_s)
  switch (clock.phase) {
    case "called": return say("clock_called")
    case "paused": return say("clock_paused", { time: timeOfDay(speech.paused_at, { seconds: true }) })
    case "over": return say("clock_over", { limit })
    case "warning": return say("clock_warning", { seconds: Math.min(speech.warning_s, clock.limit_s), limit })
    default: return say("clock_left", { limit })
  }
}
