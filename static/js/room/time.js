// The time of the speech on the floor: its line, its digits, and what they mean.

import { clockOf } from "../lib/clock.js"
import { clockWords, drawClock } from "../lib/face.js"
import { drawLine } from "../lib/line.js"
import { setText } from "../lib/tick.js"
import { staleWords } from "./words.js"

/** The label may be missing where there is no room for words. */
export function floorTime(root) {
  const [line, label, clock] = ["line", "label", "clock"].map((each) => root.querySelector(`[data-${each}]`))

  return {
    /** `idle`: what the label says while nobody has the floor. */
    tick(speech, staleSince, now, idle = "") {
      const at = speech && clockOf(speech, now)
      drawLine(line, at)
      clock.hidden = !speech
      if (speech) {
        drawClock(clock, at)
        clock.dataset.digits = digitsFor(Math.max(at.seconds, at.limit_s))
      }
      if (!label) return
      label.dataset.phase = staleSince ? "stale" : (at?.phase ?? "none")
      setText(label, staleSince ? staleWords(staleSince) : at ? clockWords(at, speech) : idle)
    },
  }
}

/** The size is that of the longest time the speech can show, so that it does not change as the clock runs down. */
const digitsFor = (seconds) => (seconds < 600 ? 3 : seconds < 6000 ? 4 : 5)
