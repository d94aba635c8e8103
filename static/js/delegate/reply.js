// To which statements one may ask for the right of reply: the one on the floor, and those that were given last. Pure.

import { inOrder } from "../lib/forecast.js"

const MOST = 6

/** [{id, delegation, list}], the last one first. */
function given({ lists = {}, list, speech }) {
  const rows = Object.entries(lists)
    .flatMap(([id, row]) => inOrder(row.given).map((each) => ({ ...each, list: id })))
    .sort((one, other) => (one.rank < other.rank ? 1 : -1))
    .map(({ id, delegation, list: on }) => ({ id, delegation, list: on }))
  // Called but not begun is nothing said yet.
  const now = speech && speech.state !== "called" ? [{ id: speech.intervention, delegation: speech.delegation, list: list?.id }] : []
  return [...now, ...rows].slice(0, MOST)
}

/** Of those, what this delegation may answer: not itself, and to each once. */
export function answerable(screen) {
  const { delegation, mine = {} } = screen
  const gone = new Set(["withdrawn", "refused"])
  const asked = new Set(Object.values(mine).filter(({ kind, state }) => kind === "reply" && !gone.has(state)).map(({ answers }) => answers))
  return given(screen).filter((each) => each.delegation !== delegation && !asked.has(each.id))
}
