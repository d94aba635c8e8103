// Whom the chair has chosen by hand, through the news. Pure.

import { floorKey, nextAct } from "./next.js"
import { orderOf } from "./order.js"

/**
 * What is chosen once `next` is the screen. The choice goes with the floor; who was chosen and leaves the list otherwise is
 * `gone`, so that nobody else is taken for it.
 */
export function chosenAfter({ screen, selected, gone }, next) {
  const hasLeft = Boolean(screen?.entries[selected]) && !next.entries[selected]
  const isCalled = hasLeft && next.speech?.intervention === selected
  const isSameList = next.list?.id === screen?.list?.id
  if (hasLeft && !isCalled && isSameList) return { selected: null, gone: goneFrom(screen, selected) }
  if (floorKey(next) !== floorKey(screen)) return { selected: null, gone: null }
  return { selected: next.entries[selected] ? selected : null, gone }
}

/** `wasNext`: Enter would have called it. */
const goneFrom = (screen, id) => ({
  id, delegation: screen.entries[id].delegation, place: orderOf(screen).indexOf(id),
  wasNext: nextAct(screen, { selected: id }).command === "call",
})

/** Nothing is meant: who was chosen has gone, by no act of this desk (`acted`: those on whom it acted), and nobody has been chosen since. */
export const isMissed = ({ selected, gone, acted }) => Boolean(gone) && !selected && !acted.has(gone.id)

/** Where the arrows go on from: the gap that was left counts as a place, between two. */
export const placeFrom = (order, desk, by) =>
  isMissed(desk) ? desk.gone.place - (by > 0 ? 1 : 0) : Math.max(0, order.indexOf(desk.selected))
