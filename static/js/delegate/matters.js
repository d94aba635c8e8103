// What a delegation is asked, and what it has asked of another: the roll before its turn, offers to exchange places. Pure.

import { inOrder } from "../lib/forecast.js"

const waits = (own) => own?.state === "inscribed"

/** Own interventions that are near their turn on the list the room is on: [{id, ...}], the nearest first. During a break none. */
export function nearTurn({ mine = {}, lists = {}, meeting, ready_ahead = 0 }) {
  if (meeting.state !== "in_session") return []
  return Object.entries(mine)
    .map(([id, own]) => ({ id, ...own }))
    .filter((own) => waits(own) && own.place <= ready_ahead && lists[own.list]?.is_current)
    .sort((a, b) => a.place - b.place)
}

/**
 * [{id, kind, intervention, ...}], what wants an answer first. kind: "roll" (are you in the room?), "received" (an offer, of
 * `delegation`), "made" (an offer to `delegation`), "answered" (the roll, by `answer`). `intervention` is the own one.
 */
export function matters(screen) {
  const roll = nearTurn(screen).map(({ id, roll: answer }) => ({ id: `roll/${id}`, kind: answer ? "answered" : "roll", intervention: id, answer }))
  const offers = inOrder(screen.swaps).filter((swap) => waits(screen.mine[own(swap, screen)])).map((swap) => offer(swap, screen))
  return inTurn([...roll, ...offers])
}

/** The kinds of matters by what wants to be read first; "fault", "exchanged", "over": what has come of one that is gone. */
const KINDS = ["roll", "received", "fault", "exchanged", "over", "made", "answered"]

export const inTurn = (all) => all.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))

const isMade = (swap, { delegation }) => swap.by === delegation
const own = (swap, screen) => (isMade(swap, screen) ? swap.mine : swap.theirs)

function offer(swap, screen) {
  if (isMade(swap, screen)) return { id: swap.id, kind: "made", intervention: swap.mine, delegation: swap.to }
  return { id: swap.id, kind: "received", intervention: swap.theirs, delegation: swap.by, list: swap.list, other: swap.mine }
}

/** The commands of the two buttons of a matter; `yes` may be missing. */
export function answersTo({ id, kind, intervention, answer }) {
  const roll = (words) => ({ command: "answer_roll", fields: { intervention, answer: words } })
  const swap = (accept) => ({ command: "answer_swap", fields: { swap: id, accept } })
  switch (kind) {
    case "roll": return { yes: roll("ready"), no: roll("not_in_room") }
    case "answered": return { no: roll(answer === "ready" ? "not_in_room" : "ready") }
    case "received": return { yes: swap(true), no: swap(false) }
    default: return { no: swap(false) }
  }
}

/** Whether an open offer holds the place of this intervention. */
export const isOffered = (screen, id) => Object.values(screen.swaps ?? {}).some(({ mine, theirs }) => mine === id || theirs === id)
