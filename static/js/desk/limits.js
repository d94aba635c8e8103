// The panel of limits: minutes are typed, Enter sets them; "all" first.

import { digits } from "../lib/clock.js"
import { drawList } from "../lib/list.js"
import { sentence } from "../lib/names.js"
import { say } from "../lib/page.js"
import { numberOf } from "./lists.js"
import { secondsOf } from "./minutes.js"
import { openPanel, panel, walkable } from "./panels.js"
import { setText, slot } from "./slots.js"

/** {open(), show(screen)}. `act` sends. */
export function limitsPanel({ screen, act }) {
  const dialog = panel("limits")
  const rows = slot(dialog, "rows")
  const template = document.getElementById("limit-row")
  const said = new Map()

  function draw() {
    const { list, lists } = screen()
    if (!list) return
    setText(slot(dialog, "title"), say("limits_on", { number: numberOf(list.id, lists) }))
    const categories = ["all", ...Object.keys(list.limits)]
    drawList(rows, template, categories.map((id) => ({ id })), (element, { id }) => {
      const input = slot(element, "input")
      input.id = `limit-${id}`
      slot(element, "label").htmlFor = input.id
      setText(slot(element, "label"), id === "all" ? say("limit_all") : sentence(`category.${id}`))
      setText(slot(element, "said"), said.get(id) ?? "")
      const value = id === "all" ? "" : digits(list.limits[id])
      if (document.activeElement !== input || input.dataset.was === input.value) input.value = value
      input.dataset.was = value
    })
  }

  rows.addEventListener("submit", async (event) => {
    event.preventDefault()
    const id = event.target.closest("[data-id]").dataset.id
    const input = slot(event.target, "input")
    const seconds = secondsOf(input.value)
    if (seconds === null) return void (said.set(id, say("limit_faulty")), draw())
    const answer = await act("set_limit", { list: screen().list.id, category: id, seconds })
    said.clear()
    if (answer.ok) said.set(id, say("limit_set"))
    input.dataset.was = input.value
    draw()
    input.select()
  })
  walkable(rows, "input")
  dialog.addEventListener("close", () => said.clear())

  return {
    open() {
      if (!screen()?.list) return
      draw()
      openPanel("limits", "input")
    },
    show: () => { if (dialog.open) draw() },
  }
}
