// What a delegate reads about a list: its state, what one may do there, and where one may not, why.

import { plural, say } from "../lib/page.js"
import { sentence } from "../lib/names.js"
import { about, timeOfDay } from "../lib/time.js"
import { fixed } from "./when.js"

const LATE_MS = 3 * 60_000

/** "List open, 16 remaining". `begins`: when it is foreseen to begin, ms. `isPart`: the time stands on its item. */
export function stateOf(row, { begins, now, isPart = false }) {
  if (row.is_finished) return row.heard ? plural("concluded_heard", row.heard) : say("concluded")
  if (row.is_current) return nowOn(row, now)
  return isPart ? part(row, now) : later(row, begins, now)
}

const isByTheDesk = (row) => row.refuses === "by_the_desk_only"

function nowOn(row, now) {
  if (isByTheDesk(row)) return plural("now_by_the_desk", row.waiting)
  const closes = row.closes_at && row.state !== "closed" ? "closes" : row.state
  return plural(`now_${closes}`, row.waiting, { closes: row.closes_at ? fixed(row.closes_at, now) : "" })
}

function later(row, begins, now) {
  const when = whenOf(row, begins)
  if (isByTheDesk(row)) return say("later_by_the_desk", { when })
  if (row.state === "open" && row.closes_at) return say("later_closes", { when, closes: fixed(row.closes_at, now) })
  if (row.state === "open") return row.waiting ? plural("later_open", row.waiting, { when }) : say("later_open", { when })
  if (row.state === "not_open" && row.opens_at) return say("later_opens", { when, opens: fixed(row.opens_at, now) })
  return say(`later_${row.state}`, { when })
}

function part(row, now) {
  if (isByTheDesk(row)) return say("by_the_desk")
  if (row.state === "open" && row.closes_at) return say("part_closes", { closes: fixed(row.closes_at, now) })
  if (row.state === "open" && row.waiting) return plural("part_open", row.waiting)
  if (row.state === "not_open" && row.opens_at) return say("part_opens", { opens: fixed(row.opens_at, now) })
  return say(`part_${row.state}`)
}

/** "12:00", or "Planned 12:00, about 12:08" where the items before it take longer. */
export function whenOf(row, begins) {
  const time = timeOfDay(row.starts_at)
  const isLate = begins !== undefined && begins - Date.parse(row.starts_at) > LATE_MS
  return isLate ? say("when_late", { time, about: about(begins) }) : time
}

/** Why one cannot inscribe here; empty where the state of the list says it already. */
export function whyNot(row) {
  if (row.accepts || row.is_finished) return ""
  if (row.refuses === "list_closed") return say("why_closed")
  if (row.refuses === "list_not_open" || isByTheDesk(row)) return ""
  return row.refuses ? sentence(`refusal.${row.refuses}`) : ""
}

const IN_FULL = { list_closed: "full_closed", list_not_open: "full_not_open", by_the_desk_only: "full_by_the_desk" }

/** The same as a whole sentence, for a view that says nothing else about the list. */
export const whyNotInFull = (row) =>
  IN_FULL[row.refuses] ? say(IN_FULL[row.refuses]) : sentence(`refusal.${row.refuses ?? "list_closed"}`)
