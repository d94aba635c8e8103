// A key meant for what stood there must not fall on what stands there now: what has just changed takes none.

import { floorKey, nextAct } from "./next.js"
import { orderOf } from "./order.js"

export const SETTLING_MS = 600

/** What Enter would do, as a string. */
function nextKey(screen, selected) {
  const act = nextAct(screen, { selected })
  return [act?.command ?? act?.panel, ...Object.values(act?.fields ?? {})].join(" ")
}

/** What undo and redo would fall on, at either desk. Pure. */
export const undoAims = (screen) => ({ undo: screen?.undo?.version, redo: screen?.redo?.version })

/** What each kind of the chair's keys would fall on. Pure. */
export const aims = (screen, { selected, lifted } = {}) => ({
  floor: floorKey(screen),
  next: lifted ?? nextKey(screen, selected),
  entry: lifted ?? (screen?.entries[selected] ? selected : orderOf(screen)[0]),
  ...undoAims(screen),
})

/** {news(before, after), has(...kinds)} of aims; `now()` in ms. */
export function settling(now = () => performance.now()) {
  const changedAt = {}
  return {
    news(before, after) {
      for (const kind of Object.keys(after)) if (after[kind] !== before[kind]) changedAt[kind] = now()
    },
    has: (...kinds) => kinds.every((kind) => !(kind in changedAt) || now() - changedAt[kind] > SETTLING_MS),
  }
}
