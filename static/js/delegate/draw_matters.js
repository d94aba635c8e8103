// What is asked of the delegation, as cards with two buttons, and what was answered or asked of others, as quiet lines.

import { drawList } from "../lib/list.js"
import { nameOf } from "../lib/names.js"
import { ordinal, say } from "../lib/page.js"
import { setText } from "../lib/tick.js"
import { entriesOf } from "./ahead.js"
import { mark, show, slot, write } from "./dom.js"
import { afterExchange } from "./exchange.js"
import { beginsAt, numberOf } from "./programme.js"
import { foreseen } from "./when.js"

const CARDS = ["roll", "received"]

/** `rows`: matters, each with `fault` and `busy` ("yes", "no" or nothing); `redraw`: to be called when more is known. */
export function drawMatters(container, rows, scene, redraw) {
  const first = rows.find(({ kind }) => CARDS.includes(kind))
  drawList(container, document.getElementById("matter-row"), rows, (element, row) => {
    const words = wordsOf(row, scene, redraw)
    mark(element, "data-form", CARDS.includes(row.kind) ? "card" : "line")
    setText(slot(element, "head"), words.head)
    write(element, "would", words.would)
    write(element, "instead", words.instead)
    write(element, "fault", row.kind === "fault" ? "" : row.fault)
    // One blue button on a page: that of what comes first.
    slot(element, "yes").classList.toggle("button--primary", row === first)
    for (const name of ["yes", "no"]) drawButton(slot(element, name), words[name], row.busy === name)
  })
}

function drawButton(button, words, isBusy) {
  show(button, Boolean(words))
  mark(button, "aria-busy", isBusy ? "true" : undefined)
  if (words) setText(button, isBusy ? say("sending") : words)
}

function wordsOf(row, scene, redraw) {
  switch (row.kind) {
    case "roll": return { head: say("roll_ask"), instead: placeOf(row, scene), yes: say("roll_ready"), no: say("roll_not_in_room") }
    case "answered": {
      const isReady = row.answer === "ready"
      return { head: say(`roll_answered_${row.answer}`), no: say(isReady ? "roll_not_in_room" : "roll_ready") }
    }
    case "received": return {
      head: say("swap_received", { delegation: nameOf(row.delegation) }), yes: say("swap_accept"), no: say("swap_decline"),
      ...offered(row, scene, redraw),
    }
    case "made": return { head: say("swap_made", { delegation: nameOf(row.delegation) }), no: say("swap_back") }
    case "over": return { head: say("swap_over", { delegation: nameOf(row.delegation) }), no: say("understood") }
    case "exchanged": return { head: say("swap_done", { delegation: nameOf(row.delegation) }), no: say("understood") }
    default: return { head: row.fault, no: say("understood") }
  }
}

function placeOf({ intervention }, { screen, now }) {
  const own = screen.mine[intervention]
  const place = own.place === 1 ? say("you_are_next") : ordinal("you_are", own.place)
  return say("place_and_time", { place, time: foreseen(beginsAt(screen, own, now), now) })
}

/** "You would be 2nd, about 11:20", "instead of 5th, about 11:40"; across items the item stands with the new place. */
function offered({ intervention, other, list }, { screen, now }, redraw) {
  const own = screen.mine[intervention]
  const entries = screen.lists[list] && entriesOf(list, screen, redraw)
  const then = entries && afterExchange(entries, intervention, other)
  if (!then) return {}
  return wouldBe(screen, own, { list, ...then }, now)
}

/** {would, instead}: the place that one would get for the one that one has. */
export function wouldBe(screen, own, then, now) {
  const time = foreseen(beginsAt(screen, { ...own, ...then }, now), now)
  const place = ordinal("would_be", then.place)
  const would = then.list === own.list
    ? say("place_and_time", { place, time })
    : say("place_item_and_time", { place, number: numberOf(screen.lists[then.list].item), time })
  return { would, instead: ordinal("instead_of", own.place, { time: foreseen(beginsAt(screen, own, now), now) }) }
}
