// Raising a point of order from the phone, and withdrawing it. It is never kept for later: late, it would interrupt somebody else.

import { say } from "../lib/page.js"
import { send } from "../lib/send.js"
import { timeOfDay } from "../lib/time.js"
import { setText } from "../lib/tick.js"
import { causeOf } from "./draw_pending.js"
import { mark, show, slot, write } from "./dom.js"
import { mayAct, ownOrder } from "./own_order.js"

const PATIENCE_MS = 4000

/** {draw()} for the element [data-raise]. */
export function raising(root, { scene }) {
  const button = slot(root, "sure-button")
  let sure = ""

  const fault = (text) => {
    show(root.querySelector("[data-fault]"), Boolean(text))
    setText(slot(root, "what"), text)
  }

  function draw() {
    const { screen, live, name } = scene()
    const what = live ? mayAct(screen) : ""
    const own = ownOrder(screen)
    if (sure !== what && !button.hasAttribute("aria-busy")) sure = ""
    show(root, Boolean(what || own))
    write(root, "state", own ? say(`own_order_${own.state}`, { time: timeOfDay(own.heard_at ?? own.raised_at, { seconds: true }) }) : "")
    show(slot(root, "ask"), Boolean(what) && !sure)
    show(slot(root, "sure"), Boolean(sure))
    mark(slot(root, "ask"), "aria-expanded", String(Boolean(sure)))
    if (what) setText(slot(root, "ask-words"), say(`order_${what}`))
    if (sure) drawSure(name)
  }

  function drawSure(name) {
    setText(slot(root, "sure-head"), say(`order_${sure}_ask`, { name }))
    write(root, "sure-what", say(`order_${sure}_what`))
    setText(slot(root, "keep"), say(`order_${sure}_no`))
    if (!button.hasAttribute("aria-busy")) setText(button, say(`order_${sure}_yes`))
  }

  async function act() {
    if (button.hasAttribute("aria-busy") || !sure) return
    const own = ownOrder(scene().screen)
    button.setAttribute("aria-busy", "true")
    setText(button, say("sending"))
    const [command, fields] = sure === "raise" ? ["raise_point_of_order", {}] : ["withdraw", { intervention: own?.id }]
    const answer = await send(command, fields, { giveUpAfter: PATIENCE_MS })
    button.removeAttribute("aria-busy")
    sure = ""
    if (answer.ok) fault("")
    else fault(answer.code === "no_connection" ? say("order_no_connection") : say("not_done", { cause: causeOf(answer) }))
    draw()
  }

  function ask(what) {
    sure = what
    fault("")
    draw()
    slot(root, what ? "keep" : "ask").focus()
  }

  slot(root, "ask").addEventListener("click", () => ask(mayAct(scene().screen)))
  slot(root, "keep").addEventListener("click", () => ask(""))
  button.addEventListener("click", act)
  return { draw }
}
