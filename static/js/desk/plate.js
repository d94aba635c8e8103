// The panel that asks whose plate is up: three letters, Enter. For a point of order, and for an appeal.

import { sentence } from "../lib/names.js"
import { say } from "../lib/page.js"
import { closeWhenDone } from "./closing.js"
import { drawMatches } from "./matchlist.js"
import { matches } from "./match.js"
import { inOrder } from "./order.js"
import { openPanel, panel } from "./panels.js"
import { people } from "./people.js"
import { setAttribute, setText, slot, slotsOf } from "./slots.js"

const RAISED = "point_of_order"
const MOTIONS = ["suspend_meeting", "adjourn_meeting", "adjourn_debate", "close_debate"]

/** {raise(), appeal(order)}. `act` sends. */
export function platePanel({ screen, act }) {
  const dialog = panel("plate")
  const form = dialog.querySelector("[data-plate]")
  const slots = slotsOf(form)
  let asked = { command: "raise_point_of_order", fields: {} }
  let found = { rows: [] }
  let at = 0

  /** Who has one open already is not asked twice. */
  const listed = (code) => asked.command === "raise_point_of_order" && slots.what.value === RAISED
    ? Object.values(screen()?.orders ?? {}).find(({ delegation, motion }) => !motion && delegation === code) : undefined

  /** A point of order first; then what may be said on the motion before the meeting; then the motions. */
  function offer() {
    const motion = inOrder(screen()?.orders).find((order) => order.motion)
    const option = (value, textContent) => Object.assign(document.createElement("option"), { value, textContent })
    slots.what.replaceChildren(
      option(RAISED, say("raise_point")),
      ...(motion ? ["for", "against"].map((side) => option(side, say(`raise_${side}`))) : []),
      ...MOTIONS.map((name) => option(name, say("raise_motion", { motion: sentence(`motion.${name}`) }))),
    )
  }

  function wanted(delegation) {
    const what = slots.what.value
    if (asked.command !== "raise_point_of_order" || what === RAISED) return [asked.command, { ...asked.fields, delegation }]
    if (MOTIONS.includes(what)) return ["move_motion", { motion: what, delegation }]
    return ["speak_on_motion", { intervention: inOrder(screen().orders).find(({ motion }) => motion)?.id, side: what, delegation }]
  }

  function draw() {
    drawMatches(slots.matches, found.rows.map((row) => ({ ...row, entry: undefined })), { at, typed: slots.input.value })
    setAttribute(slots.input, "aria-expanded", found.rows.length > 0)
    setAttribute(slots.input, "aria-activedescendant", found.rows[at] ? `match-${found.rows[at].code}` : null)
  }

  function look() {
    found = matches(people(), slots.input.value, { listed })
    at = Math.max(0, found.rows.findIndex((row) => row.code === found.take?.code))
    draw()
  }

  function take() {
    const chosen = found.rows[at]
    if (!chosen) return slots.input.select()
    closeWhenDone("plate", act(...wanted(chosen.code)))
  }

  function open(next, title, hint) {
    asked = next
    slots.input.value = ""
    offer()
    slots.what_label.hidden = next.command !== "raise_point_of_order"
    look()
    setText(slot(dialog, "title"), say(title))
    setText(slots.hint, say(hint))
    openPanel("plate", "input")
  }

  slots.input.addEventListener("input", look)
  slots.what.addEventListener("change", look)
  form.addEventListener("submit", (event) => event.preventDefault())
  form.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && found.rows.length) at = Math.min(found.rows.length - 1, Math.max(0, at + step))
    else if (event.key !== "Enter") return
    event.preventDefault()
    if (step) draw()
    else if (!event.repeat) take()
  })
  slots.matches.addEventListener("click", ({ target }) => {
    at = found.rows.findIndex((row) => row.code === target.closest("[data-id]")?.dataset.id)
    if (at >= 0) take()
  })

  return {
    raise: () => open({ command: "raise_point_of_order", fields: {} }, "raise_title", "raise_hint"),
    appeal: (order) => open({ command: "appeal", fields: { intervention: order } }, "appeal_title", "appeal_hint"),
  }
}
