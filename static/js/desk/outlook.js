// What would become of the list: as it is, under a limit for all, closed now, with the rest in writing. Enter does it.

import { digits } from "../lib/clock.js"
import { drawList } from "../lib/list.js"
import { plural, say } from "../lib/page.js"
import { lookUp } from "../lib/send.js"
import { isSameDay, shortDay, timeOfDay } from "../lib/time.js"
import { closeWhenDone } from "./closing.js"
import { numberOf } from "./lists.js"
import { closePanel, openPanel, panel, walkable } from "./panels.js"
import { setOrHide, setText, slot } from "./slots.js"

const MINUTE = 60_000
const SETTLING_MS = 500 // a key meant for the desk as it was chooses nothing here

/** The choices that a forecast offers, as rows {id, command, fields, ...}. Pure. */
export function choicesOf(foretold, list) {
  const limits = foretold.options.filter(({ limit_s }) => limit_s).map((each) => ({
    id: `limit-${each.limit_s}`, command: "set_limit", fields: { list: list.id, category: "all", seconds: each.limit_s },
    ...each, fits: each.limit_s === foretold.fits_limit_s && each.unheard === 0,
  }))
  const isOpen = list.state === "open" || list.state === "announced"
  return [
    ...limits,
    ...(isOpen ? [{ id: "close", command: "close_list", fields: { list: list.id }, ...foretold.options[0] }] : []),
    ...(Object.keys(foretold.begins).length
      ? [{ id: "written", command: "convert_written", fields: { list: list.id }, ends_at: foretold.if_written.ends_at, over_s: 0, unheard: 0 }] : []),
  ]
}

/** {open(), show()}; `act` sends. */
export function outlookPanel({ screen, act }) {
  const dialog = panel("outlook")
  const rows = slot(dialog, "rows")
  let foretold
  let choices = []
  let shown
  let openedAt = 0

  /** "ends 13:21, 21 min over, 4 not heard by then" */
  function endWords({ ends_at, over_s, unheard }) {
    const planned = screen().item.ends_at
    const time = timeOfDay(Math.ceil(Date.parse(ends_at) / MINUTE) * MINUTE)
    const at = isSameDay(ends_at, planned) ? time : say("day_time", { day: shortDay(ends_at), time })
    const over = Math.ceil(over_s / 60)
    const words = over ? say("outlook_over", { time: at, minutes: over }) : say("outlook_ends", { time: at })
    return unheard ? say("outlook_and", { one: words, other: plural("outlook_unheard", unheard) }) : words
  }

  const labelOf = ({ id, limit_s }) => (limit_s && id.startsWith("limit") ? say("outlook_limit", { limit: digits(limit_s) }) : say(`outlook_${id}`))

  function draw() {
    const { list, lists, item } = screen()
    setText(slot(dialog, "title"), say("outlook_title", { number: numberOf(list.id, lists) }))
    setText(slot(dialog, "now"), say("outlook_now", { words: endWords(foretold.options[0]), planned: timeOfDay(item.ends_at) }))
    choices = choicesOf(foretold, list)
    drawList(rows, document.getElementById("outlook-row"), choices, (element, choice) => {
      setText(slot(element, "label"), labelOf(choice))
      setText(slot(element, "ends"), endWords(choice))
      element.toggleAttribute("data-fits", Boolean(choice.fits))
    })
    const last = Object.entries(foretold.day ?? {}).at(-1)
    const plan = last && lists[last[0]]
    setOrHide(slot(dialog, "day"), plan ? say("outlook_day", { time: timeOfDay(last[1].ends_at), planned: timeOfDay(plan.ends_at) }) : "")
  }

  rows.addEventListener("click", ({ target }) => {
    const choice = choices.find(({ id }) => id === target.closest("[data-id]")?.dataset.id)
    if (choice && performance.now() - openedAt > SETTLING_MS) closeWhenDone("outlook", act(choice.command, choice.fields, { what: "outlook" }))
  })
  walkable(rows, "button")

  return {
    async open() {
      if (!screen()?.list || !screen().item) return
      const { list } = screen()
      foretold = await lookUp(`forecast?list=${encodeURIComponent(list.id)}`)
      // By now something else may be on its way: a panel that comes late must not take its keys.
      if (!foretold || screen().list?.id !== list.id || document.querySelector("dialog[open]")) return
      openedAt = performance.now()
      shown = list.id
      draw()
      openPanel("outlook", rows.querySelector("[data-fits] button") ?? rows.querySelector("button") ?? "[data-close]")
    },
    /** News: what was foretold is of another list, or about who has gone. */
    show: () => { if (dialog.open && screen().list?.id !== shown) closePanel("outlook") },
  }
}
