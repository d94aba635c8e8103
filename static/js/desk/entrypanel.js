// One entry, opened by the secretariat: amended, moved, withdrawn, marked absent.

import { digits } from "../lib/clock.js"
import { nameOf, sentence, setFlag, setName } from "../lib/names.js"
import { say } from "../lib/page.js"
import { closeWhenDone } from "./closing.js"
import { groupsOf } from "./kinds.js"
import { closePanel, openPanel, panel } from "./panels.js"
import { whyWords } from "./rows.js"
import { setOrHide, setText, slotsOf } from "./slots.js"

const TEXTS = ["speaker", "language", "on_behalf_of", "note", "level"]

/** {open(id), show(), withdraw(id), absent(id)} */
export function entryPanel({ screen, doing, moving, now }) {
  const dialog = panel("entry")
  const slots = slotsOf(dialog)
  const form = dialog.querySelector("form")
  let opened = null
  let before = {}

  const entry = () => screen()?.entries?.[opened]

  function fillChoices() {
    const { languages } = screen().meeting
    const option = (value, textContent) => Object.assign(document.createElement("option"), { value, textContent })
    form.elements.language.replaceChildren(option("", say("language_none")), ...languages.map((code) => option(code, sentence(`language.${code}`))))
    const levels = screen().lists?.[screen().list.id]?.levels
    form.elements.level.replaceChildren(option("", say("level_not_said")), ...(levels ?? []).map((level) => option(level, sentence(`level.${level}`))))
    slots.level_label.hidden = !levels
    dialog.querySelector("datalist").replaceChildren(...groupsOf(screen()).map((name) => option(name, "")))
  }

  function open(id) {
    opened = id
    if (!entry()) return
    fillChoices()
    const row = entry()
    setText(slots.title, say("entry_of", { delegation: nameOf(row.delegation) }))
    for (const name of TEXTS) form.elements[name].value = row[name] ?? ""
    form.elements.minutes.value = row.minutes ?? ""
    setOrHide(slots.fault, "")
    before = typed()
    show()
    openPanel("entry", "[name=speaker]")
  }

  function show() {
    if (!opened) return
    const row = entry()
    if (!row) return void (dialog.open && closePanel("entry")) // called or withdrawn meanwhile
    setFlag(slots.flag, row.delegation)
    setName(slots.name, row.delegation, row.name)
    setText(slots.why, `${whyWords(row, now())} · ${say("limit_of", { limit: digits(row.limit_s) })}`)
  }

  function typed() {
    const fields = Object.fromEntries(TEXTS.map((name) => [name, form.elements[name].value.trim()]))
    return { ...fields, minutes: form.elements.minutes.value.trim() }
  }

  /** Only what was changed here: another desk may have amended the rest meanwhile. */
  function changes() {
    const after = typed()
    const changed = Object.fromEntries(Object.entries(after).filter(([name, value]) => value !== before[name]))
    if ("minutes" in changed) changed.minutes = changed.minutes === "" ? null : Number(changed.minutes)
    return changed
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const changed = changes()
    const isFaulty = changed.minutes !== undefined && changed.minutes !== null && !(Number.isInteger(changed.minutes) && changed.minutes >= 1 && changed.minutes <= 240)
    setOrHide(slots.fault, isFaulty ? say("minutes_faulty") : "")
    if (isFaulty) return
    if (!Object.keys(changed).length) return closePanel("entry")
    closeWhenDone("entry", doing.act("amend", { intervention: opened, ...changed }, { button: event.submitter }))
  })
  dialog.addEventListener("close", () => { opened = null })

  const away = (command) => (id = opened) => {
    if (screen()?.entries?.[id]) closeWhenDone("entry", doing.act(command, { intervention: id }, { what: `${command} ${id}` }))
  }

  return {
    open, show,
    withdraw: away("withdraw"),
    absent: away("mark_absent"),
    move() {
      const id = opened
      closePanel("entry")
      moving.start(id)
    },
    written: away("convert_written"),
    close: () => closePanel("entry"),
    get opened() { return opened },
    get isOpen() { return dialog.open },
  }
}
