// What the chair's keys open: lists to take up, notice, sitting, closing, limits, inscription.

import { drawList } from "../lib/list.js"
import { nameOf } from "../lib/names.js"
import { page, say } from "../lib/page.js"
import { fillListRow } from "./lists.js"
import { inscription } from "./inscription.js"
import { limitsPanel } from "./limits.js"
import { hourOf, nextInstant } from "./minutes.js"
import { inOrder } from "./order.js"
import { closePanel, openPanel, panel, walkable } from "./panels.js"
import { setAttribute, setOrHide, setText, slot } from "./slots.js"

const iso = (ms) => new Date(ms).toISOString()

export function chairPanels({ desk, doing, now, view }) {
  const screen = () => desk.screen
  const limits = limitsPanel({ screen, act: doing.act })
  const field = inscription(panel("inscribe").querySelector("form"), {
    screen, now,
    act: doing.act,
    open: (id) => { closePanel("inscribe"); desk.selected = id; view.show(); view.reveal(id) },
    done: (code, { ok }) => { if (ok) setText(slot(panel("inscribe"), "inscribed"), say("inscribed_now", { delegation: nameOf(code) })) },
  })

  /** "11:30" -> the field of a command; null if it is no time, {} if nothing was typed. */
  function instant(form, name) {
    const typed = form.elements[name].value.trim()
    const hour = typed && hourOf(typed)
    setOrHide(slot(form, "fault"), typed && !hour ? say("until_faulty") : "")
    if (typed && !hour) return null
    return hour ? { [name]: iso(nextInstant(hour, now(), page.timezone)) } : {}
  }

  async function whenDone(name, promise) {
    if ((await promise).ok) closePanel(name)
  }

  const onSubmit = (name, act) => panel(name).querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault()
    act(event.target, event.submitter)
  })

  onSubmit("notice", (form, submitter) => {
    const words = form.elements.words.value.trim()
    whenDone("notice", doing.act("tell", { words, audience: "room" }, { button: submitter }))
  })
  onSubmit("sitting", (form, submitter) => {
    const until = instant(form, "until")
    const words = form.elements.words.value.trim()
    if (until) whenDone("sitting", doing.act(submitter?.value || "suspend", { ...until, ...(words && { words }) }, { button: submitter }))
  })
  onSubmit("closing", (form, submitter) => {
    const at = instant(form, "at")
    if (at) whenDone("closing", doing.act("close_list", { list: screen().list.id, ...at }, { button: submitter }))
  })

  const lists = slot(panel("drawer"), "lists")
  function drawDrawer() {
    const rows = inOrder(screen().lists)
    drawList(lists, document.getElementById("list-row"), rows, (element, row) => {
      fillListRow(element, row, { lists: screen().lists, now: now() })
      setAttribute(element.querySelector("button"), "aria-current", row.is_current ? "true" : null)
    })
  }
  lists.addEventListener("click", ({ target }) => {
    const row = target.closest("[data-id]")
    if (row) whenDone("drawer", doing.act("take_up", { list: row.dataset.id }, { button: row.querySelector("button") }))
  })
  walkable(lists, "button")

  const opening = {
    drawer() { drawDrawer(); openPanel("drawer", lists.querySelector("[aria-current]") ?? lists.querySelector("button")) },
    notice() {
      const { notice } = screen()
      panel("notice").querySelector("form").elements.words.value = notice?.words ?? ""
      slot(panel("notice"), "clear").hidden = !notice
      openPanel("notice", "input")
    },
    sitting() { panel("sitting").querySelector("form").reset(); openPanel("sitting", "input") },
    closing() { panel("closing").querySelector("form").reset(); openPanel("closing", "input") },
    limits: () => limits.open(),
    inscribe() {
      setText(slot(panel("inscribe"), "inscribed"), "")
      openPanel("inscribe")
      field.show()
      field.focus()
    },
    sheet: () => openPanel("sheet", "[data-close]"),
  }

  return {
    open: (name) => { if (screen()) opening[name]() },
    clearNotice: () => whenDone("notice", doing.act("tell", { words: "", audience: "room" })),
    /** News, for the panels that show some. */
    show() {
      limits.show()
      if (panel("drawer").open) drawDrawer()
      if (panel("inscribe").open) field.show()
    },
  }
}
