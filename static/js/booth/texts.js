// The texts of who speaks and of the next five: opened by a number, missing ones asked for by one key.

import { announceOnce } from "../lib/announce.js"
import { digits } from "../lib/clock.js"
import { keys } from "../lib/keys.js"
import { drawList } from "../lib/list.js"
import { nameOf, setFlag, setName } from "../lib/names.js"
import { page, plural, say } from "../lib/page.js"
import { send } from "../lib/send.js"
import { setText } from "../lib/tick.js"
import { timeOfDay } from "../lib/time.js"
import { firstToAsk, hasText, statementsOf } from "./needed.js"
import { reading } from "./reading.js"

const slot = (name) => document.querySelector(`[data-${name}]`)

export function texts() {
  const [ofFloor, band, ask] = ["text-of-floor", "missing", "ask"].map(slot)
  const open = reading(slot("reading"))
  let screen
  let shown = []

  const openOf = (id) => {
    const who = screen.speech?.intervention === id ? screen.speech : screen.entries[id]
    if (who && hasText(screen, id)) open(nameOf(who.delegation, who.name), statementsOf(screen, id))
  }
  const askFor = async () => {
    const row = firstToAsk(screen, shown)
    if (!row || ask.getAttribute("aria-busy")) return
    ask.setAttribute("aria-busy", "true")
    const answer = await send("request_text", { intervention: row.id })
    ask.removeAttribute("aria-busy")
    const name = nameOf(row.delegation, row.name)
    announceOnce(answer.ok ? say("asked", { name }) : say("not_asked", { cause: answer.message ?? "" }))
  }

  ofFloor.addEventListener("click", () => openOf(screen.speech.intervention))
  slot("rows").addEventListener("click", (event) => {
    if (event.target.closest("[data-open]")) openOf(event.target.closest("[data-id]").dataset.id)
  })
  ask.addEventListener("click", askFor)
  const places = [1, 2, 3, 4, 5].map((place) => [String(place), () => shown[place - 1] && openOf(shown[place - 1].id)])
  keys({
    ...Object.fromEntries(places),
    0: () => screen?.speech && openOf(screen.speech.intervention),
    r: () => !band.hidden && askFor(),
  })

  return {
    draw(news) {
      screen = news
      const id = screen.meeting.state === "in_session" ? screen.speech?.intervention : undefined
      ofFloor.hidden = !id || !hasText(screen, id)
      if (ofFloor.hidden) return
      setText(slot("text-words"), say("text_of", { name: nameOf(screen.speech.delegation, screen.speech.name) }))
      setText(slot("text-more"), lengthOf(statementsOf(screen, id)[0]))
    },

    drawRow(element, row, place) {
      const button = element.querySelector("[data-open]")
      const isThere = hasText(screen, row.id)
      const requested = screen.texts[row.id]?.requested_at
      button.classList.toggle("text-of--none", !isThere)
      if (isThere) button.removeAttribute("aria-disabled")
      else button.setAttribute("aria-disabled", "true")
      button.setAttribute("aria-keyshortcuts", String(place))
      const none = requested ? say("asked_at", { time: timeOfDay(Date.parse(requested)) }) : say("no_text")
      setText(button.querySelector("[data-open-words]"), isThere ? say("open_text") : none)
      setText(button.querySelector("[data-open-more]"), isThere
        ? statementsOf(screen, row.id).map((each) => each.language.toUpperCase()).join(" ") : "")
      setText(button.querySelector("[data-open-key]"), isThere ? String(place) : "")
      button.querySelector("[data-open-key]").hidden = !isThere
    },

    /** `times`: of each who waits, as the rows say them; the band goes when nothing is missing. */
    drawMissing(rows, times) {
      shown = rows
      const missing = rows.filter((row) => !hasText(screen, row.id))
      band.hidden = missing.length === 0
      drawList(slot("missing-who"), slot("missing-one"), missing, (element, row) => {
        setFlag(element.querySelector(".flag"), row.delegation)
        setName(element.querySelector("[data-name]"), row.delegation, row.name)
        const when = times.get(row.id)
        setText(element.querySelector("[data-when]"), when ? say("in_minutes", { time: when }) : "")
      })
      const next = firstToAsk(screen, rows)
      ask.hidden = !next
      if (next) setText(slot("ask-words"), say("ask_for", { name: nameOf(next.delegation, next.name) }))
    },
  }
}

const lengthOf = ({ pages, reads_s: readsS }) =>
  pages ? plural("pages", pages) : readsS ? say("reads", { time: digits(readsS) }) : page.language.toUpperCase()
