// The agenda: which item is taken up, when it was to be, and how many still wait to speak on it.

import { fit } from "../lib/fit.js"
import { drawFraction } from "../lib/line.js"
import { itemFullTitle } from "../lib/names.js"
import { say } from "../lib/page.js"
import { setText } from "../lib/tick.js"
import { day, isSameDay, timeOfDay } from "../lib/time.js"
import { drawCount } from "./rows.js"
import { countParts, listWords, staleWords } from "./words.js"

const TITLE = [
  { fit: "one", lines: 1 }, { fit: "narrow", lines: 1 }, { fit: "two", lines: 2 }, { fit: "two-less", lines: 2 },
  { fit: "three", lines: 3 }, { fit: "four", lines: 4 },
]
const STEPS = 600 // of the line: it moves by less than a pixel or two, and not ten times a second

export function agenda(root) {
  const slot = (name) => root.querySelector(`[data-${name}]`)
  const [number, title, line, label, span, start, end] =
    ["number", "title", "line", "label", "span", "start", "end"].map(slot)
  const [state, count] = ["list-state", "count"].map(slot)
  let screen
  let staleSince
  let fitted

  function measure() {
    fit(title, TITLE)
  }

  function plannedWords({ starts_at: starts }, now) {
    return isSameDay(starts, now) ? say("planned") : say("planned_on", { day: day(starts) })
  }

  /** The time that was planned is the line up to its tick; on another day it says nothing. */
  function elapsed({ starts_at: starts, ends_at: ends }, now) {
    if (!isSameDay(starts, now)) return 0
    const fraction = (now - Date.parse(starts)) / Math.max(1, Date.parse(ends) - Date.parse(starts))
    return Math.max(0, Math.floor(fraction * STEPS) / STEPS)
  }

  return {
    draw(news, since) {
      screen = news
      staleSince = since
      const { item, list, entries } = screen
      for (const part of [number, span, count]) part.hidden = !item
      setText(number, item?.number ?? "")
      setText(title.firstElementChild, item ? itemFullTitle(item.number) || item.title : say("no_item"))
      if (item) {
        setText(start, timeOfDay(item.starts_at))
        setText(end, timeOfDay(item.ends_at))
        drawCount(count, countParts(Object.keys(entries ?? {}).length))
      }
      setText(state, listWords(list))
      if (title.textContent !== fitted) measure()
      fitted = title.textContent
    },

    measure,

    tick(now) {
      const { item } = screen
      const fraction = item ? elapsed(item, now) : 0
      const isOver = fraction >= 1
      drawFraction(line, { phase: !item ? "none" : isOver ? "over" : "normal", isOver, fraction })
      label.dataset.phase = staleSince ? "stale" : "none"
      setText(label, staleSince ? staleWords(staleSince) : item ? plannedWords(item, now) : "")
    },
  }
}
