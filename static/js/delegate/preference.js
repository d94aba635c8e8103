// The order in which a delegation would keep its interventions, as it is put together by hand. Pure.

/** `order` with the one at `from` a step further on (1) or back (-1); the same where it cannot go. */
export function moved(order, from, step) {
  const to = from + step
  if (to < 0 || to >= order.length) return order
  const next = order.slice()
  next.splice(to, 0, ...next.splice(from, 1))
  return next
}
