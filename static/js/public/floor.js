// The floor on the public page: who speaks and how long still, or why nobody does.

import { clockOf } from "../lib/clock.js"
import { clockWords, drawClock } from "../lib/face.js"
import { inOrder } from "../lib/forecast.js"
import { drawFraction, drawLine } from "../lib/line.js"
import { nameOf, setFlag, setName } from "../lib/names.js"
import { say } from "../lib/page.js"
import { secondLine } from "../lib/speaker.js"
import { stillness } from "../lib/stillness.js"
import { setText } from "../lib/tick.js"

export function floor(root) {
  const slot = (name) => root.querySelector(`[data-${name}]`)
  const [label, flag, name, second, left, words, clock, line] =
    ["floor-label", "flag", "name", "second", "time-left", "phase-words", "clock", "line"].map(slot)
  let screen
  let isBreak

  function drawSpeech({ speech }, isStale) {
    setText(label, say(isStale ? "last_known" : "on_the_floor"))
    setFlag(flag, speech.delegation)
    setName(name, speech.delegation, speech.name)
    setText(second, secondLine(speech))
  }

  function drawNobody({ meeting, entries }) {
    name.removeAttribute("lang")
    name.removeAttribute("dir")
    setText(label, "")
    setText(name, stillness(screen))
    const first = inOrder(entries)[0]
    setText(second, meeting.words ?? (first ? say("then_first", { name: nameOf(first.delegation, first.name) }) : ""))
  }

  return {
    draw(news, isStale) {
      screen = news
      isBreak = screen.meeting.state !== "in_session"
      const speaks = screen.speech && !isBreak
      flag.hidden = !speaks
      left.hidden = !speaks
      label.hidden = !speaks
      line.classList.toggle("line--whole", isBreak)
      line.hidden = isBreak ? !screen.meeting.until : !screen.item
      if (speaks) drawSpeech(screen, isStale)
      else drawNobody(screen)
      second.hidden = !second.textContent
    },

    tick(now) {
      const { speech, meeting } = screen
      if (isBreak) {
        const [since, until] = [Date.parse(meeting.since), Date.parse(meeting.until)]
        if (until) drawFraction(line, { phase: "break", fraction: Math.min(1, Math.max(0, (now - since) / (until - since))) })
        return
      }
      const at = speech && clockOf(speech, now)
      drawLine(line, at)
      if (!speech) return
      drawClock(clock, at)
      words.dataset.phase = at.phase
      setText(words, clockWords(at, speech))
    },
  }
}
