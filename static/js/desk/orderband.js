// The band of the point of order that is decided now; a new one is told once, by sound and to a screen reader.

import { announceOnce } from "../lib/announce.js"
import { chime } from "../lib/chime.js"
import { nameOf, setFlag, setName } from "../lib/names.js"
import { plural, say } from "../lib/page.js"
import { timeOfDay } from "../lib/time.js"
import { inOrder } from "./order.js"
import { orderNow, othersWaiting } from "./orders.js"
import { setOrHide, setText, slotsOf } from "./slots.js"

const exact = (at) => timeOfDay(at, { seconds: true })

function labelOf(order) {
  if (order.state === "appealed") return say("order_appealed", { delegation: nameOf(order.appealed_by) })
  return order.state === "heard" ? say("order_heard", { time: exact(order.heard_at) }) : say("order_raised", { time: exact(order.raised_at) })
}

/** {show(screen)} for the element [data-order]. */
export function orderBand(root) {
  const slots = slotsOf(root)
  const told = new Set()

  function tell(orders) {
    const fresh = inOrder(orders).filter(({ id }) => !told.has(id))
    for (const { id } of fresh) told.add(id)
    if (!fresh.length) return
    announceOnce(fresh.map(({ delegation }) => say("order_told", { delegation: nameOf(delegation) })).join(" "), { assertive: true })
    chime()
  }

  function show(screen) {
    const order = orderNow(screen)
    root.hidden = !order
    tell(screen.orders)
    if (!order) return
    setText(slots.order_label, labelOf(order))
    const more = othersWaiting(screen)
    setOrHide(slots.order_more, more ? plural("order_more", more) : "")
    setName(slots.order_name, order.delegation, order.name)
    setFlag(slots.order_flag, order.delegation)
  }

  return { show }
}
