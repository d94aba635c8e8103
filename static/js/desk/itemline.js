// The line of the item: one piece for each speech still to come, a tick where its planned end falls, hatched beyond it.

import { itemEnds } from "../lib/forecast.js"
import { say } from "../lib/page.js"
import { isSameDay, timeOfDay } from "../lib/time.js"
import { cut, pieces } from "./itempieces.js"

const MINUTE = 60_000

/** When the item ends, as [bold words, quiet words]; ends round up to the minute. */
export function endWords(screen, now) {
  const planned = Date.parse(screen.item.ends_at)
  const ends = Math.ceil(itemEnds(screen, now) / MINUTE) * MINUTE
  const over = Math.round((ends - planned) / MINUTE)
  if (!isSameDay(ends, planned)) return [say("ends_other_day", { time: timeOfDay(ends) }), ""]
  const minutes = Math.abs(over)
  const params = { time: timeOfDay(ends), hours: Math.floor(minutes / 60), minutes: minutes % 60 }
  const key = over > 0 ? "ends_over" : over < 0 ? "ends_early" : "ends_on_time"
  return [say(minutes < 60 ? key : `${key}_hours`, params), over === 0 ? "" : say("planned_end", { time: timeOfDay(planned) })]
}

/** Draws into `element`, from now to the later of both ends. */
export function drawItemLine(element, screen, begins, now) {
  const planned = Date.parse(screen.item.ends_at)
  const all = cut(pieces(screen, begins, now), planned)
  const last = Math.max(planned, ...all.map(({ to }) => to))
  const span = Math.max(1, last - now)
  const at = (instant) => `${(Math.max(0, instant - now) / span) * 100}%`
  const tick = planned > now ? [{ from: planned, to: planned, kind: "tick" }] : []
  const wanted = [...all, ...tick]
  while (element.childElementCount > wanted.length) element.lastElementChild.remove()
  while (element.childElementCount < wanted.length) element.append(document.createElement("i"))
  wanted.forEach(({ from, to, kind }, index) => {
    const piece = element.children[index]
    piece.className = `item-line__piece item-line__piece--${kind}`
    piece.style.setProperty("inset-inline-start", at(from))
    piece.style.setProperty("inline-size", `${(Math.max(0, to - Math.max(from, now)) / span) * 100}%`)
  })
}
