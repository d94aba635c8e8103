// The form in which one inscribes or amends: opens on its target, reads what was chosen, keeps it while one goes back and forth.

import { drawList } from "../lib/list.js"
import { delegations, nameOf, sentence } from "../lib/names.js"
import { say } from "../lib/page.js"
import { setText } from "../lib/tick.js"
import { show, slot } from "./dom.js"
import { languageName } from "./own_words.js"
import { choiceOf, choicesFor, commentsOn, wished } from "./wish.js"

const FIELDS = ["choice", "group", "on_behalf_of", "in_reply_to", "language", "speaker", "minutes", "note", "speaker_gender", "level"]

/** What the address means: {row, own, listId}; no row if there is nothing to fill in. */
export function targetOf({ view, id }, screen) {
  const own = view === "amend" ? screen.mine[id] : undefined
  const listId = view === "amend" ? own?.list : id
  const row = screen.lists[listId]
  return { own, listId, row: row && { id: listId, ...row } }
}

/** What stands in the fields. */
export const valuesOf = (form) => ({
  ...Object.fromEntries(FIELDS.map((name) => [name, form.elements[name]?.value ?? ""])),
  actions: Array.from(form.querySelectorAll("[name=actions]:checked"), ({ value }) => Number(value)),
})

export const wishOf = (form, { row, own }) => wished(valuesOf(form), row, own)

/** Fills the fields for a target, as nobody has touched them. */
export function openForm(form, { row, own }, screen) {
  form.reset()
  const code = screen.delegation
  fillSelect(form.elements.group, [...screen.groups.map((name) => [name, name]), ["", say("another_group")]])
  fillSelect(form.elements.in_reply_to, commentsOn(row, code).map(({ id, delegation }) => [id, nameOf(delegation)]))
  const language = own?.language ?? screen.language ?? delegations()[code]?.language ?? screen.meeting.working_language
  const languages = new Set([...screen.meeting.languages, language])
  fillSelect(form.elements.language, Array.from(languages, (each) => [each, languageName(each)]))
  form.elements.language.value = language
  fillSelect(form.elements.level, [["", say("level_not_said")], ...(row.levels ?? []).map((level) => [level, sentence(`level.${level}`)])])
  form.elements.level.closest("[data-level]").hidden = !row.levels
  fillActions(form, row, own)
  show(form.elements.speaker_gender.querySelector("[data-takes-back]"), Boolean(own))
  form.elements.choice.value = own ? choiceOf(own) : choicesFor(row, code)[0]
  if (own) fillWith(form, own, screen.groups)
  form.querySelector("details").open = Boolean(own?.minutes || own?.note)
}

/** The actions of the plan that are taken up under the item, and those that were ticked before. */
function fillActions(form, row, own) {
  const numbers = Array.from(new Set([...(row.actions ?? []), ...(own?.actions ?? [])])).sort((a, b) => a - b)
  show(form.querySelector("[data-actions]"), numbers.length > 0)
  drawList(slot(form, "actions"), document.getElementById("action-row"), numbers.map((id) => ({ id })), (label, { id }) => {
    const box = label.querySelector("input")
    box.value = id
    box.checked = Boolean(own?.actions?.includes(id))
    setText(slot(label, "action"), say("action_of_plan", { number: id }))
  })
}

function fillWith(form, own, groups) {
  const { elements } = form
  elements.group.value = groups.includes(own.on_behalf_of) || !own.on_behalf_of ? own.on_behalf_of ?? groups[0] ?? "" : ""
  elements.on_behalf_of.value = groups.includes(own.on_behalf_of) ? "" : own.on_behalf_of ?? ""
  if (own.answers) elements.in_reply_to.value = own.answers
  elements.level.value = own.level ?? ""
  elements.speaker.value = own.speaker ?? ""
  elements.minutes.value = own.minutes ?? ""
  elements.note.value = own.note ?? ""
}

function fillSelect(select, options) {
  select.replaceChildren(...options.map(([value, text]) => new Option(text, value)))
}
