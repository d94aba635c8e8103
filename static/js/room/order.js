// Which point of order the wall shows. Pure.

import { inOrder } from "../lib/forecast.js"
import { decidedNow } from "../lib/orders.js"

/** {id, by, ...}: the one that is heard or under appeal, else the first that was raised; `by`: who is to be shown. */
export function orderOnFloor({ orders }) {
  // A motion waits until the chair hears it: it interrupts nobody.
  const open = inOrder(orders ?? {}).filter(({ motion, state }) => !motion || state !== "raised")
  const order = decidedNow(open)
  return order && { ...order, by: order.state === "appealed" ? order.appealed_by : order.delegation }
}
