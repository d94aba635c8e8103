// The wall while the meeting stands still: not begun, suspended, adjourned, or without an item.

import { drawDigits } from "../lib/face.js"
import { fit } from "../lib/fit.js"
import { inOrder } from "../lib/forecast.js"
import { drawFraction } from "../lib/line.js"
import { itemTitle, nameOf } from "../lib/names.js"
import { say } from "../lib/page.js"
import { setText } from "../lib/tick.js"
import { day, isSameDay, timeOfDay } from "../lib/time.js"
import { duration, staleWords } from "./words.js"

const TITLE = [{ fit: "one", lines: 1 }, { fit: "narrow", lines: 1 }, { fit: "two", lines: 2 }]
const FIRST = [{ fit: "one", lines: 1 }, { fit: "narrow", lines: 1 }, { fit: "less", lines: 2 }]
const THEN = [{ fit: "two", lines: 2 }, { fit: "three", lines: 3 }, { fit: "three-less", lines: 3 }]

export function calm(root) {
  const slot = (name) => root.querySelector(`[data-${name}]`)
  const [title, words, line, hour, label] = ["calm-title", "calm-words", "calm-line", "hour", "calm-label"].map(slot)
  const [then, thenTitle, thenFirst, foot, footLabel, footValue] =
    ["then", "then-title", "then-first", "calm-foot", "foot-label", "foot-value"].map(slot)
  let screen
  let staleSince
  let fitted

  const isBreak = () => ["suspended", "adjourned"].includes(screen.meeting.state)

  function titleOf({ state, until }) {
    if (state === "suspended") return say(until ? "suspended_until" : "suspended_since")
    if (state === "adjourned") return say(until ? "adjourned_until" : "adjourned_at")
    return say(state === "not_begun" ? "not_begun" : "no_item")
  }

  function subtitleOf({ until, words: told }, now) {
    if (told) return told
    return until && !isSameDay(until, now) ? day(until) : ""
  }

  function drawThen() {
    const first = inOrder(screen.entries)[0]
    then.hidden = !isBreak() || !screen.item
    if (then.hidden) return
    setText(thenTitle, itemTitle(screen.item.number) || screen.item.short_title)
    setText(thenFirst, first ? say("first", { name: nameOf(first.delegation, first.name) }) : "")
  }

  function measure() {
    fit(title, TITLE)
    if (then.hidden) return
    fit(thenTitle, THEN)
    fit(thenFirst, FIRST)
  }

  return {
    draw(news, since, now) {
      screen = news
      staleSince = since
      setText(title, titleOf(screen.meeting))
      setText(words, subtitleOf(screen.meeting, now))
      drawThen()
      const drawn = [title, thenTitle, thenFirst].map((element) => element.textContent).join("|")
      if (drawn !== fitted) measure()
      fitted = drawn
    },

    measure,

    tick(now) {
      const { since, until } = screen.meeting
      const instant = isBreak() ? (until ?? since ?? now) : now
      drawDigits(hour, timeOfDay(instant))
      hour.dataset.phase = isBreak() && !until ? "paused" : "none"
      const ends = isBreak() && until ? Date.parse(until) : undefined
      line.classList.toggle("line--open", !ends)
      drawFraction(line, { phase: "break", fraction: ends && since ? elapsed(Date.parse(since), ends, now) : 0 })
      foot.hidden = !ends
      setText(footLabel, say(ends > now ? "resumes_in" : "resumes"))
      setText(footValue, ends > now ? duration(ends - now) : say("any_moment"))
      label.hidden = !staleSince
      if (staleSince) setText(label, staleWords(staleSince))
    },
  }
}

const elapsed = (since, until, now) => Math.min(1, Math.max(0, (now - since) / Math.max(1, until - since)))
