// The view in which one chooses with whom to exchange places, and makes the offer.

import { drawList } from "../lib/list.js"
import { nameOf, setFlag, setName } from "../lib/names.js"
import { ordinal, say } from "../lib/page.js"
import { send } from "../lib/send.js"
import { setText } from "../lib/tick.js"
import { entriesOf } from "./ahead.js"
import { faultOf } from "./answering.js"
import { mark, show, slot, write } from "./dom.js"
import { wouldBe } from "./draw_matters.js"
import { afterExchange, mayExchange, partners } from "./exchange.js"
import { isOffered } from "./matters.js"
import { beginsAt, numberOf } from "./programme.js"
import { hashOf } from "./route.js"
import { foreseen } from "./when.js"

const PATIENCE_MS = 4000

/** {draw(scene)} for the section. */
export function exchanging(root, { scene, shown, draw: redraw }) {
  const button = slot(root, "button")
  let theirs = ""
  let opened = ""

  const fault = (text) => {
    show(root.querySelector("[data-fault]"), Boolean(text))
    setText(slot(root, "fault"), text)
  }

  function draw({ screen, now, route: { id } }) {
    if (opened !== id) {
      opened = id
      theirs = ""
      fault("")
    }
    const own = screen.mine[id]
    const entries = own && entriesOf(own.list, screen, redraw)
    const all = mayExchange(own) && entries ? partners(entries, screen.delegation) : []
    const chosen = all.find((each) => each.id === theirs)
    mark(slot(root, "back"), "href", hashOf("intervention", id))
    write(root, "what", own?.place ? placeOf(screen, own, now) : "")
    write(root, "closed", closedBecause(screen, id, entries, all))
    show(slot(root, "foot"), all.length > 0)
    drawPartners(screen, own, all, now)
    const would = chosen && wouldBe(screen, own, { list: own.list, ...afterExchange(entries, id, theirs) }, now)
    write(root, "would", would?.would ?? say("swap_choose"))
    write(root, "instead", would?.instead ?? "")
    if (button.hasAttribute("aria-busy")) return
    mark(button, "aria-disabled", chosen ? undefined : "true")
    setText(button, chosen ? say("swap_offer_to", { delegation: nameOf(chosen.delegation) }) : say("swap_offer"))
  }

  function drawPartners(screen, own, all, now) {
    drawList(slot(root, "partners"), document.getElementById("partner-row"), all, (li, { id, delegation, name, place, ahead_s }) => {
      const input = li.querySelector("input")
      input.value = id
      input.checked = id === theirs
      mark(li.firstElementChild, "data-chosen", id === theirs ? "" : undefined)
      setFlag(slot(li, "flag"), delegation)
      setName(slot(li, "name"), delegation, name)
      const time = foreseen(beginsAt(screen, { list: own.list, not_before: own.not_before, place, ahead_s }, now), now)
      setText(slot(li, "what"), ordinal("is_at", place, { time }))
    })
  }

  async function offer() {
    if (button.hasAttribute("aria-busy") || button.hasAttribute("aria-disabled")) return
    const { route: { id } } = scene()
    fault("")
    button.setAttribute("aria-busy", "true")
    setText(button, say("sending"))
    const answer = await send("offer_swap", { mine: id, theirs }, { giveUpAfter: PATIENCE_MS })
    button.removeAttribute("aria-busy")
    const isHere = shown.route.view === "exchange" && shown.route.id === id
    if (!answer.ok && isHere) fault(faultOf(answer))
    else if (isHere) shown.replace("intervention", id)
    redraw()
  }

  root.addEventListener("change", ({ target }) => {
    if (target.name !== "theirs") return
    theirs = target.value
    fault("")
    redraw()
  })
  button.addEventListener("click", offer)
  return { draw }
}

const placeOf = (screen, own, now) =>
  say("place_item_and_time", { place: ordinal("you_are", own.place), number: numberOf(own.item), time: foreseen(beginsAt(screen, own, now), now) })

function closedBecause(screen, id, entries, all) {
  if (!mayExchange(screen.mine[id]) || isOffered(screen, id)) return say("swap_no_longer")
  return entries && !all.length ? say("swap_nobody") : ""
}
