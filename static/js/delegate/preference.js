// In which order a delegation would keep its interventions, if it cannot keep them all. Pure.

import { inOrder } from "../lib/forecast.js"

const KEPT = ["inscribed", "draft"]

/**
 * The ids of what is still to be spoken: as preferred, and what was not yet put in order behind it, as in the programme.
 */
export function orderOf({ mine, lists, preferred = [] }) {
  const places = inOrder(lists).map(({ id }) => id)
  const still = Object.entries(mine)
    .filter(([, own]) => KEPT.includes(own.state) && own.delivery !== "written" && own.kind !== "reply")
    .sort(([a, one], [b, other]) => places.indexOf(one.list) - places.indexOf(other.list) || (a < b ? -1 : 1))
    .map(([id]) => id)
  return [...preferred.filter((id) => still.includes(id)), ...still.filter((id) => !preferred.includes(id))]
}

/** `order` with the one at `from` a step further on (1) or back (-1); the same where it cannot go. */
export function moved(order, from, step) {
  const to = from + step
  if (to < 0 || to >= order.length) return order
  const next = order.slice()
  next.splice(to, 0, ...next.splice(from, 1))
  return next
}
