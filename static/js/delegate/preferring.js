// The view in which a delegation puts its interventions in the order in which it would keep them.

import { itemTitle } from "../lib/names.js"
import { drawList } from "../lib/list.js"
import { say } from "../lib/page.js"
import { send } from "../lib/send.js"
import { setText } from "../lib/tick.js"
import { faultOf } from "./answering.js"
import { mark, show, slot, write } from "./dom.js"
import { ordering } from "./preference.js"
import { numberOf, orderOf } from "./programme.js"
import { kindName, ownWords } from "./own_words.js"

const PATIENCE_MS = 6000

/** {draw(scene)} for the view `root`; `way`: what leads to it, there is one as soon as there is something to order. */
export function preferring(root, way, { scene, draw: redraw }) {
  const button = slot(root, "button")
  const order = ordering()
  let status = ""

  const fault = (text) => {
    show(root.querySelector("[data-fault]"), Boolean(text))
    setText(slot(root, "fault"), text)
  }

  function current(screen) {
    const found = order.at(orderOf(screen))
    if (found.isOvertaken) status = ""
    return found
  }

  function drawWay(screen) {
    show(way, orderOf(screen).length > 1)
  }

  function draw({ screen, ...rest }) {
    const { ids, isKept } = current(screen)
    write(root, "none", ids.length > 1 ? "" : say("prefer_nothing"))
    write(root, "status", status)
    show(slot(root, "foot"), ids.length > 1)
    drawList(slot(root, "preferred"), document.getElementById("preferred-row"), ids.map((id) => ({ id, ...screen.mine[id] })), (li, own) => {
      const place = ids.indexOf(own.id)
      const number = numberOf(own.item)
      const words = ownWords(own, { screen, ...rest })
      setText(slot(li, "place"), String(place + 1))
      setText(slot(li, "title"), say("item_and_title", { number, title: itemTitle(own.item) }))
      setText(slot(li, "what"), say("place_and_time", { place: kindName(own), time: words.what }))
      for (const [name, step, at] of [["up", -1, 0], ["down", 1, ids.length - 1]]) {
        const each = slot(li, name)
        mark(each, "aria-label", say(step < 0 ? "prefer_up" : "prefer_down", { number }))
        mark(each, "aria-disabled", place === at ? "true" : undefined)
      }
    })
    if (button.hasAttribute("aria-busy")) return
    mark(button, "aria-disabled", isKept ? "true" : undefined)
    setText(button, say(isKept ? "prefer_kept" : "prefer_keep"))
  }

  function move(target) {
    const step = { up: -1, down: 1 }[target.dataset.slot]
    const { screen } = scene()
    const { ids } = current(screen)
    const { id } = target.closest("li").dataset
    const place = order.move(ids, ids.indexOf(id), step).indexOf(id) + 1
    status = say("prefer_now", { number: numberOf(screen.mine[id].item), place: String(place) })
    fault("")
    redraw()
    target.focus()
  }

  async function keep() {
    if (button.hasAttribute("aria-busy") || button.hasAttribute("aria-disabled")) return
    fault("")
    button.setAttribute("aria-busy", "true")
    setText(button, say("sending"))
    const sent = order.sending()
    const answer = await send("prefer", { interventions: sent }, { giveUpAfter: PATIENCE_MS })
    button.removeAttribute("aria-busy")
    current(scene().screen)
    if (answer.ok && order.taken(sent)) status = say("prefer_done")
    if (!answer.ok) fault(faultOf(answer))
    redraw()
  }

  slot(root, "preferred").addEventListener("click", ({ target }) => {
    const pressed = target.closest("button")
    if (pressed && !pressed.hasAttribute("aria-disabled")) move(pressed)
  })
  button.addEventListener("click", keep)
  return { draw, drawWay }
}
