// What was asked and is not done, the oldest first, until it is done or, where it was refused, put away. Pure.

/**
 * Each is {key, what, again}: `key` is the very act, `what` the thing it was about. One with `again` has no answer and may
 * still be done; one without has been refused, and is over with the next answer about the same thing.
 */
export function undone() {
  const all = new Map()

  function forget(isOver) {
    for (const each of all.values()) if (isOver(each)) all.delete(each.key)
  }

  return {
    get first() { return all.values().next().value },
    get size() { return all.size },
    get hasOpen() { return [...all.values()].some(({ again }) => again) },
    /** Tried once more in vain, it keeps its place. */
    add(act) {
      forget(({ key, what, again }) => !again && what === act.what && key !== act.key)
      all.set(act.key, act)
    },
    done: (act) => forget(({ key, what, again }) => key === act.key || (!again && what === act.what)),
    /** The first, if it was refused; whether it was. */
    putAway() {
      const { first } = this
      return Boolean(first) && !first.again && all.delete(first.key)
    },
  }
}
