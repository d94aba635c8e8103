// What must keep its order is sent one after the other, and waits behind what has no answer yet. Pure.

/** `take(lane, key, go)` sends in its turn, and gives the answer; `over(key, answer)` tells that what had none has one. */
export function lanes() {
  const last = new Map()
  const held = new Map()
  let waiting = 0

  async function sent(key, go) {
    waiting -= 1
    const answer = await go()
    return answer.again ? new Promise((resolve) => held.set(key, resolve)) : answer
  }

  return {
    get waiting() { return waiting },
    take(lane, key, go) {
      waiting += 1
      const turn = (last.get(lane) ?? Promise.resolve()).then(() => sent(key, go))
      last.set(lane, turn.catch(() => {})) // one fault must not hold up all others
      return turn
    },
    over(key, answer) {
      held.get(key)?.(answer)
      held.delete(key)
    },
  }
}
