// Which point of order is a delegation's own, and what it may do about it. Pure.

/** The own point of order for which the room waits: {id, ...}, or undefined. */
export const ownOrder = ({ orders = {}, delegation }) =>
  Object.entries(orders).map(([id, order]) => ({ id, ...order })).find((order) => !order.motion && order.delegation === delegation)

/** What one may do about a point of order now: "raise", "withdraw" or nothing. */
export function mayAct(screen) {
  const own = ownOrder(screen)
  if (own) return own.state === "appealed" ? "" : "withdraw"
  return screen.may_raise ? "raise" : ""
}
