// What is inscribed: a statement, one for a group, a comment, or a text in writing; and what must be known for it.

import { drawList } from "../lib/list.js"
import { nameOf, setFlag } from "../lib/names.js"
import { fold } from "./match.js"
import { say } from "../lib/page.js"
import { setText, slot, slotsOf } from "./slots.js"

const FIELDS = {
  statement: { kind: "statement", delivery: "spoken" },
  on_behalf: { kind: "on_behalf", delivery: "spoken" },
  comment: { kind: "comment", delivery: "spoken" },
  written: { kind: "statement", delivery: "written" },
}
const NAMES = Object.keys(FIELDS)

/** The groups that one may name: those of the meeting, and those for whom somebody is inscribed already. */
export const groupsOf = (screen) =>
  [...new Set([...(screen?.groups ?? []), ...Object.values(screen?.entries ?? {}).map((row) => row.on_behalf_of).filter(Boolean)])]

/** On whose statement one may comment here: {intervention: code}. */
const targetsOf = (screen) => screen?.lists?.[screen.list?.id]?.comments_on ?? {}

export function kindsOf(root, { screen, changed }) {
  const slots = slotsOf(root)
  const radios = [...root.querySelectorAll("[name=kind]")]
  const template = document.getElementById("target")
  const groupTemplate = document.getElementById("group-choice")

  const value = () => radios.find((radio) => radio.checked).value
  const target = () => slots.target_row.querySelector("input:checked")?.value
  const choose = (name) => {
    radios[NAMES.indexOf(name)].checked = true
    show()
    changed()
  }

  function show() {
    slots.behalf.hidden = value() !== "on_behalf"
    slots.targets.hidden = value() !== "comment" || !Object.keys(targetsOf(screen())).length
    if (value() === "on_behalf") drawGroups()
    if (value() === "comment") drawTargets()
  }

  function drawGroups() {
    const names = groupsOf(screen())
    drawList(slots.groups, groupTemplate, names.map((name) => ({ id: name })), (element, { id }) => {
      const choice = element.querySelector("button")
      setText(choice, id)
      choice.setAttribute("aria-pressed", id === group())
    })
  }

  const group = () => slots.group.value.trim() || slots.group.placeholder

  function setGroup(name) {
    slots.group.value = name
    drawGroups()
    changed()
  }

  function drawTargets() {
    const targets = Object.entries(targetsOf(screen()))
    const before = target()
    if (targets.map(([id]) => id).join() === slots.target_row.dataset.ids) return
    slots.target_row.dataset.ids = targets.map(([id]) => id).join()
    slots.target_row.replaceChildren(...targets.map(([id, code], index) => {
      const choice = template.content.firstElementChild.cloneNode(true)
      const radio = choice.querySelector("input")
      radio.value = id
      radio.checked = before ? id === before : index === 0
      setFlag(slot(choice, "flag"), code)
      setText(slot(choice, "name"), nameOf(code))
      return choice
    }))
  }

  /** The group key once more: the next group of the meeting. */
  function nextGroup() {
    const names = groupsOf(screen())
    if (names.length) setGroup(names[(names.indexOf(group()) + 1) % names.length])
  }

  /** The comment key once more: the next statement that one may comment on. */
  function nextTarget() {
    const choices = [...slots.target_row.querySelectorAll("input")]
    const at = choices.findIndex((radio) => radio.checked)
    if (choices.length) choices[(at + 1) % choices.length].checked = true
  }

  slots.groups.addEventListener("click", ({ target }) => {
    const choice = target.closest("[data-id]")
    if (choice) setGroup(choice.dataset.id)
  })
  slots.group.addEventListener("input", drawGroups)
  root.addEventListener("change", ({ target: changedField }) => {
    if (changedField.name === "kind") { show(); changed() }
    if (changedField.name === "in_reply_to") changed()
  })

  return {
    get value() { return value() },
    get kind() { return FIELDS[value()].kind },
    target,
    show,
    press(index) {
      const name = NAMES[index]
      if (name === "comment" && value() === "comment") nextTarget()
      else if (name === "on_behalf" && value() === "on_behalf") nextGroup()
      else choose(name)
    },
    /** What `inscribe` needs beside list and delegation; null while something is missing. */
    fields() {
      const fields = { ...FIELDS[value()] }
      if (value() === "on_behalf") {
        fields.on_behalf_of = group()
        if (!fields.on_behalf_of) return null
      }
      if (value() === "comment") {
        fields.in_reply_to = target()
        if (!fields.in_reply_to) return null
      }
      return fields
    },
    /** Who is marked may be the very one that speaks for a group: the European Union for itself and its member States. */
    suggest(name) {
      const known = name && groupsOf(screen()).find((each) => fold(each).startsWith(fold(name)))
      if (slots.group.placeholder === (known ?? "")) return
      slots.group.placeholder = known ?? ""
      if (value() === "on_behalf") drawGroups()
    },
    /** Leads to what is missing. */
    ask() {
      if (value() !== "on_behalf") return
      slots.group.focus()
      setText(slots.hint, say("group_needed"))
      slots.hint.hidden = false
    },
    /** A group speaks once: the next plate is a delegation's own again. */
    inscribed() {
      if (value() === "on_behalf") { slots.group.value = ""; choose("statement") }
    },
  }
}
