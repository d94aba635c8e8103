// The panel by which a list is ordered anew: how is chosen, what would change is shown, Enter does it.

import { drawList } from "../lib/list.js"
import { nameOf, setFlag } from "../lib/names.js"
import { plural, say } from "../lib/page.js"
import { preview } from "../lib/send.js"
import { closeWhenDone } from "./closing.js"
import { numberOf } from "./lists.js"
import { changedRows } from "./order.js"
import { closePanel, openPanel, panel } from "./panels.js"
import { setText, slot } from "./slots.js"

/** {open(), show()}. `act` sends. */
export function orderingPanel({ screen, act }) {
  const dialog = panel("ordering")
  const form = dialog.querySelector("form")
  const rows = slot(dialog, "changes")
  const template = document.getElementById("order-change")
  let asked = 0
  let shown

  const chosen = () => form.elements.within.value
  const fields = () => ({
    list: screen().list.id, within: chosen(),
    ...(chosen() === "alphabetical" && { language: screen().meeting.working_language }),
  })

  async function look() {
    const mine = ++asked
    shown = screen().list.id
    setText(slot(dialog, "summary"), say("order_looking"))
    const answer = await preview("set_policy", fields())
    if (mine !== asked) return // another way has been chosen meanwhile
    const changed = answer.entries ? changedRows(answer.entries) : []
    setText(slot(dialog, "summary"), answer.entries ? summary(changed) : say("order_unknown"))
    drawList(rows, template, changed, (element, row) => {
      setFlag(slot(element, "flag"), row.delegation)
      setText(slot(element, "name"), nameOf(row.delegation, row.name))
      setText(slot(element, "places"), say("order_places", { before: row.before, after: row.after }))
    })
  }

  /** Lots that are not drawn yet change nothing before they are. */
  function summary(changed) {
    if (chosen() === "lots" && !screen().list.lots) return say("order_lots_later")
    return changed.length ? plural("order_changes", changed.length) : say("order_same")
  }

  async function set(button) {
    const wanted = fields()
    const answer = await act("set_policy", wanted, { button })
    if (!answer.ok) return answer
    const draws = wanted.within === "lots" && !screen().list.lots
    return draws ? act("draw_lots", { list: wanted.list }, { button }) : answer
  }

  form.addEventListener("change", look)
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    closeWhenDone("ordering", set(event.submitter))
  })

  return {
    open() {
      const { list, lists } = screen() ?? {}
      if (!list) return
      setText(slot(dialog, "title"), say("order_of", { number: numberOf(list.id, lists) }))
      form.elements.within.value = list.order?.within ?? "inscription_time"
      openPanel("ordering", form.querySelector("input:checked"))
      look()
    },
    /** News: another list is shown, so this panel is about one that is not. */
    show: () => { if (dialog.open && screen().list?.id !== shown) closePanel("ordering") },
  }
}
