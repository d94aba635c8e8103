// The phone of a delegation, whole: joins the screen that is followed, the view that the address names, and what was asked.

import { begun } from "../lib/first.js"
import { keeping } from "../lib/kept.js"
import { nameOf, setFlag, setName } from "../lib/names.js"
import { page, say } from "../lib/page.js"
import { keepShell } from "../lib/shell.js"
import { tick } from "../lib/tick.js"
import { answering } from "./answering.js"
import { asking } from "./asking.js"
import { markWindow, notify, stayAwake, tellTime, prepareSound } from "./attention.js"
import { show, slot } from "./dom.js"
import { drawForm } from "./draw_form.js"
import { drawOne } from "./draw_one.js"
import { drawPending } from "./draw_pending.js"
import { drawProgramme } from "./draw_programme.js"
import { drawNext, drawSpeaking, tickSpeaking } from "./draw_takeover.js"
import { drawTop, tickFloor } from "./floor.js"
import { meeting, takeOver } from "./following.js"
import { exchanging } from "./exchanging.js"
import { openForm, targetOf } from "./form.js"
import { registering } from "./registering.js"
import { handing } from "./handing.js"
import { actions } from "./actions.js"
import { preferring } from "./preferring.js"
import { keepsake } from "./receipt.js"
import { raising } from "./raising.js"
import { replying } from "./replying.js"
import { attention } from "./route.js"
import { texts } from "./texts.js"
import { views } from "./views.js"

const TAKES_OVER = ["next", "floor"] // views of their own
const REDRAW_MS = 2000 // what is foreseen moves on even while nothing happens

const code = page.as.replace(/^delegation:/, "")
const find = (selector) => document.querySelector(selector)
const parts = { top: find(".top"), floor: find(".top__floor"), lost: find("[data-lost]") }

let screen // the last known
let link = { live: false, since: undefined, isComing: begun?.isFresh } // what the page brought is as it is now
let called = { kind: "", id: "", place: undefined } // what our attention was last called to
let opened = "" // the target for which the form stands open
let drawnAt = 0

const keyOf = ({ view, id }) => `${view}/${id}`

const scene = () => ({
  screen, code, name: nameOf(code), now: meeting.now(), live: link.live || Boolean(link.isComing), since: link.since, route: shown.route,
  sure: acts.sure, receipts: acts.receipts, redraw: draw,
})

const asked = asking({ isLive: () => link.live, now: () => meeting.now(), changed: () => draw() })
const shown = views(() => { acts.turned(); draw() })
const order = raising(find("[data-raise]"), { scene })
const reply = replying(find("[data-reply]"), { scene, asked: (id) => {
  acts.receipts.set(id, { words: "reply_asked_at", at: meeting.now() })
  shown.go("intervention", id)
} })
const answers = answering({ scene, draw: () => draw() })
const exchange = exchanging(find("[data-view-of=exchange]"), { scene, shown, draw: () => draw() })
const hand = handing(find("[data-view-of=text]"), { scene, draw: () => draw(), done: (id) => {
  acts.receipts.set(id, { words: "text_arrived", at: meeting.now() })
  if (shown.route.view === "text" && shown.route.id === id) shown.replace("intervention", id)
} })
const handed = texts(find("[data-texts]"), { scene, stateOf: hand.stateOf, draw: () => draw() })
const register = registering(find("[data-view-of=members]"), { scene, draw: () => draw() })
const preferred = preferring(find("[data-view-of=order]"), find("[data-order]"), { scene, draw: () => draw() })
const slip = keepsake(find("[data-view-of=intervention]"), { scene })
const acts = actions({ asked, shown, scene, draw: () => draw(), again: () => again(), forget: (route) => { if (opened === keyOf(route)) opened = "" } })

// --- the screen as it is

