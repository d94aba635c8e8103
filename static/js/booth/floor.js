// The floor as the booth needs it: name, language, clock.

import { clockOf, digits } from "../lib/clock.js"
import { clockWords, drawClock } from "../lib/face.js"
import { drawLine } from "../lib/line.js"
import { sentence, setFlag, setName } from "../lib/names.js"
import { say } from "../lib/page.js"
import { secondLine } from "../lib/speaker.js"
import { stillness } from "../lib/stillness.js"
import { setText } from "../lib/tick.js"

export function floor(root) {
  const slot = (name) => root.querySelector(`[data-${name}]`)
  const [label, flag, name, second, left, words, clock, line, spoken, limit] =
    ["floor-label", "flag", "name", "second", "time-left", "phase-words", "clock", "line", "spoken", "limit"].map(slot)
  let speech

  function labelOf({ language }, isStale) {
    if (isStale) return say("last_known")
    return language ? say("on_the_floor_in", { language: sentence(`language.${language}`) }) : say("on_the_floor")
  }

  return {
    draw(screen, isStale) {
      speech = screen.meeting.state === "in_session" ? screen.speech : undefined
      flag.hidden = left.hidden = label.hidden = !speech
      if (!speech) {
        name.removeAttribute("lang")
        name.removeAttribute("dir")
        setText(name, stillness(screen))
        setText(second, screen.meeting.words ?? "")
        return
      }
      setText(label, labelOf(speech, isStale))
      setFlag(flag, speech.delegation)
      setName(name, speech.delegation, speech.name)
      setText(second, secondLine(speech))
    },

    tick(now) {
      if (!speech) return
      const at = clockOf(speech, now)
      drawClock(clock, at)
      drawLine(line, at)
      setText(spoken, say("spoken", { time: digits(at.spoken_s) }))
      setText(limit, say("limit", { time: digits(at.limit_s) }))
      words.dataset.phase = at.phase
      setText(words, at.phase === "normal" ? "" : clockWords(at, speech))
    },
  }
}
