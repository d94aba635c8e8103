// Asking for the right of reply to what was just said; not kept for later, as raising a point of order is not.

import { nameOf } from "../lib/names.js"
import { say } from "../lib/page.js"
import { send } from "../lib/send.js"
import { setText } from "../lib/tick.js"
import { faultOf } from "./answering.js"
import { mark, show, slot, write } from "./dom.js"
import { answerable } from "./reply.js"

const PATIENCE_MS = 4000

/** {draw()} for the element [data-reply]. `asked(id)`: the reply is inscribed. */
export function replying(root, { scene, asked }) {
  const button = slot(root, "sure-button")
  const select = slot(root, "to")
  let isSure = false

  const fault = (text) => {
    show(root.querySelector("[data-fault]"), Boolean(text))
    setText(slot(root, "what"), text)
  }

  const choices = () => answerable(scene().screen)

  function draw() {
    const { live } = scene()
    const to = live ? choices() : []
    if (!to.length && !button.hasAttribute("aria-busy")) isSure = false
    show(root, to.length > 0)
    show(slot(root, "ask"), !isSure)
    show(slot(root, "sure"), isSure)
    mark(slot(root, "ask"), "aria-expanded", String(isSure))
    if (isSure && to.length) drawSure(to)
  }

  function drawSure(to) {
    const [{ delegation }] = to
    fill(to)
    show(slot(root, "which"), to.length > 1)
    setText(slot(root, "sure-head"), to.length > 1 ? say("reply_ask_which") : say("reply_ask", { delegation: nameOf(delegation) }))
    write(root, "sure-what", say("reply_what"))
    setText(slot(root, "keep"), say("reply_no"))
    if (!button.hasAttribute("aria-busy")) setText(button, say("reply_yes"))
  }

  function fill(to) {
    if (select.dataset.drawn === String(to.map(({ id }) => id))) return
    const kept = select.value
    select.dataset.drawn = String(to.map(({ id }) => id))
    select.replaceChildren(...to.map(({ id, delegation }) => new Option(nameOf(delegation), id)))
    if (to.some(({ id }) => id === kept)) select.value = kept
  }

  async function act() {
    const target = choices().find(({ id }) => id === select.value)
    if (button.hasAttribute("aria-busy") || !target) return
    button.setAttribute("aria-busy", "true")
    setText(button, say("sending"))
    const fields = { list: target.list, kind: "reply", delivery: "spoken", in_reply_to: target.id }
    const answer = await send("inscribe", fields, { giveUpAfter: PATIENCE_MS })
    button.removeAttribute("aria-busy")
    isSure = false
    fault(answer.ok ? "" : faultOf(answer))
    draw()
    if (answer.ok) asked(answer.intervention)
  }

  function ask(wanted) {
    isSure = wanted
    delete select.dataset.drawn // what was chosen before is not what is meant now
    select.replaceChildren()
    fault("")
    draw()
    slot(root, wanted ? "keep" : "ask").focus()
  }

  slot(root, "ask").addEventListener("click", () => ask(true))
  slot(root, "keep").addEventListener("click", () => ask(false))
  button.addEventListener("click", act)
  return { draw }
}
