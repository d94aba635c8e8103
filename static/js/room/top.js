// The top line of the wall: what the room is on, what it is told, what time it is.

import { isWithin } from "../lib/fit.js"
import { itemTitle } from "../lib/names.js"
import { setText } from "../lib/tick.js"
import { timeOfDay } from "../lib/time.js"

// From roomy to tight: [title, notice]. In the last ones the number alone stands for the item.
const STEPS = [
  ["one", "one"], ["narrow", "one"], ["narrow", "narrow"], ["two", "narrow"], ["two", "two"], ["gone", "two"], ["gone", "three"],
]
const LINES = { one: 1, narrow: 1, two: 2, three: 3, gone: 9 }

export function topLine(root) {
  const slot = (name) => root.querySelector(`[data-${name}]`)
  const [number, title, rest, notice, time] = ["number", "title", "rest", "notice", "time"].map(slot)
  let measured

  return {
    /** `asMeeting`: the state of the meeting is what counts, so the meeting stands where the item would. */
    draw({ meeting, item, notice: told }, { asMeeting, showsTime = true }) {
      const isItem = Boolean(item) && !asMeeting
      number.hidden = !isItem
      setText(number, isItem ? item.number : "")
      const [head, tail] = isItem ? [itemTitle(item.number) || item.short_title, ""] : titleParts(meeting)
      setText(title, head)
      setText(rest, tail)
      rest.hidden = !tail
      notice.hidden = !told
      setText(notice, told?.words ?? "")
      time.hidden = !showsTime
      const text = [head, tail, told?.words, showsTime].join("|")
      if (text !== measured) this.measure()
      measured = text
    },

    measure() {
      for (const [forTitle, forNotice] of STEPS) {
        title.dataset.fit = forTitle
        rest.dataset.fit = forTitle
        notice.dataset.fit = forNotice
        const fits = root.scrollWidth <= root.clientWidth + 1 && isWithin(title, LINES[forTitle]) && isWithin(notice, LINES[forNotice])
        if (fits) return
      }
    },

    tick(now) {
      const text = timeOfDay(now)
      if (time.textContent !== text) time.textContent = text
    },
  }
}

/** The short title of the meeting strong, the rest of its title quiet: together they read as the whole. */
function titleParts({ title, short_title: short }) {
  return short && title.startsWith(`${short} `) ? [short, title.slice(short.length + 1)] : [title, ""]
}
