// What the desks did and what undo would take back, in words.

import { digits } from "../lib/clock.js"
import { sentence } from "../lib/names.js"
import { hasWords, say } from "../lib/page.js"
import { numberOf } from "./lists.js"
import { rowName } from "./rownames.js"

/** Who acted: "Desk 2", "Chair", or the delegation. */
export function whoOf({ by, seat }) {
  if (by === "chair") return say("chair")
  if (by === "secretariat") return seat ? seatWords(seat) : say("secretariat")
  const code = by?.startsWith("delegation:") ? by.slice("delegation:".length) : by
  return rowName(code)
}

/** A seat that was only counted is named in the language of the page. */
export function seatWords(seat) {
  const number = /^(?:Desk )?(\d+)$/.exec(seat)?.[1]
  return number ? say("desk_seat", { number }) : seat
}

function paramsOf(act, screen) {
  const delegation = act.delegation ?? screen.entries?.[act.intervention]?.delegation
  const list = act.list ?? screen.list?.id
  return {
    delegation: delegation ? rowName(delegation) : say("act_someone"),
    list: list ? numberOf(list, screen.lists) : "",
    time: digits(act.limit_s ?? act.seconds ?? 0),
    category: act.category ? sentence(`category.${act.category}`) : "",
    words: act.words ?? "",
    display: act.display ?? "",
  }
}

const keyOf = (prefix, act) => {
  if (act.command === "tell" && !act.words && hasWords(`${prefix}_tell_cleared`)) return `${prefix}_tell_cleared`
  const more = act.ruling ?? (act.order && act.command === "withdraw" ? "order" : "")
  const key = [prefix, act.command, ...(more ? [more] : [])].join("_")
  return hasWords(key) ? key : `${prefix}_other`
}

/** "Floor given to Croatia" */
export const actWords = (act, screen) => say(keyOf("act", act), paramsOf(act, screen))

/** "Undo “floor given to Croatia”" */
export const undoWords = (act, screen) => say(keyOf("undo", act), paramsOf(act, screen))

/** The acts of the screen, newest first. */
export const newestFirst = (acts = {}) =>
  Object.entries(acts).map(([id, act]) => ({ id, ...act })).sort((a, b) => b.version - a.version)

/** Exchanges of places as acts of the delegations, for the list of what was done. */
const swapActs = (swaps = {}) => Object.entries(swaps).map(([id, swap]) => ({ id, swap, at: swap.settled_at ?? swap.offered_at, by: `delegation:${swap.by}` }))

/** What the desks and the delegations did, newest first: acts and exchanges of places. */
export const allNewestFirst = ({ acts, swaps }) => [...newestFirst(acts), ...swapActs(swaps)].sort((one, other) => other.at.localeCompare(one.at))

/** The words of either. */
export const doneWords = (done, screen) => done.swap
  ? say(`swap_${done.swap.state}`, { by: rowName(done.swap.by), to: rowName(done.swap.to) }) : actWords(done, screen)

const FLOOR = new Set(["call", "end_speech", "mark_absent", "take_up", "suspend", "adjourn"])

/** The last act that changed who has the floor. */
export const lastOfFloor = (acts) => newestFirst(acts).find((act) => FLOOR.has(act.command) && !act.undone)