function draw() {
  if (!screen) return
  drawnAt = performance.now()
  const now = scene()
  show(find("[data-programme-wait]"), false)
  drawTop(parts.top, now, shown.route.view === called.kind ? "" : called.kind)
  show(parts.lost, !now.live && !link.ended && !["inscribe", "amend", "floor"].includes(shown.route.view))
  preferred.drawWay(screen)
  order.draw()
  reply.draw()
  const { route } = shown
  const section = shown.section
  const waiting = asked.all().filter((entry) => !acts.isHeld(entry))
  for (const each of document.querySelectorAll("[data-pending]")) {
    // The programme is long: there it stands at the bottom of the window, in the other views under what it is about.
    const isHere = route.view === "programme" ? each.closest(".base") : section.contains(each)
    drawPending(each, isHere ? waiting : [], isHere ? asked.answers() : [])
  }
  for (const each of document.querySelectorAll("[data-matters]")) {
    if (route.view === "programme" && each.closest(".base")) answers.draw(each)
    else if (section.contains(each)) answers.draw(each, route.view === "next" ? { about: called.id, most: 1 } : { about: route.id })
  }
  switch (route.view) {
    case "exchange": exchange.draw(now); break
    case "programme": drawProgramme(find("[data-programme]"), now, listsAsked(waiting)); break
    case "intervention":
      drawOne(section, now, route.id, acts.receipts.get(route.id))
      handed.draw()
      slip.draw()
      break
    case "text": hand.draw(now); break
    case "members": register.draw(now); break
    case "order": preferred.draw(now); break
    case "next": drawNext(section, now, called.id); break
    case "floor": drawSpeaking(section, now); break
    default: drawTarget(section, now, waiting)
  }
  drawClocks()
}

const listsAsked = (waiting) =>
  new Set(waiting.filter(({ command }) => command === "inscribe").map(({ fields }) => fields.list))

function drawTarget(section, now, waiting) {
  const target = targetOf(now.route, screen)
  const key = keyOf(now.route)
  if (target.row && opened !== key) {
    openForm(section.querySelector("[data-wish]"), target, screen)
    opened = key
  }
  const isAsked = waiting.some(({ fields }) => (target.own ? fields.intervention === now.route.id : fields.list === now.route.id))
  drawForm(section, now, { isAsked, redraw: draw })
}

function drawClocks() {
  if (!screen) return
  const now = scene()
  tickFloor(parts.floor, now, { withTime: true })
  if (shown.route.view === "next") tickFloor(shown.section.querySelector("[data-floor]"), now)
  if (shown.route.view === "floor") tickSpeaking(shown.section, now)
  if (called.kind === "floor") tellTime(screen.speech, now.now)
}

// --- what calls for attention

function attend() {
  const next = attention(screen)
  const isSame = next.kind === called.kind && next.id === called.id
  const before = called
  called = next
  const isOnIt = TAKES_OVER.includes(shown.route.view)
  if (!isSame) notify(next)
  if (!TAKES_OVER.includes(next.kind)) {
    if (isOnIt && screen.mine[before.id]) shown.replace("intervention", before.id)
    else if (isOnIt) shown.replace("programme")
  } else if (!isSame) {
    if (isOnIt) shown.replace(next.kind)
    else shown.go(next.kind)
  }
  markWindow(next, { name: nameOf(code), meeting: screen.meeting.short_title })
  stayAwake(TAKES_OVER.includes(next.kind))
}

// --- beginnings

function again() {
  meeting.again()
  asked.deliverAll()
  hand.deliverAll()
}

function turnTo(next) {
  answers.came(screen, next)
  screen = next
  attend()
  draw()
}

prepareSound(find("[data-sound]"))
setFlag(find("[data-own-flag]"), code)
setName(find("[data-own-name]"), code)

const kept = keeping(() => {
  const at = link.live ? meeting.now() : link.since ?? begun?.at
  return at && meeting.held?.screen && { ...meeting.held, at }
})

takeOver({
  show(next) {
    turnTo(next)
    kept.changed()
  },
  status(next) {
    const wasLive = link.live
    link = next
    draw()
    if (next.ended) kept.end()
    else kept.changed()
    if (next.live && !wasLive) {
      asked.deliverAll()
      hand.deliverAll()
    }
  },
})

keepShell()

tick(() => {
  drawClocks()
  if (performance.now() - drawnAt > REDRAW_MS && !document.hidden) draw()
})
