// Which view the address names, and what calls for this delegation's attention. Pure.

import { nearTurn } from "./matters.js"

const VIEWS = { programme: false, next: false, floor: false, inscribe: true, amend: true, intervention: true, exchange: true, text: true, members: false, order: false }

/** "#inscribe/3.4" -> {view: "inscribe", id: "3.4"}; what is not known is the programme. */
export function routeOf(hash) {
  const [view, ...rest] = hash.replace(/^#/, "").split("/")
  const id = decodeURIComponentSafely(rest.join("/"))
  return Object.hasOwn(VIEWS, view) && VIEWS[view] === (id !== "") ? { view, id } : { view: "programme", id: "" }
}

export const hashOf = (view, id = "") => (id ? `#${view}/${encodeURIComponent(id)}` : `#${view}`)

function decodeURIComponentSafely(text) {
  try {
    return decodeURIComponent(text)
  } catch {
    return ""
  }
}

/**
 * {kind: "floor" | "next" | "soon" | "", id, place}: an own speech is on the floor, an own intervention is the next of the list
 * the room is on, or so near that its delegation is asked whether it is there. During a break nobody is next: the phone
 * need not shout.
 */
export function attention(screen) {
  const { speech, mine = {} } = screen
  if (speech && mine[speech.intervention]) return { kind: "floor", id: speech.intervention }
  const [near] = nearTurn({ ...screen, ready_ahead: Math.max(1, screen.ready_ahead ?? 1) })
  if (!near) return { kind: "", id: "" }
  return near.place === 1 ? { kind: "next", id: near.id } : { kind: "soon", id: near.id, place: near.place }
}
