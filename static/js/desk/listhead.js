// The head of a list on both desks: its state, and the buttons that this state allows; the foot with what undo takes back.

import { say } from "../lib/page.js"
import { actWords, undoWords, whoOf } from "./acts.js"
import { isOthers } from "./here.js"
import { headWords } from "./lists.js"
import { setText } from "./slots.js"

const byAct = (name) => document.querySelector(`main [data-do="${name}"]`)

export function drawListHead(slots, { list }, now) {
  for (const name of ["limits", "open", "close"]) byAct(name).hidden = !list
  if (!list) return void setText(slots.list_state, "")
  setText(slots.list_state, headWords(list, now))
  byAct("open").hidden = list.state !== "not_open" && list.state !== "closed"
  byAct("close").hidden = list.state !== "open" && list.state !== "announced"
  setText(slots.open_words, say(list.state === "closed" ? "open_list_again" : "open_list"))
  setText(slots.close_words, say(list.state === "announced" ? "close_list" : "announce_closing"))
}

function undoLine(screen) {
  const words = undoWords(screen.undo, screen)
  return isOthers(screen.undo) ? say("by_whom", { act: words, who: whoOf(screen.undo) }) : words
}

export function drawUndo(slots, screen) {
  byAct("undo").hidden = !screen.undo
  byAct("redo").hidden = !screen.redo
  if (screen.redo) setText(slots.redo, say("redo", { act: actWords(screen.redo, screen) }))
  slots.no_undo.hidden = Boolean(screen.undo || screen.redo)
  if (screen.undo) setText(slots.undo, undoLine(screen))
}
