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
  const to = at < 0 ? -1 : entries.findIndex((each, index) => index > at && areAlike(each, entries[at]))
  if (to < 0) return undefined
  // What hangs under the next one stays with it.
  let last = to
  while (entries[last + 1]?.kind === "comment" && entries[at].kind !== "comment") last += 1
  const before = entries.slice(0, last + 1).filter(({ id }) => id !== mine)
  return { place: last + 1, ahead_s: sum(before.map(({ takes_s }) => takes_s)), delegation: entries[to].delegation }
}

/** Who may change places in turn: statements, replies, comments on the same. */
function areAlike(one, other) {
  const [first, second] = [one, other].map(({ kind }) => (kind === "on_behalf" ? "statement" : kind))
  return first === second && (first !== "comment" || one.in_reply_to === other.in_reply_to)
}

const sum = (all) => all.reduce((total, each) => total + each, 0)
