// Which view the address names, and what calls for this delegation's attention. Pure.

const VIEWS = { programme: false, next: false, floor: false, inscribe: true, amend: true, intervention: true }

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
 * {kind: "floor" | "next" | "", id}: an own speech is on the floor, or an own intervention is the next of the list the
 * room is on. During a break nobody is next: the phone need not shout.
 */
export function attention(screen) {
  const { speech, mine = {}, lists = {}, meeting } = screen
  if (speech && mine[speech.intervention]) return { kind: "floor", id: speech.intervention }
  const isNext = (own) => own.state === "inscribed" && own.place === 1 && lists[own.list]?.is_current
  const next = meeting.state === "in_session" && Object.entries(mine).find(([, own]) => isNext(own))
  return next ? { kind: "next", id: next[0] } : { kind: "", id: "" }
}
