// Where the desk has pointed this display: its page takes that address, and its link's own when it is pointed no more.

const NAMELESS = "main"
const KEPT = "rostrum.link" // the query of the link, while the address is one that the desk gave

const sorted = (search) => [...new URLSearchParams(search)].map((pair) => pair.join("=")).sort().join("&")

/** The query that a display should have: `own` is that of its link, on which the desk's wishes are laid. Pure. */
export function pointedQuery(own, displays = {}) {
  const wanted = new URLSearchParams(own)
  const pointed = displays[wanted.get("display") ?? NAMELESS]
  if (!pointed) return own
  wanted.set("layout", pointed.layout)
  wanted.set("look", pointed.look)
  const languages = Object.keys(pointed.languages ?? {}).sort((one, other) => pointed.languages[one] - pointed.languages[other])
  if (languages.length) {
    wanted.delete(languages.length > 1 ? "lang" : "languages")
    wanted.set(languages.length > 1 ? "languages" : "lang", languages.join(","))
  }
  return `?${wanted}`
}

/** A page that turns through languages holds this one in a frame: it is the whole that is pointed. */
export function followPointing(displays) {
  if ("replay" in document.documentElement.dataset) return followThen(displays)
  const { location, sessionStorage } = window.top
  const own = sessionStorage.getItem(KEPT) ?? location.search
  const wanted = pointedQuery(own, displays)
  if (sorted(wanted) === sorted(location.search)) return
  if (sorted(wanted) === sorted(own)) sessionStorage.removeItem(KEPT)
  else sessionStorage.setItem(KEPT, own)
  location.replace(wanted || location.pathname)
}

/** In a replay the frame alone takes the address, and there is no link to come back to: without a wish, the wall of every link. */
function followThen(displays) {
  const own = new URLSearchParams(location.search)
  for (const name of ["layout", "look"]) own.delete(name)
  const wanted = new URLSearchParams(pointedQuery(`?${own}`, displays))
  wanted.delete("languages")
  if (own.has("lang")) wanted.set("lang", own.get("lang"))
  if (sorted(`${wanted}`) !== sorted(location.search)) location.replace(`?${wanted}`)
}
