// The wall: one screen of the room, seen from 25 metres. Chooses between its layout, a point of order and the calm states;
// holds no rules.

import { announceOnce } from "./lib/announce.js"
import { onReflow } from "./lib/fit.js"
import { follow } from "./lib/follow.js"
import { loadNames, nameOf } from "./lib/names.js"
import { say } from "./lib/page.js"
import { tick } from "./lib/tick.js"
import { agenda } from "./room/agenda.js"
import { calm } from "./room/calm.js"
import { clockOnly } from "./room/clockonly.js"
import { list } from "./room/list.js"
import { lowerThird } from "./room/lowerthird.js"
import { orderOnFloor } from "./room/order.js"
import { plate } from "./room/plate.js"
import { followPointing } from "./room/pointing.js"
import { orderWords } from "./room/words.js"
import { stage } from "./room/stage.js"
import { topLine } from "./room/top.js"

const LAYOUTS = { stage, list, clock: clockOnly, agenda, lower_third: lowerThird }

const { layout } = document.documentElement.dataset
const wall = document.querySelector("[data-wall]")
const row = document.querySelector("[data-row]")
const top = part("top", topLine)
const inLayout = part("own", LAYOUTS[layout])
// The agenda and the lower third have no plate and no calm: there the layout itself says all.
const onPlate = part("plate", plate)
const inCalm = part("calm", calm)
const parts = [inLayout, onPlate, inCalm].filter(Boolean)

let screen
let staleSince
let onFloor
let onOrder

await loadNames()
const { now } = follow({ show, status })
onReflow(() => {
  if (!screen) return
  top?.measure()
  for (const each of parts) each.measure()
  draw()
})
tick(() => {
  if (!screen) return
  const time = now()
  top?.tick(time)
  partOf(screen).tick(time)
})

/** A part of the wall with its root; undefined if this layout has none. */
function part(name, make) {
  const root = wall.querySelector(`[data-${name}]`)
  return root ? Object.assign(make(root, row), { root }) : undefined
}

function show(news) {
  screen = news
  followPointing(news.displays)
  draw()
}

function status({ live, since }) {
  staleSince = live ? undefined : since
  document.documentElement.toggleAttribute("data-stale", !live)
  if (screen) draw()
}

/** A wall has one thing to say: without an item, or while the meeting stands still, it is not the speaker. */
function isCalm({ meeting, item }) {
  return meeting.state !== "in_session" || !item
}

/** A point of order comes before the speaker. */
function partOf(news) {
  if (isCalm(news)) return inCalm ?? inLayout
  return (orderOnFloor(news) && onPlate) || inLayout
}

/** The hour stands in the top line unless it is the greatest thing on the wall already. */
function showsTime(shown) {
  if (shown === inCalm) return ["suspended", "adjourned"].includes(screen.meeting.state)
  return layout !== "clock" || shown !== inLayout || Boolean(screen.speech)
}

function draw() {
  const shown = partOf(screen)
  wall.hidden = false
  for (const each of parts) each.root.hidden = each !== shown
  wall.dataset.order = shown !== onPlate ? "none" : screen.speech ? "over" : "alone"
  top?.draw(screen, { asMeeting: shown === inCalm || layout === "agenda", showsTime: showsTime(shown) })
  shown.draw(screen, staleSince, now())
  shown.tick(now())
  announce()
}

function announce() {
  const { speech } = screen
  if (speech && speech.intervention !== onFloor) announceOnce(say("floor_given", { name: nameOf(speech.delegation, speech.name) }))
  onFloor = speech?.intervention
  const order = orderOnFloor(screen)
  if (order && order.id !== onOrder) announceOnce(order.motion ? orderWords(order) : say("order_raised", { name: nameOf(order.delegation, order.name) }))
  onOrder = order?.id
}
