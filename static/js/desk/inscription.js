// Inscribing by typing: three letters, Enter, the next three. The cursor stays; what is sent keeps its order.

import { announceOnce } from "../lib/announce.js"
import { nameOf } from "../lib/names.js"
import { say } from "../lib/page.js"
import { kindsOf } from "./kinds.js"
import { drawMatches } from "./matchlist.js"
import { completion, matches } from "./match.js"
import { inOrder } from "./order.js"
import { people } from "./people.js"
import { setAttribute, setOrHide, slotsOf } from "./slots.js"

/**
 * `root`: the form. `screen()`, `act`, `open(id)` for a delegation that is on the list already, `now()` server ms,
 * `done(code, answer)` after each inscription. {focus(), show(), isEmpty(), choose(kind)}
 */
export function inscription(root, { screen, act, open, now, done = () => {} }) {
  const slots = slotsOf(root)
  const kinds = kindsOf(root, { screen, changed: () => { look(); slots.input.focus() } })
  let found = { rows: [] }
  let at = 0 // the match that Enter takes

  /** The waiting entry of the same kind: comments and replies may be several. */
  const listed = (code) => kinds.value === "comment" ? undefined
    : inOrder(screen()?.entries).find((row) => row.delegation === code && row.kind === kinds.kind)

  function look() {
    found = matches(people(), slots.input.value, { listed })
    at = Math.max(0, found.rows.findIndex((row) => row.code === found.take?.code))
    draw()
  }

  function draw() {
    const chosen = found.rows[at]
    drawMatches(slots.matches, found.rows, { at, screen: screen(), now: now(), typed: slots.input.value, as: kinds.value })
    setAttribute(slots.input, "aria-expanded", found.rows.length > 0)
    setAttribute(slots.input, "aria-activedescendant", chosen ? `match-${chosen.code}` : null)
    kinds.suggest(chosen?.name)
    drawGhost(chosen)
    setOrHide(slots.hint, hint(chosen))
  }

  function drawGhost(chosen) {
    const typed = slots.input.value
    const rest = chosen ? completion(typed, chosen.name) || (typed && !chosen.name.toLowerCase().startsWith(typed.toLowerCase()) ? `  ${chosen.name}` : "") : ""
    const before = Object.assign(document.createElement("span"), { textContent: typed, className: "inscription__typed" })
    slots.ghost.replaceChildren(before, rest)
  }

  function hint(chosen) {
    if (!screen()?.list) return say("no_list_chosen")
    if (kinds.value === "comment" && !kinds.target()) return say("comment_none")
    if (slots.input.value.trim() && !chosen) return say("no_match")
    return ""
  }

  async function take() {
    const chosen = found.rows[at]
    if (!chosen) return slots.input.select() // what fits nobody is typed over
    if (!screen()?.list) return
    if (chosen.entry) return void (clear(), open(chosen.entry.id))
    const fields = kinds.fields()
    if (!fields) return void kinds.ask()
    clear()
    kinds.inscribed()
    const list = screen().list.id
    // In a lane: the order in which plates went up is the order in which they are inscribed.
    const answer = await act("inscribe", { list, delegation: chosen.code, ...fields }, { what: `inscribe ${chosen.code}`, lane: "inscribe" })
    if (answer.ok) announceOnce(say("inscribed_now", { delegation: nameOf(chosen.code) }))
    done(chosen.code, answer)
  }

  function clear() {
    slots.input.value = ""
    look()
    slots.input.focus()
  }

  slots.input.addEventListener("input", look)
  slots.input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && !event.altKey && found.rows.length) {
      at = Math.min(found.rows.length - 1, Math.max(0, at + step))
      draw()
      event.preventDefault()
    } else if (/^Digit[1-4]$/.test(event.code) && (event.altKey || !slots.input.value)) {
      kinds.press(Number(event.code.at(-1)) - 1)
      event.preventDefault()
    } else if (event.key === "Escape" && slots.input.value) {
      clear()
      event.preventDefault()
      event.stopPropagation()
    } else if (event.key === "Tab" && !event.shiftKey && found.rows[at] && completion(slots.input.value, found.rows[at].name)) {
      slots.input.value = found.rows[at].name
      look()
      event.preventDefault()
    }
  })
  // Not by the form's own submit, which a second field would keep back; and a held Enter inscribes once.
  root.addEventListener("submit", (event) => event.preventDefault())
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.altKey) return
    event.preventDefault()
    if (!event.repeat) take()
  })
  slots.matches.addEventListener("click", ({ target }) => {
    const index = found.rows.findIndex((row) => row.code === target.closest("[data-id]")?.dataset.id)
    if (index < 0) return
    at = index
    take()
  })

  return {
    focus: () => slots.input.focus(),
    isEmpty: () => !slots.input.value,
    choose: kinds.press,
    show: () => {
      kinds.show()
      // News must not change which match Enter takes while one types.
      const code = found.rows[at]?.code
      found = matches(people(), slots.input.value, { listed })
      at = Math.max(0, found.rows.findIndex((row) => row.code === (found.rows.some((each) => each.code === code && !each.entry) ? code : found.take?.code)))
      draw()
    },
  }
}
