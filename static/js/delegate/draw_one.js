// One own intervention: its place, when, why, and what may still be done with it.

import { digits } from "../lib/clock.js"
import { itemTitle } from "../lib/names.js"
import { plural, say } from "../lib/page.js"
import { timeOfDay } from "../lib/time.js"
import { setText } from "../lib/tick.js"
import { mark, show, slot, write } from "./dom.js"
import { kindName, languageName, mayChange, ownWords } from "./own_words.js"
import { numberOf } from "./programme.js"
import { hashOf } from "./route.js"

/** `receipt`: what was done to it here and when, if anything. */
export function drawOne(root, scene, id, receipt) {
  const own = scene.screen.mine[id]
  drawReceipt(root, receipt)
  if (own) drawKnown(root, scene, id, own)
  else drawUnknown(root, receipt)
  show(root.querySelector("[data-facts]"), Boolean(own))
}

function drawReceipt(root, receipt) {
  show(slot(root, "receipt"), Boolean(receipt))
  if (receipt) write(root, "receipt-words", say(receipt.words, { time: timeOfDay(receipt.at, { seconds: true }) }))
}

/** Just inscribed, and the news of it not here yet; or not ours at all. */
function drawUnknown(root, receipt) {
  write(root, "item", "")
  setText(slot(root, "head"), say(receipt ? "place_follows" : "gone"))
  write(root, "when", "")
  write(root, "why", "")
  show(slot(root, "acts"), false)
  show(slot(root, "sure"), false)
  show(slot(root, "again"), false)
}

function drawKnown(root, scene, id, own) {
  const number = numberOf(own.item)
  const words = ownWords(own, scene)
  const asOf = { number, time: timeOfDay(scene.since ?? scene.now, { seconds: true }) }
  write(root, "item", scene.live ? say("item_and_title", { number, title: itemTitle(own.item) }) : say("item_as_of", asOf))
  setText(slot(root, "head"), words.what)
  write(root, "when", words.when)
  write(root, "why", words.why)
  drawFacts(root, own)
  drawActs(root, scene, id, own)
}

function drawFacts(root, own) {
  const facts = {
    kind: kindName(own),
    language: languageName(own.language),
    limit: own.limit_s && own.delivery !== "written" ? digits(own.limit_s) : "",
    speaker: own.speaker,
    minutes: own.minutes ? plural("minutes", own.minutes) : "",
    note: own.note,
  }
  for (const [name, text] of Object.entries(facts)) {
    const row = root.querySelector(`[data-fact="${name}"]`)
    show(row, Boolean(text))
    setText(row.querySelector("dd"), text || "")
  }
}

function drawActs(root, { screen, name, sure }, id, own) {
  const row = screen.lists[own.list]
  const isOpen = mayChange(own)
  const isSure = isOpen && sure === id
  show(slot(root, "acts"), isOpen && !isSure)
  show(slot(root, "sure"), isSure)
  show(slot(root, "again"), own.state === "withdrawn" && Boolean(row?.accepts))
  mark(slot(root, "amend"), "href", hashOf("amend", id))
  mark(slot(root, "withdraw"), "aria-expanded", String(isSure))
  mark(slot(root, "again"), "href", hashOf("inscribe", own.list))
  const hasPlace = own.state === "inscribed"
  setText(slot(root, "sure-head"), say("withdraw_ask", { name, number: numberOf(own.item) }))
  write(root, "sure-what", hasPlace ? say("withdraw_costs") : "")
  setText(slot(root, "keep"), say(hasPlace ? "withdraw_no_place" : "withdraw_no"))
  if (!slot(root, "sure-button").hasAttribute("aria-busy")) setText(slot(root, "sure-button"), say("withdraw_yes", { name }))
}
