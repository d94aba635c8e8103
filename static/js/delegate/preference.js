// The order in which a delegation would keep its interventions, as it is put together by hand. Pure.

/** `order` with the one at `from` a step further on (1) or back (-1); the same where it cannot go. */
export function moved(order, from, step) {
  const to = from + step
  if (to < 0 || to >= order.length) return order
  const next = order.slice()
  next.splice(to, 0, ...next.splice(from, 1))
  return next
}

/** The order as it is put together here, beside the server's, which other phones of the delegation change too. */
export function ordering() {
  let own // undefined: as the server has it
  let seen = "" // the server's, when it was last looked at
  let before // the server's, when `own` was sent
  let isTaken = false // by the server, and the news of it is not here yet

  return {
    /** What stands here while the server's is `known`; `isOvertaken`: that has changed to something else. */
    at(known) {
      const now = String(known)
      const isNews = now !== seen
      const isOvertaken = isNews && now !== String(own)
      const isSame = own?.length === known.length && own.every((id) => known.includes(id))
      if (!isSame || now === String(own) || (isNews && isTaken)) own = undefined
      if (!own) isTaken = false
      seen = now
      return { ids: own ?? known, isKept: !own || isTaken, isOvertaken }
    },
    move(ids, from, step) {
      own = moved(ids, from, step)
      isTaken = false
      return own
    },
    sending() {
      before = seen
      return own
    },
    /** The server has taken what was sent; whether that is what stands here and at the server. */
    taken(sent) {
      if (own !== sent) return !own && seen === String(sent)
      isTaken = seen === before
      if (!isTaken) own = undefined // another phone was in between: what holds is what the news say
      return isTaken
    },
  }
}
