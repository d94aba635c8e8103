// The order of a list on a desk, and what it would be if one entry were moved. Pure.

import { inOrder } from "../lib/forecast.js"

export { inOrder }

/** The ids of those who wait, first is next. */
export const orderOf = (screen) => inOrder(screen?.entries).map(({ id }) => id)

/** `order` with `id` put before `before`; without `before` it goes to the end. */
export function moved(order, id, before) {
  const rest = order.filter((other) => other !== id)
  const at = before === undefined ? rest.length : rest.indexOf(before)
  return at < 0 ? order : [...rest.slice(0, at), id, ...rest.slice(at)]
}

/** The place of `id` one step up (-1) or down (+1), as the id it would then stand before; undefined is the end. */
export function stepped(order, id, step) {
  const at = Math.min(order.length - 1, Math.max(0, order.indexOf(id) + step))
  return order.filter((other) => other !== id)[at]
}

/** The fields of `move` that bring `id` to where it stands in `wanted`: its neighbour is named, never a number. */
export function moveFields(wanted, id) {
  const at = wanted.indexOf(id)
  if (at + 1 < wanted.length) return { intervention: id, before: wanted[at + 1] }
  return at > 0 ? { intervention: id, after: wanted[at - 1] } : null
}

/** The rows of a preview whose place would change, by the place that they would have. Pure. */
export const changedRows = (entries) =>
  Object.entries(entries)
    .filter(([, { before, after }]) => before !== after)
    .map(([id, row]) => ({ id, ...row }))
    .sort((one, other) => one.after - other.after)
