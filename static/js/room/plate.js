// The wall while a point of order is open: who raised it, on an inverted page; below it the speech that waits.

import { clockOf } from "../lib/clock.js"
import { clockWords, drawClock } from "../lib/face.js"
import { fit } from "../lib/fit.js"
import { drawLine } from "../lib/line.js"
import { setFlag, setName } from "../lib/names.js"
import { setText } from "../lib/tick.js"
import { orderOnFloor } from "./order.js"
import { orderWords, staleWords } from "./words.js"

const NAME = [
  { fit: "one", lines: 1 }, { fit: "narrow", lines: 1 }, { fit: "mid", lines: 1 }, { fit: "low", lines: 1 },
  { fit: "two", lines: 2 }, { fit: "two-less", lines: 2 }, { fit: "two-least", lines: 2 },
]
const PAUSED = [{ fit: "one", lines: 1 }, { fit: "narrow", lines: 1 }, { fit: "less", lines: 1 }, { fit: "two", lines: 2 }]

export function plate(root) {
  const slot = (name) => root.querySelector(`[data-${name}]`)
  const [words, flag, name] = ["plate-words", "plate-flag", "plate-name"].map(slot)
  const [paused, pausedFlag, pausedName, label, clock, line] =
    ["paused", "paused-flag", "paused-name", "paused-label", "paused-clock", "paused-line"].map(slot)
  let screen
  let staleSince
  let fitted

  function measure() {
    fit(name, NAME)
    if (!paused.hidden) fit(pausedName, PAUSED)
  }

  function drawSpeech({ speech }) {
    paused.hidden = !speech
    if (!speech) return
    setFlag(pausedFlag, speech.delegation)
    setName(pausedName, speech.delegation, speech.name)
  }

  return {
    draw(news, since) {
      screen = news
      staleSince = since
      const order = orderOnFloor(screen)
      setText(words, orderWords(order))
      root.toggleAttribute("data-motion", Boolean(order.motion)) // the T is that of points of order
      setFlag(flag, order.by)
      setName(name, order.by, order.by === order.delegation ? order.name : undefined)
      drawSpeech(screen)
      const drawn = [name.textContent, pausedName.textContent, paused.hidden].join("|")
      if (drawn !== fitted) measure()
      fitted = drawn
    },

    measure,

    tick(now) {
      const { speech } = screen
      if (!speech) return
      const at = clockOf(speech, now)
      drawLine(line, at)
      drawClock(clock, at)
      // The bars beside the speaker say that it is paused; here stands what the digits mean.
      const meaning = at.phase === "paused" ? { ...at, phase: at.is_over ? "over" : "normal" } : at
      label.dataset.phase = staleSince ? "stale" : "none"
      setText(label, staleSince ? staleWords(staleSince) : clockWords(meaning, speech))
    },
  }
}
