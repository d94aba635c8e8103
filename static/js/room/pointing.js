// Where the desk has pointed this display: its page takes that address. Pure but for the last step.

const NAMELESS = "main"

const sorted = (search) => [...new URLSearchParams(search)].map((pair) => pair.join("=")).sort().join("&")

/** The query that the page of this display should have, or null if it is as it should be. */
export function pointedQuery(search, displays = {}) {
  const query = new URLSearchParams(search)
  const pointed = displays[query.get("display") ?? NAMELESS]
  if (!pointed) return null
  const wanted = new URLSearchParams(search)
  wanted.set("layout", pointed.layout)
  wanted.set("look", pointed.look)
  const languages = Object.keys(pointed.languages ?? {}).sort((one, other) => pointed.languages[one] - pointed.languages[other])
  if (languages.length) {
    wanted.delete(languages.length > 1 ? "lang" : "languages")
    wanted.set(languages.length > 1 ? "languages" : "lang", languages.join(","))
  }
  return sorted(wanted) === sorted(query) ? null : `?${wanted}`
}

/** A page that turns through languages holds this one in a frame: it is the whole that is pointed. */
export function followPointing(displays) {
  const whole = window.top.location
  const query = pointedQuery(whole.search, displays)
  if (query) whole.replace(query)
}
