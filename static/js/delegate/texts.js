// The texts of an own intervention: how long each is beside the limit, who may read it, replacing and withdrawing it.

import { digits } from "../lib/clock.js"
import { inOrder } from "../lib/forecast.js"
import { drawFraction } from "../lib/line.js"
import { drawList } from "../lib/list.js"
import { say } from "../lib/page.js"
import { send } from "../lib/send.js"
import { setText } from "../lib/tick.js"
import { faultOf } from "./answering.js"
import { mark, show, slot, write } from "./dom.js"
import { isAskedFor, languageName, mayHandIn } from "./own_words.js"
import { hashOf } from "./route.js"
import { lengthOf, stateOfText, statusOf } from "./text_words.js"

const PATIENCE_MS = 4000

/** {draw(scene)} for the element [data-texts]. `stateOf(id)`: the text that is on its way. */
export function texts(root, { scene, stateOf, draw }) {
  let sure = ""

  function drawTexts({ screen, route, now }) {
    const own = screen.mine[route.id]
    show(root, Boolean(own) && (mayHandIn(own) || Boolean(own.statements)))
    if (!own) return
    const rows = inOrder(own.statements ?? {})
    write(root, "asked", isAskedFor(own) ? say("text_asked") : "")
    write(root, "way", statusOf(stateOf(route.id)))
    show(slot(root, "hand"), mayHandIn(own))
    mark(slot(root, "hand"), "href", hashOf("text", route.id))
    setText(slot(root, "hand-words"), say(rows.length ? "text_another" : "text_hand_in"))
    drawList(slot(root, "texts"), document.getElementById("text-row"), rows, (li, each) => drawText(li, each, own, now))
  }

  function drawText(li, text, own, now) {
    const language = languageName(text.language)
    const isOver = Boolean(text.over_s)
    const hasTime = text.has_text && text.reads_s !== undefined && own.delivery !== "written"
    setText(slot(li, "language"), language)
    setText(slot(li, "length"), lengthOf(text, hasTime))
    const limit = hasTime && own.limit_s ? digits(own.limit_s) : ""
    const over = isOver ? say("text_over", { limit, over: digits(text.over_s) }) : say("text_fits", { limit })
    write(li, "limit", limit && over)
    mark(slot(li, "limit"), "data-over", isOver ? "" : undefined)
    show(slot(li, "line"), Boolean(limit))
    if (limit) drawFraction(slot(li, "line"), { phase: isOver ? "over" : "normal", isOver, fraction: text.reads_s / own.limit_s })
    setText(slot(li, "state"), `${say(`text_${text.reading}`)} ${stateOfText(text, now)}`)
    const isSure = sure === text.rank
    const isHeld = text.state !== "released"
    show(slot(li, "text-withdraw"), isHeld && !isSure)
    show(slot(li, "text-sure"), isHeld && isSure)
    setText(slot(li, "sure-words"), say("text_withdraw_ask", { language }))
    mark(slot(li, "text-withdraw"), "aria-label", say("text_withdraw_label", { language }))
    li.dataset.rank = text.rank
  }

  async function withdraw(li) {
    const button = slot(li, "text-yes")
    if (button.hasAttribute("aria-busy")) return
    button.setAttribute("aria-busy", "true")
    const answer = await send("withdraw_statement", { statement: li.dataset.id }, { giveUpAfter: PATIENCE_MS })
    button.removeAttribute("aria-busy")
    sure = ""
    write(root, "fault", answer.ok ? "" : faultOf(answer))
    draw()
    slot(root, "hand").focus()
  }

  root.addEventListener("click", ({ target }) => {
    const li = target.closest("li")
    const name = target.closest("[data-slot]")?.dataset.slot
    if (!li || !["text-withdraw", "text-keep", "text-yes"].includes(name)) return
    if (name === "text-yes") return void withdraw(li)
    sure = name === "text-withdraw" ? li.dataset.rank : ""
    write(root, "fault", "")
    draw()
    slot(li, name === "text-withdraw" ? "text-keep" : "text-withdraw").focus()
  })

  return { draw: () => drawTexts(scene()) }
}
