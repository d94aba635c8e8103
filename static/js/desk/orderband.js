// The band of the point of order that is decided now; a new one is told once, by sound and to a screen reader.

import { announceOnce } from "../lib/announce.js"
import { chime } from "../lib/chime.js"
import { nameOf, sentence, setFlag, setName } from "../lib/names.js"
import { plural, say } from "../lib/page.js"
import { timeOfDay } from "../lib/time.js"
import { inOrder } from "./order.js"
import { orderNow, othersWaiting } from "./orders.js"
import { rowName } from "./rownames.js"
import { setOrHide, setText, slotsOf } from "./slots.js"

const exact = (at) => timeOfDay(at, { seconds: true })

function labelOf(order) {
  if (order.motion) return say("motion_moved", { motion: sentence(`motion.${order.motion}`), time: exact(order.raised_at) })
  if (order.state === "appealed") return say("order_appealed", { delegation: nameOf(order.appealed_by) })
  return order.state === "heard" ? say("order_heard", { time: exact(order.heard_at) }) : say("order_raised", { time: exact(order.raised_at) })
}

/** "For: Peru, Kenya. Against: Norway." */
function speakersOf({ speakers = {} }) {
  const of = (side) => Object.entries(speakers).filter(([, each]) => each === side).map(([code]) => rowName(code)).join(", ")
  return ["for", "against"].filter(of).map((side) => say(`motion_${side}`, { names: of(side) })).join(" ")
}

/** {show(screen)} for the element [data-order]. */
export function orderBand(root) {
  const slots = slotsOf(root)
  const told = new Set()

  function tell(orders) {
    const fresh = inOrder(orders).filter(({ id }) => !told.has(id))
    for (const { id } of fresh) told.add(id)
    if (!fresh.length) return
    announceOnce(fresh.map(({ delegation, motion }) => say(motion ? "motion_told" : "order_told", { delegation: nameOf(delegation) })).join(" "), { assertive: true })
    chime()
  }

  function show(screen) {
    const order = orderNow(screen)
    root.hidden = !order
    root.toggleAttribute("data-motion", Boolean(order?.motion)) // the T of the plate is that of points of order
    tell(screen.orders)
    if (!order) return
    setText(slots.order_label, labelOf(order))
    const more = othersWaiting(screen)
    setOrHide(slots.order_more, [speakersOf(order), more ? plural("order_more", more) : ""].filter(Boolean).map((words) => `· ${words}`).join(" "))
    setName(slots.order_name, order.delegation, order.name)
    setFlag(slots.order_flag, order.delegation)
  }

  return { show }
}
