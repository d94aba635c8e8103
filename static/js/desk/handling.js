// What a desk does with a wish: refuses it, has it filed in writing, lets the next one go first, puts it back.

import { drawList } from "../lib/list.js"
import { nameOf, sentence, setFlag } from "../lib/names.js"
import { say } from "../lib/page.js"
import { closeWhenDone } from "./closing.js"
import { orderOf } from "./order.js"
import { openPanel, panel, walkable } from "./panels.js"
import { rowName } from "./rownames.js"
import { setText, slot } from "./slots.js"

/** Those who have left their place and may come back, the last first. Pure. */
export const comesBack = (heard = {}) =>
  Object.entries(heard)
    .filter(([, row]) => row.comes_back)
    .map(([id, row]) => ({ id, ...row }))
    .sort((one, other) => (other.ended_at ?? "").localeCompare(one.ended_at ?? ""))

/** The fields of the move by which `id` lets the next one go first; null for the last. Pure. */
export function skipFields(order, id) {
  const next = order[order.indexOf(id) + 1]
  return id && next ? { intervention: id, after: next } : null
}

/**
 * `chosen()`: the id of the entry that is meant, if any; `takes(name, kind)`: whether what a key falls on has settled.
 * {skip, written, refuse, put_back}
 */
export function handling({ screen, act, chosen, takes = () => true }) {
  const form = panel("refuse").querySelector("form")
  const rows = slot(panel("gone"), "rows")
  const row = () => screen()?.entries?.[chosen()]
  let meant

  function drawGone() {
    drawList(rows, document.getElementById("gone-row"), comesBack(screen().heard), (element, each) => {
      setFlag(slot(element, "flag"), each.delegation)
      setText(slot(element, "name"), rowName(each.delegation))
      setText(slot(element, "state"), sentence(`state.${each.state}`))
    })
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const reason = form.elements.reason.value.trim()
    if (!reason) return form.elements.reason.focus()
    closeWhenDone("refuse", act("refuse", { intervention: meant, reason }, { button: event.submitter }))
  })
  rows.addEventListener("click", ({ target }) => {
    const id = target.closest("[data-id]")?.dataset.id
    if (id) closeWhenDone("gone", act("put_back", { intervention: id }, { what: `put_back ${id}` }))
  })
  walkable(rows, "button")

  return {
    skip() {
      const fields = skipFields(orderOf(screen()), chosen())
      if (!fields) return false
      if (!takes("skip", "entry")) return
      act("move", fields, { what: "skip" })
    },
    written() {
      if (!row()) return false
      if (!takes("written", "entry")) return
      act("convert_written", { intervention: chosen() })
    },
    refuse() {
      if (!row()) return false
      if (!takes("refuse", "entry")) return
      meant = chosen()
      setText(slot(panel("refuse"), "title"), say("refuse_title", { delegation: nameOf(row().delegation) }))
      form.reset()
      openPanel("refuse", "input")
    },
    /** Who was called and has not begun goes back at once; else one is chosen of those who left. */
    put_back() {
      const { speech, heard } = screen() ?? {}
      if (speech?.state === "called") return void (takes("put_back", "floor") && act("put_back", { intervention: speech.intervention }))
      if (!comesBack(heard).length) return false
      drawGone()
      openPanel("gone", rows.querySelector("button"))
    },
  }
}
