// What one presses: the form, withdrawing, discarding, trying again. A button is busy until the answer is there.

import { say } from "../lib/page.js"
import { setText } from "../lib/tick.js"
import { faultOf } from "./answering.js"
import { causeOf } from "./draw_pending.js"
import { show, slot } from "./dom.js"
import { targetOf, wishOf } from "./form.js"
import { sendingOnce } from "./once.js"
import { numberOf } from "./programme.js"
import { changesOf, given, problemOf } from "./wish.js"

const NOTHING = { id: "", what: "" }
const PATIENCE_MS = 4000
const TRYING_MS = 2500 // an attempt takes about as long; whether it worked shows by itself

/**
 * {sure, receipts, isHeld, turned}: {id, what}, the intervention about which is asked before one withdraws or yields; what was
 * done here, by intervention; whether an entry is just being sent by a button that shows it; to be called when the view has turned. `forget(route)`: what
 * stands in the form of that address is done with.
 */
export function actions({ asked, shown, scene, draw, again, forget }) {
  const receipts = new Map()
  const send = sendingOnce({ giveUpAfter: PATIENCE_MS })
  const form = document.querySelector("[data-wish]")
  const one = shown.sectionOf("intervention")
  let sure = NOTHING
  let held = "" // the address of the view whose button is busy

  function fault(root, what, rest = "") {
    const box = root.querySelector("[data-fault]")
    show(box, Boolean(what))
    setText(slot(box, "what"), what)
    setText(slot(box, "rest"), rest)
  }

  /** Sends while `button` says so; resolves to the answer, or to undefined if it waits on the shelf now. */
  async function press(button, root, command, fields, about) {
    fault(root, "")
    button.setAttribute("aria-busy", "true")
    setText(button, say("sending"))
    const address = (held = location.hash)
    const isSeen = () => location.hash === address && !document.hidden
    const answer = await asked.ask(command, fields, about, isSeen)
    held = ""
    button.removeAttribute("aria-busy")
    if (answer.isKept) return undefined
    if (!answer.ok && isSeen()) fault(root, say("not_done", { cause: causeOf(answer) }), command === "withdraw" ? "" : say("nothing_lost"))
    return answer
  }

  async function submit(wantsDraft = false) {
    const { screen, route, name, now } = scene()
    const button = slot(form, wantsDraft ? "draft" : "button")
    const target = targetOf(route, screen)
    if (!target.row || button.hasAttribute("aria-busy") || button.hasAttribute("aria-disabled")) return
    const wish = wishOf(form, target)
    const problem = problemOf(wish)
    if (problem) return void fault(form, say(problem))
    const number = numberOf(target.row.item)
    const isAmend = route.view === "amend"
    const isDraft = !isAmend && (wantsDraft || !target.row.accepts)
    const command = isAmend ? "amend" : "inscribe"
    const fields = isAmend ? { intervention: route.id, ...changesOf(wish, target.own) } : { list: target.listId, ...given(wish), ...(isDraft && { draft: true }) }
    const answer = await press(button, form, command, fields, { name, number })
    const isHere = shown.route.view === route.view && shown.route.id === route.id
    if (answer?.ok) {
      const id = answer.intervention ?? route.id
      receipts.set(id, { words: isAmend ? "amended_at" : isDraft ? "draft_kept_at" : "inscribed_at", at: scene().now ?? now })
      forget(route)
      // What is written only is nothing without its text.
      if (isHere) shown.replace(!isAmend && wish.delivery === "written" ? "text" : "intervention", id)
    } else if (!answer && isHere) {
      if (isAmend) shown.replace("intervention", route.id)
      else shown.replace("programme")
    }
    draw()
  }

  /** Not kept for later, as withdrawing is: late, another would go first. */
  async function yieldPlace() {
    const button = slot(one, "sure-button")
    if (button.hasAttribute("aria-busy")) return
    fault(one, "")
    button.setAttribute("aria-busy", "true")
    setText(button, say("sending"))
    const { id } = sure
    const answer = await send("yield_place", { intervention: id })
    button.removeAttribute("aria-busy")
    if (sure.id === id) sure = NOTHING
    if (!answer.ok && shown.route.id === id) fault(one, faultOf(answer))
    draw()
  }

  async function withdraw() {
    const { screen, route, name } = scene()
    const own = screen.mine[route.id]
    const button = slot(one, "sure-button")
    if (!own || button.hasAttribute("aria-busy")) return
    const about = { name, number: numberOf(own.item) }
    const answer = await press(button, one, "withdraw", { intervention: route.id }, about)
    if (!answer || answer.ok) sure = NOTHING
    if (answer?.ok) receipts.delete(route.id)
    draw()
  }

  /** A draft is inscribed, from now. */
  async function submitDraft() {
    const { screen, route, name } = scene()
    const own = screen.mine[route.id]
    const button = slot(one, "submit")
    if (!own || button.hasAttribute("aria-busy")) return
    const answer = await press(button, one, "submit", { intervention: route.id }, { name, number: numberOf(own.item) })
    if (answer?.ok) receipts.set(route.id, { words: "inscribed_at", at: scene().now })
    draw()
  }

  function askSure(id, what) {
    const before = sure.what
    sure = id ? { id, what } : NOTHING
    fault(one, "")
    draw()
    slot(one, id ? "keep" : before).focus()
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault()
    submit()
  })
  form.addEventListener("input", () => { fault(form, ""); draw() })
  form.addEventListener("change", () => draw())
  slot(form, "draft").addEventListener("click", () => submit(true))
  slot(one, "submit").addEventListener("click", submitDraft)
  slot(one, "withdraw").addEventListener("click", () => askSure(shown.route.id, "withdraw"))
  slot(one, "yield").addEventListener("click", () => askSure(shown.route.id, "yield"))
  slot(one, "keep").addEventListener("click", () => askSure(""))
  slot(one, "sure-button").addEventListener("click", () => (sure.what === "yield" ? yieldPlace() : withdraw()))
  const tryAgain = document.querySelector("[data-again]")
  const idle = tryAgain.textContent
  tryAgain.addEventListener("click", () => {
    if (tryAgain.hasAttribute("aria-busy")) return
    tryAgain.setAttribute("aria-busy", "true")
    setText(tryAgain, say("trying"))
    again()
    setTimeout(() => {
      tryAgain.removeAttribute("aria-busy")
      setText(tryAgain, idle)
    }, TRYING_MS)
  })
  document.addEventListener("click", (event) => {
    const box = event.target.closest('[data-slot="discard"]')?.closest("[data-id]")
    if (box) asked.drop(box.dataset.id)
  })

  return {
    receipts,
    get sure() { return sure },
    isHeld: (entry) => entry.isFlying && held !== "" && held === location.hash,
    turned() {
      sure = NOTHING
      fault(form, "")
      fault(one, "")
    },
  }
}
