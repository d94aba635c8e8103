// The matches under the field: what is typed in bold, and which place it would get or has already.

import { begins, itemEnds } from "../lib/forecast.js"
import { drawList } from "../lib/list.js"
import { delegations, setFlag } from "../lib/names.js"
import { ordinal, say } from "../lib/page.js"
import { about } from "../lib/time.js"
import { fold } from "./match.js"
import { orderOf } from "./order.js"
import { setAttribute, setText, slot } from "./slots.js"

/**
 * The place that a new entry of this delegation would have: behind the last of its category, because within a tier the time
 * of inscription decides. Where none of its category waits, for comments, and where the list is ordered otherwise, only the
 * server can say: null.
 */
function placeFor(code, screen, as) {
  if (as === "comment" || screen.list?.order) return null
  const order = orderOf(screen)
  if (!order.length) return 1
  const category = as === "on_behalf" ? "group" : delegations()[code]?.category
  const last = order.findLastIndex((id) => screen.entries[id].category === category)
  return last < 0 ? null : last + 2
}

function whyWords(row, { screen, now, isFirst, as }) {
  if (row.entry) return say("already", { place: ordinal("place", orderOf(screen).indexOf(row.entry.id) + 1) })
  if (!isFirst || !screen?.list) return ""
  if (as === "written") return say("written_no_place")
  const number = placeFor(row.code, screen, as)
  if (!number) return ""
  const place = ordinal("place", number)
  // At the end of the list it begins when the others have ended and the speakers have changed once more.
  const at = begins(screen, now)[number - 1]?.at ?? itemEnds(screen, now) + (screen.forecast?.change_s ?? 0) * 1000
  return screen.forecast ? say("would_be", { place, time: about(at, { now }) }) : say("would_be_place", { place })
}

export function drawMatches(container, rows, { at, screen, now, typed, as }) {
  const template = document.getElementById("match")
  container.hidden = rows.length === 0
  drawList(container, template, rows.map((row) => ({ ...row, id: row.code })), (element, row, index) => {
    element.id = `match-${row.code}`
    setAttribute(element, "aria-selected", index === at)
    element.toggleAttribute("data-listed", Boolean(row.entry))
    setFlag(slot(element, "flag"), row.code)
    drawName(slot(element, "name"), row.name, typed)
    setText(slot(element, "why"), whyWords(row, { screen, now, isFirst: index === at, as }))
    setText(slot(element, "code"), delegations()[row.code]?.short ?? row.code)
  })
}

/** The letters that were typed stand out, wherever a word begins with them. */
function drawName(element, name, typed) {
  const key = `${name}\n${typed}`
  if (element.dataset.key === key) return
  element.dataset.key = key
  const [from, to] = span(name, fold(typed))
  const bold = Object.assign(document.createElement("b"), { textContent: name.slice(from, to) })
  element.replaceChildren(name.slice(0, from), bold, name.slice(to))
}

function span(name, typed) {
  const starts = [0, ...[...name.matchAll(/[\s(-]+/g)].map((gap) => gap.index + gap[0].length)]
  for (const from of starts) {
    for (let to = from + 1; to <= name.length; to += 1) {
      if (fold(name.slice(from, to)) === typed) return [from, to]
    }
  }
  return [0, 0]
}
