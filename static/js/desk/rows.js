// The rows of the chair's list: place, flag, name, why in this place, limit, begin, and the line where the item's time ends.

import { digits } from "../lib/clock.js"
import { drawList } from "../lib/list.js"
import { reasonText, setFlag } from "../lib/names.js"
import { say } from "../lib/page.js"
import { timeOfDay } from "../lib/time.js"
import { rowName, setRowName } from "./rownames.js"
import { setAttribute, setOrHide, setText, slot } from "./slots.js"

const SOURCES = new Set(["presiding", "panellist", "invited", "group", "moved"]) // who stands here by these, not by the time

/** Why an entry stands where it stands, and what more must be known of it. */
export function whyWords(row, now) {
  const codes = new Set(row.because.map(({ code }) => code))
  const isTimed = [...codes].every((code) => !SOURCES.has(code))
  const reason = reasonText(row.because.filter(({ code }) => isTimed || code !== "inscribed"), now)
  return [
    row.roll && say(`roll_${row.roll}`),
    row.on_behalf_of && codes.has("group") ? say("group_named", { reason, group: row.on_behalf_of }) : reason,
    row.on_behalf_of && !codes.has("group") && say("on_behalf", { group: row.on_behalf_of }),
    row.spoken_for && say("group_voice", { group: rowName(row.spoken_for) }),
    row.speaker,
  ].filter(Boolean).join(" · ")
}

/** `rows`: entries in the order shown; `begins`: Map of id to ms; `endsAt`: ms, where the item was to end. */
export function drawRows(container, template, rows, { begins, endsAt, now, chosen, moving }) {
  const firstLate = endsAt === undefined ? -1 : rows.findIndex(({ id }) => begins.get(id) >= endsAt)
  drawList(container, template, rows, (element, row, index) => {
    const begin = begins.get(row.id)
    setText(slot(element, "place"), index + 1)
    setFlag(slot(element, "flag"), row.delegation)
    setRowName(slot(element, "name"), row.delegation, row.name)
    setText(slot(element, "why"), whyWords(row, now))
    setAttribute(slot(element, "why"), "title", whyWords(row, now))
    slot(element, "note").hidden = !row.note
    setText(slot(element, "note_words"), row.note ? say("note_mark", { note: row.note }) : "")
    setAttribute(slot(element, "note"), "title", row.note ?? null)
    setText(slot(element, "limit"), digits(row.limit_s))
    setText(slot(element, "begins"), begin === undefined ? "" : timeOfDay(begin))
    element.toggleAttribute("data-late", firstLate >= 0 && index >= firstLate)
    slot(element, "end").hidden = index !== firstLate
    setOrHide(slot(element, "end_words"), index === firstLate ? say("rule_line", { time: timeOfDay(endsAt) }) : "")
    setAttribute(element, "aria-current", row.id === chosen ? "true" : null)
    element.toggleAttribute("data-moving", row.id === moving)
  })
}
