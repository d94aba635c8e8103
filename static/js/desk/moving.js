// Moving an entry by keys: it is lifted, the arrows try places, Enter sends the move, Escape leaves the list as it was.

import { moved, moveFields, orderOf, stepped } from "./order.js"

/** `screen()` the screen of now, `changed()` redraws, `act` sends. */
export function mover({ screen, changed, act }) {
  let lifted = null // {id, before}: before is undefined at the end

  const shown = () => {
    const order = orderOf(screen())
    return lifted ? moved(order, lifted.id, lifted.before) : order
  }
  const stop = () => { lifted = null; changed() }

  return {
    get id() { return lifted?.id },
    get before() { return lifted?.before },
    /** The ids in the order shown: as they are, or with the lifted one where it is being tried. */
    order: shown,
    start(id) {
      const order = orderOf(screen())
      if (!order.includes(id) || order.length < 2) return
      lifted = { id, before: order[order.indexOf(id) + 1] }
      changed()
    },
    step(by) {
      lifted = { ...lifted, before: stepped(shown(), lifted.id, by) }
      changed()
    },
    /** To the place of another one: the others make room on the side from which it comes. */
    putAt(other) {
      const order = shown()
      const isBelow = order.indexOf(other) > order.indexOf(lifted.id)
      const rest = order.filter((id) => id !== lifted.id)
      lifted = { ...lifted, before: isBelow ? rest[rest.indexOf(other) + 1] : other }
      changed()
    },
    /** Straight before another one, by a click on it. */
    putBefore(other) {
      if (other !== lifted.id) lifted = { ...lifted, before: other }
      changed()
    },
    async commit(button) {
      if (!lifted) return { ok: false }
      const { id } = lifted
      const wanted = shown()
      const isSame = wanted.join() === orderOf(screen()).join()
      const fields = moveFields(wanted, id)
      stop()
      return isSame || !fields ? { ok: true } : act("move", fields, { button })
    },
    stop,
    /** News: who was lifted may have gone, or the neighbour it was put before. */
    check() {
      if (!lifted) return
      const order = orderOf(screen())
      if (!order.includes(lifted.id)) lifted = null
      else if (lifted.before !== undefined && !order.includes(lifted.before)) lifted = { ...lifted, before: order[order.indexOf(lifted.id) + 1] }
    },
  }
}
