// With whom one may exchange places, and which place one would get. Pure.

const IN_TURN = ["statement", "on_behalf"] // comments and replies hang on what they answer

/** Whether an own intervention may be exchanged at all. */
export const mayExchange = (own) => own?.state === "inscribed" && IN_TURN.includes(own.kind)

/** [{id, place, ahead_s, ...}]: those of other delegations on the list who wait in turn, in their order. */
export function partners(entries, code) {
  let ahead = 0
  const placed = entries.map((entry, at) => {
    const found = { ...entry, place: at + 1, ahead_s: ahead }
    ahead += entry.takes_s
    return found
  })
  return placed.filter((entry) => entry.delegation !== code && IN_TURN.includes(entry.kind))
}

/** {place, ahead_s} of `mine` after it has changed places with `theirs`, which waits on this list; undefined if it does not. */
export function afterExchange(entries, mine, theirs) {
  const place = entries.findIndex(({ id }) => id === theirs)
  if (place < 0) return undefined
  const given = entries[place].takes_s
  const before = entries.slice(0, place).map(({ id, takes_s }) => (id === mine ? given : takes_s))
  return { place: place + 1, ahead_s: sum(before) }
}

/** {place, ahead_s, delegation} of `mine` after the next one went first; undefined if nobody follows. */
export function afterYield(entries, mine) {
  const at = entries.findIndex(({ id }) => id === mine)
  const next = at < 0 ? undefined : entries[at + 1]
  if (!next) return undefined
  return { place: at + 2, ahead_s: sum([...entries.slice(0, at).map(({ takes_s }) => takes_s), next.takes_s]), delegation: next.delegation }
}

const sum = (all) => all.reduce((total, each) => total + each, 0)
