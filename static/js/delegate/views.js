// Which view is on the page: one address, one view; Back works, and the programme is found again where it was left.

import { hashOf, routeOf } from "./route.js"

const FORM = ["inscribe", "amend"]
const sectionName = ({ view }) => (FORM.includes(view) ? "form" : view)

/** `changed(route)` after the view has changed. */
export function views(changed) {
  const sections = new Map(Array.from(document.querySelectorAll("[data-view-of]"), (each) => [each.dataset.viewOf, each]))
  const scrolled = new Map()
  let route = routeOf(location.hash)
  history.scrollRestoration = "manual"

  function appear() {
    for (const [name, section] of sections) section.hidden = name !== sectionName(route)
    document.body.dataset.view = sectionName(route)
    document.documentElement.dataset.theme = route.view === "floor" ? "dark" : "light"
  }

  function turn() {
    const next = routeOf(location.hash)
    if (next.view === route.view && next.id === route.id) return
    scrolled.set(route.view, scrollY)
    route = next
    appear()
    changed(route)
    arrive()
  }

  function arrive() {
    scrollTo(0, route.view === "programme" ? scrolled.get("programme") ?? 0 : 0)
    sections.get(sectionName(route)).querySelector("h2").focus({ preventScroll: true })
  }

  addEventListener("hashchange", turn)
  appear()
  // Somebody was reading the programme, and tapped, before the view was there.
  if (route.view !== "programme") {
    scrolled.set("programme", scrollY)
    arrive()
  }

  return {
    get route() { return route },
    get section() { return sections.get(sectionName(route)) },
    sectionOf: (name) => sections.get(name),
    go(view, id) { location.hash = hashOf(view, id) },
    /** Goes on without a step to go back to. */
    replace(view, id) {
      history.replaceState(null, "", hashOf(view, id))
      turn()
    },
  }
}
