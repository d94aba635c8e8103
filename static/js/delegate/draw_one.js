// One own intervention: its place, when, why, and what may still be done with it.

import { digits } from "../lib/clock.js"
import { itemTitle, nameOf } from "../lib/names.js"
import { ordinal, plural, say } from "../lib/page.js"
import { timeOfDay } from "../lib/time.js"
import { setText } from "../lib/tick.js"
import { entriesOf } from "./ahead.js"
import { mark, show, slot, write } from "./dom.js"
import { afterYield, mayExchange } from "./exchange.js"
import { isOffered } from "./matters.js"
import { kindName, languageName, mayChange, ownWords } from "./own_words.js"
import { beginsAt, numberOf } from "./programme.js"
import { hashOf } from "./route.js"
import { foreseen } from "./when.js"

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
  show(slot(root, "submit"), false)
  show(slot(root, "ways"), false)
}

function drawKnown(root, scene, id, own) {
  const number = numberOf(own.item)
  const words = ownWords(own, scene)
  const asOf = { number, time: timeOfDay(scene.since ?? scene.now, { seconds: true }) }
  write(root, "item", scene.live ? say("item_and_title", { number, title: itemTitle(own.item) }) : say("item_as_of", asOf))
  setText(slot(root, "head"), words.what)
  write(root, "when", words.when)
  // Why it was refused is in the words of the desk, in whatever language.
  mark(write(root, "why", words.why), "dir", own.state === "refused" ? "auto" : undefined)
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
    actions: own.actions?.map((number) => say("action_of_plan", { number })).join(", "),
  }
  for (const [name, text] of Object.entries(facts)) {
    const row = root.querySelector(`[data-fact="${name}"]`)
    show(row, Boolean(text))
    setText(row.querySelector("dd"), text || "")
  }
}

function drawActs(root, scene, id, own) {
  const { screen, name, live, sure } = scene
  const row = screen.lists[own.list]
  const isOpen = mayChange(own)
  const hasPlace = own.state === "inscribed"
  const isSure = sure.id === id && (sure.what === "yield" ? hasPlace : isOpen)
  const canExchange = mayExchange(own) && !isOffered(screen, id) && row?.waiting > 1
  show(slot(root, "ways"), hasPlace && live && !isSure)
  show(slot(root, "exchange").parentElement, canExchange)
  mark(slot(root, "exchange"), "href", hashOf("exchange", id))
  mark(slot(root, "yield"), "aria-expanded", String(isSure && sure.what === "yield"))
  show(slot(root, "acts"), isOpen && !isSure)
  show(slot(root, "sure"), isSure)
  const isDraft = own.state === "draft"
  show(slot(root, "submit"), isDraft && Boolean(row?.accepts) && !isSure)
  if (!slot(root, "submit").hasAttribute("aria-busy")) setText(slot(root, "submit"), say("draft_submit", { name }))
  show(slot(root, "again"), ["withdrawn", "refused"].includes(own.state) && Boolean(row?.accepts))
  mark(slot(root, "amend"), "href", hashOf("amend", id))
  mark(slot(root, "withdraw"), "aria-expanded", String(isSure && sure.what === "withdraw"))
  mark(slot(root, "again"), "href", hashOf("inscribe", own.list))
  setText(slot(root, "keep"), say(hasPlace ? "withdraw_no_place" : "withdraw_no"))
  const words = sure.what === "yield" ? yieldWords(scene, id, own) : withdrawWords(own, name)
  setText(slot(root, "sure-head"), words.head)
  write(root, "sure-what", words.what)
  if (!slot(root, "sure-button").hasAttribute("aria-busy")) setText(slot(root, "sure-button"), words.yes)
}

const withdrawWords = (own, name) => ({
  head: own.state === "draft" ? say("draft_withdraw") : say("withdraw_ask", { name, number: numberOf(own.item) }),
  what: own.state === "inscribed" ? say("withdraw_costs") : "",
  yes: say("withdraw_yes", { name }),
})

function yieldWords({ screen, now, redraw }, id, own) {
  const entries = screen.lists[own.list] && entriesOf(own.list, screen, redraw)
  const then = entries && afterYield(entries, id)
  const yes = say("yield_yes")
  if (!then) return { head: say("yield_ask"), what: "", yes }
  const time = foreseen(beginsAt(screen, { ...own, ...then }, now), now)
  const what = say("place_and_time", { place: ordinal("would_be", then.place), time })
  return { head: say("yield_ask_named", { delegation: nameOf(then.delegation) }), what, yes }
}
