// Sentences of the wall that depend on more than one thing.

import { digits } from "../lib/clock.js"
import { sentence } from "../lib/names.js"
import { plural, say } from "../lib/page.js"
import { timeOfDay } from "../lib/time.js"

/** [title, hint] while no one has the floor. */
export function emptyFloor(list, waiting) {
  if (waiting) return [say("floor_free"), ""]
  switch (list?.state) {
    case "closed": return [say("no_more_speakers"), say("list_is_closed")]
    case "not_open": return [say("nobody_waits"), say("list_is_not_open")]
    default: return list?.is_by_desk ? [say("nobody_waits"), say("by_the_desk")] : [say("floor_open"), say("how_to_inscribe")]
  }
}

/** "Not live since 10:42:07" */
export const staleWords = (since) => say("not_live_since", { time: timeOfDay(since, { seconds: true }) })

/** "List open", and the limit where one was set for all: "List open, 2:00 each". */
export function listWords(list) {
  if (!list) return ""
  const state = say(`list_${list.state}`)
  return list.limit_set?.category === "all" ? say("list_limit", { state, limit: digits(list.limit_set.seconds) }) : state
}

/** "16 remaining" or "and 8 more" in three parts, so that the number can stand out wherever the language puts it. */
export function countParts(n, key = "remaining") {
  const [before, after] = plural(key, n, { n: "\u0000" }).split("\u0000")
  return [before, String(n), after ?? ""]
}

/** "1 h 43 min", rounded up: nobody is told that it is nearer than it is. */
export function duration(ms) {
  const minutes = Math.max(1, Math.ceil(ms / 60_000))
  const h = Math.floor(minutes / 60)
  const min = minutes % 60
  if (!h) return say("duration_min", { min })
  return min ? say("duration_h_min", { h, min }) : say("duration_h", { h })
}

/** "Point of order", "Motion to close the debate". */
export const orderWords = ({ state, motion }) =>
  motion ? say("motion", { motion: sentence(`motion.${motion}`) }) : say(state === "appealed" ? "appeal" : "point_of_order")
