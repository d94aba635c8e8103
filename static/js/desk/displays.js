// The panel of displays: which one shows what, in which languages.

import { say } from "../lib/page.js"
import { closeWhenDone } from "./closing.js"
import { openPanel, panel } from "./panels.js"
import { setOrHide, slot } from "./slots.js"

/** "en, fr ar" as codes. Pure. */
export const codesOf = (typed) => typed.toLowerCase().split(/[^a-z]+/).filter(Boolean)

/** The languages of a display in the order in which it shows them. Pure. */
export const inTurn = (languages = {}) => Object.keys(languages).sort((one, other) => languages[one] - languages[other])

/** {open()}; `act` sends. */
export function displaysPanel({ screen, act }) {
  const form = panel("displays").querySelector("form")
  const fields = form.elements

  function fill() {
    const pointed = screen().displays?.[fields.display.value.trim()]
    if (!pointed) return
    fields.layout.value = pointed.layout
    fields.look.value = pointed.look
    fields.languages.value = inTurn(pointed.languages).join(", ")
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const languages = codesOf(fields.languages.value)
    const unknown = languages.find((code) => !screen().meeting.languages.includes(code))
    setOrHide(slot(form, "fault"), unknown ? say("display_language_faulty", { codes: screen().meeting.languages.join(", ") }) : "")
    if (unknown) return
    const display = fields.display.value.trim().toLowerCase()
    const command = { display, layout: fields.layout.value, look: fields.look.value, languages }
    closeWhenDone("displays", act("point_display", command, { button: event.submitter }))
  })
  fields.display.addEventListener("change", fill)

  return {
    open() {
      if (!screen()) return
      form.reset()
      const option = (value) => Object.assign(document.createElement("option"), { value })
      form.querySelector("datalist").replaceChildren(...Object.keys(screen().displays ?? {}).map(option))
      fill()
      openPanel("displays", "input")
    },
  }
}
