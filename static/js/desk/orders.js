// Points of order, before everything else: which one is decided now, what the chair does and says about it. Pure.

import { decidedNow } from "../lib/orders.js"
import { inOrder } from "./order.js"

const name = (code) => ({ code })
const called = (code) => ({ code, isCalled: true })

/** The one being decided, else the one that was raised first; undefined if none is open. */
export function orderNow(screen) {
  return decidedNow(inOrder(screen?.orders))
}

/** How many wait behind it. */
export const othersWaiting = (screen) => Math.max(0, inOrder(screen?.orders).length - 1)

/** A motion does not interrupt: while somebody speaks it waits. */
export const waitsForSpeech = (screen) => {
  const order = orderNow(screen)
  return Boolean(order?.motion) && order.state === "raised" && screen.speech?.state === "speaking"
}

/** What Enter does: hears it, opens the ruling, opens the vote; an act with `panel` is finished there. */
export function orderAct(screen) {
  const order = orderNow(screen)
  if (!order) return null
  const act = { flag: order.delegation, fields: { intervention: order.id } }
  const delegation = name(order.delegation)
  const n = othersWaiting(screen)
  switch (order.state) {
    case "raised":
      return { ...act, command: "hear", label: ["next_hear", { delegation }], ...(n && { under: ["under_order_waits", { n }] }) }
    case "heard":
      if (order.motion) return { ...act, flag: undefined, panel: "votes", label: ["next_motion"], under: ["under_motion"] }
      return { ...act, panel: "ruling", label: ["next_rule"], under: ["under_rule"] }
    default:
      return { ...act, flag: undefined, panel: "votes", label: ["next_vote"], under: ["under_vote"] }
  }
}

/** What the chair reads aloud about it, as [key, params]. */
export function orderLine(screen) {
  const order = orderNow(screen)
  const raiser = name(order.delegation)
  if (order.motion) return motionLine(order, raiser)
  if (order.state === "appealed") return ["say_order_appealed", { raiser: name(order.appealed_by) }]
  if (order.state === "heard") return ["say_order_heard", { raiser }]
  const params = { raiser, raiser_called: called(order.delegation) }
  const { speech } = screen
  return speech ? ["say_order_hold", { ...params, next: called(speech.delegation) }] : ["say_order", params]
}

/** A motion is moved, then put: those who speak on it are named in the band. */
const motionLine = (order, raiser) =>
  [order.state === "heard" ? "say_motion_put" : "say_motion", { raiser, motion: { motion: order.motion } }]

/** What the chair does once a motion is carried; null where nothing follows by itself. */
export function afterMotion({ ruling, list }) {
  if (ruling?.state !== "carried") return null
  switch (ruling.motion) {
    case "suspend_meeting": return { command: "suspend", fields: {}, label: ["next_suspend"] }
    case "adjourn_meeting": return { command: "adjourn", fields: {}, label: ["next_adjourn"] }
    case "close_debate": case "adjourn_debate":
      return list && list.state !== "closed" ? { command: "close_list", fields: { list: list.id }, label: ["next_close_list"] } : null
    default: return null
  }
}

/** The outcome that is announced before the speaker goes on. */
export const outcomeOf = ({ state, vote }) => (vote && state !== "overruled" ? "stood" : state)
