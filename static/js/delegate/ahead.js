// Who waits on a list that the room is not on, asked for once while somebody thinks of joining it.

import { inOrder } from "../lib/forecast.js"
import { page } from "../lib/page.js"

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
  try {
    const address = `/api/v1/meetings/${page.meeting}/screens/delegate?list=${encodeURIComponent(listId)}`
    const answer = await fetch(address, { headers: { "X-Acting-As": page.as } })
    return answer.ok ? inOrder((await answer.json()).screen.entries) : undefined
  } catch {
    return undefined // then the row's numbers must do
  }
}
