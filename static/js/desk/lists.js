// How a list is named and how its state is told: in the drawer, the left column and the heads.

import { listTitle } from "../lib/names.js"
import { say } from "../lib/page.js"
import { isSameDay, timeOfDay, weekday } from "../lib/time.js"
import { setAttribute, setText, slot } from "./slots.js"

const PLAIN = /^\d+$/

/** The number in the box: that of the item, unless the item has several lists or a number too long for a box. */
export function numberOf(id, lists = {}) {
  const item = lists[id]?.item
  if (!item || !PLAIN.test(item)) return id
  const ofItem = Object.values(lists).filter((row) => row.item === item)
  return ofItem.length === 1 ? item : id
}

/** An instant in a state: the time today, the day on another. */
const when = (instant, now) => (isSameDay(instant, now) ? timeOfDay(instant) : say("day_time", { day: weekday(instant), time: timeOfDay(instant) }))

/** "Open", "Closes 18:00", "Concluded"; with "on the floor" for the list that the room is on. */
export function stateWords(row, now) {
  const state = row.is_finished && !row.is_current ? say("row_finished") : ownState(row, now)
  return row.is_current ? say("row_current", { state }) : state
}

function ownState({ state, since, opens_at, closes_at, waiting }, now) {
  if (opens_at && state === "not_open") return say("row_opens_at", { time: when(opens_at, now) })
  if (closes_at && state !== "closed") return say("row_closes_at", { time: when(closes_at, now) })
  if (state === "closed" && since) return say("row_closed_since", { time: when(since, now) })
  if (state === "open" && !waiting) return say("row_open_empty")
  return say(`row_${state}`)
}

/** Beside "List of speakers": "open since 10:24". */
export function headWords(list, now) {
  if (list.opens_at && list.state === "not_open") return say("head_opens_at", { time: when(list.opens_at, now) })
  if (list.closes_at && list.state !== "closed") return say("head_closes_at", { time: when(list.closes_at, now) })
  if (list.since && list.state !== "not_open") return say(`head_${list.state}_since`, { time: when(list.since, now) })
  return say(`head_${list.state}`)
}

/** Fills one row of the lists; the drawer and the left column differ only in their template. `begins`: as foreseen. */
export function fillListRow(element, row, { lists, now, begins }) {
  setText(slot(element, "number"), numberOf(row.id, lists))
  setText(slot(element, "title"), listTitle(row.id))
  const state = stateWords(row, now)
  setText(slot(element, "state"), begins && !row.is_current ? say("row_about", { state, time: timeOfDay(begins) }) : state)
  slot(element, "icon").dataset.state = row.is_finished && !row.is_current ? "closed" : row.state
  setText(slot(element, "waiting"), row.waiting)
  setText(slot(element, "heard"), row.heard || "")
  setAttribute(element.querySelector("button") ?? element, "data-floor", row.is_current ? "" : null)
}
