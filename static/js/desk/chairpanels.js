// What the chair's keys open: lists to take up, notice, sitting, closing, limits, inscription.

import { drawList } from "../lib/list.js"
import { nameOf } from "../lib/names.js"
import { say } from "../lib/page.js"
import { lookUp } from "../lib/send.js"
import { closeWhenDone, closingPanel, instantOf } from "./closing.js"
import { displaysPanel } from "./displays.js"
import { fillListRow } from "./lists.js"
import { inscription } from "./inscription.js"
import { limitsPanel } from "./limits.js"
import { outlookPanel } from "./outlook.js"
import { orderingPanel } from "./ordering.js"
import { inOrder } from "./order.js"
import { closePanel, openPanel, panel, walkable } from "./panels.js"
import { setAttribute, setText, slot } from "./slots.js"

export function chairPanels({ desk, doing, now, view }) {
  const screen = () => desk.screen
  const limits = limitsPanel({ screen, act: doing.act })
  const ordering = orderingPanel({ screen, act: doing.act })
  const displays = displaysPanel({ screen, act: doing.act })
  const outlook = outlookPanel({ screen, act: doing.act })
  const closing = closingPanel({ screen, act: doing.act, now })
  const field = inscription(panel("inscribe").querySelector("form"), {
    screen, now,
    act: doing.act,
    open: (id) => { closePanel("inscribe"); desk.selected = id; view.show(); view.reveal(id) },
    done: (code, { ok }) => { if (ok) setText(slot(panel("inscribe"), "inscribed"), say("inscribed_now", { delegation: nameOf(code) })) },
  })

  const onSubmit = (name, act) => panel(name).querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault()
    act(event.target, event.submitter)
  })

  onSubmit("notice", (form, submitter) => {
    const words = form.elements.words.value.trim()
    closeWhenDone("notice", doing.act("tell", { words, audience: "room" }, { button: submitter }))
  })
  onSubmit("sitting", (form, submitter) => {
    const until = instantOf(form, "until", now())
    const words = form.elements.words.value.trim()
    if (until) closeWhenDone("sitting", doing.act(submitter?.value || "suspend", { ...until, ...(words && { words }) }, { button: submitter }))
  })
  const lists = slot(panel("drawer"), "lists")
  let day = {} // when the lists of the day will begin, as foreseen when the drawer was opened

  async function foresee() {
    if (!screen().list) return
    day = (await lookUp(`forecast?list=${encodeURIComponent(screen().list.id)}`))?.day ?? {}
    drawDrawer()
  }

  function drawDrawer() {
    const rows = inOrder(screen().lists)
    drawList(lists, document.getElementById("list-row"), rows, (element, row) => {
      fillListRow(element, row, { lists: screen().lists, now: now(), begins: day[row.id]?.begins_at })
      setAttribute(element.querySelector("button"), "aria-current", row.is_current ? "true" : null)
    })
  }
  lists.addEventListener("click", ({ target }) => {
    const row = target.closest("[data-id]")
    if (row) closeWhenDone("drawer", doing.act("take_up", { list: row.dataset.id }, { button: row.querySelector("button") }))
  })
  walkable(lists, "button")

  const opening = {
    drawer() {
      foresee()
      drawDrawer()
       openPanel("drawer", lists.querySelector("[aria-current]") ?? lists.querySelector("button"))
    },
    notice() {
      const { notice } = screen()
      panel("notice").querySelector("form").elements.words.value = notice?.words ?? ""
      slot(panel("notice"), "clear").hidden = !notice
      openPanel("notice", "input")
    },
    sitting() { panel("sitting").querySelector("form").reset(); openPanel("sitting", "input") },
    closing: () => closing.open(),
    limits: () => limits.open(),
    ordering: () => ordering.open(),
    inscribe() {
      setText(slot(panel("inscribe"), "inscribed"), "")
      openPanel("inscribe")
      field.show()
      field.focus()
    },
    outlook: () => outlook.open(),
    displays: () => displays.open(),
    sheet: () => openPanel("sheet", "[data-close]"),
  }

  return {
    open: (name) => { if (screen()) opening[name]() },
    clearNotice: () => closeWhenDone("notice", doing.act("tell", { words: "", audience: "room" })),
    /** News, for the panels that show some. */
    show() {
      limits.show()
      ordering.show()
      outlook.show()
      if (panel("drawer").open) drawDrawer()
      if (panel("inscribe").open) field.show()
    },
  }
}
