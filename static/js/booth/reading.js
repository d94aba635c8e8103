// The text of a statement, large, in its own language and direction; fetched when it is opened, kept nowhere.

import { drawList } from "../lib/list.js"
import { sentence } from "../lib/names.js"
import { page, say } from "../lib/page.js"
import { lookUp } from "../lib/send.js"
import { setText } from "../lib/tick.js"

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"])

/** Gives `open(name, statements)`: shows the first of these texts of a delegation, and lets one choose another. */
export function reading(dialog) {
  const slot = (name) => dialog.querySelector(`[data-reading-${name}]`)
  const [title, languages, file, how, text] = ["title", "languages", "file", "how", "text"].map(slot)
  const template = document.querySelector("[data-reading-language]")
  let statements = []
  let wanted = "" // the text that is to be seen, or none

  async function show(statement) {
    wanted = statement.id
    file.href = `/api/v1/meetings/${page.meeting}/statements/${statement.id}`
    setText(how, say(statement.reading === "verbatim" ? "how_verbatim" : "how_check", { words: statement.words }))
    drawList(languages, template, statements, (element, each) => {
      const button = element.querySelector("button")
      setText(button, sentence(`language.${each.language}`) || each.language.toUpperCase())
      button.setAttribute("aria-pressed", String(each.id === statement.id))
    })
    text.replaceChildren()
    text.lang = statement.language
    text.dir = RIGHT_TO_LEFT.has(statement.language) ? "rtl" : "ltr"
    text.setAttribute("aria-busy", "true")
    const had = await lookUp(`statements/${statement.id}/text`)
    if (wanted !== statement.id) return // another was opened meanwhile, or none
    text.removeAttribute("aria-busy")
    const words = had ? had.text || say("no_words") : say("text_gone")
    text.replaceChildren(...words.split(/\n\s*\n|\n/).map((words) => {
      const paragraph = document.createElement("p")
      paragraph.textContent = words
      return paragraph
    }))
    text.scrollTop = 0
  }

  languages.addEventListener("click", (event) => {
    const id = event.target.closest("[data-id]")?.dataset.id
    const chosen = statements.find((each) => each.id === id)
    if (chosen) show(chosen)
  })
  slot("close").addEventListener("click", () => dialog.close())
  dialog.addEventListener("close", () => {
    wanted = ""
    text.replaceChildren()
  })

  return (name, texts) => {
    statements = texts
    setText(title, say("text_of", { name }))
    dialog.showModal()
    text.focus()
    show(texts[0])
  }
}
