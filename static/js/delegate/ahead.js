// Who waits on a list that the room is not on, asked for once while somebody thinks of joining it.

import { inOrder } from "../lib/forecast.js"
import { lookUp } from "../lib/send.js"

const known = new Map()

/** The entries of the list in their order; undefined until they are known, which `arrived()` tells. */
export function entriesOf(listId, screen, arrived) {
  if (screen.list?.id === listId) return inOrder(screen.entries)
  const row = screen.lists[listId]
  const own = Object.values(screen.mine).filter(({ list }) => list === listId).map(({ place }) => place)
  const as = `${row.waiting}/${row.waiting_s}/${own}` // what is known is of use while these still hold
  const kept = known.get(listId)
  if (kept?.as === as) return kept.entries
  known.set(listId, { as, entries: undefined })
  ask(listId).then((entries) => {
    if (!entries) return
    known.set(listId, { as, entries })
    arrived()
  })
  return undefined
}

async function ask(listId) {
  const answer = await lookUp(`screens/delegate?list=${encodeURIComponent(listId)}`)
  return answer ? inOrder(answer.screen.entries) : undefined // without, the row's numbers must do
}
