// Closing a list now, or at a time of day.

import { page, say } from "../lib/page.js"
import { hourOf, nextInstant } from "./minutes.js"
import { closePanel, openingOf, openPanel, panel } from "./panels.js"
import { setOrHide, slot } from "./slots.js"

/** The time typed into `name` of a form as a field of a command: {} if none, null (and a word about it) if it is no time. */
export function instantOf(form, name, now) {
  const typed = form.elements[name].value.trim()
  const hour = typed && hourOf(typed)
  const at = hour ? nextInstant(hour, now, page.timezone) : null
  setOrHide(slot(form, "fault"), typed && !at ? say("until_faulty") : "")
  if (typed && !at) return null
  return at ? { [name]: new Date(at).toISOString() } : {}
}

/**
 * Closes the panel once the command is done; a refusal leaves it open, with the reason in it. What was opened or typed
 * meanwhile is not what was sent: a late answer must not take it away.
 */
export async function closeWhenDone(name, promise) {
  const sent = openingOf(name)
  if ((await promise).ok && openingOf(name) === sent) closePanel(name)
}

/** {open()} */
export function closingPanel({ screen, act, now }) {
  const form = panel("closing").querySelector("form")
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const at = instantOf(form, "at", now())
    if (at) closeWhenDone("closing", act("close_list", { list: screen().list.id, ...at }, { button: event.submitter }))
  })
  return {
    open() {
      const state = screen()?.list?.state
      if (state !== "open" && state !== "announced") return
      form.reset()
      openPanel("closing", "input")
    },
  }
}
