// The wall: one screen of the room, seen from 25 metres. Chooses between its layout, a point of order and the calm states;
// holds no rules.

import { announceOnce } from "./lib/announce.js"
import { onReflow } from "./lib/fit.js"
import { follow } from "./lib/follow.js"
import { loadNames, nameOf } from "./lib/names.js"
import { say } from "./lib/page.js"
import { tick } from "./lib/tick.js"
import { calm } from "./room/calm.js"
import { list } from "./room/list.js"
import { orderOnFloor } from "./room/order.js"
import { plate } from "./room/plate.js"
import { stage } from "./room/stage.js"
import { topLine } from "./room/top.js"

const LAYOUTS = { stage, list }

const wall = document.querySelector("[data-wall]")
const own = wall.querySelector("[data-own]")
const top = topLine(wall.querySelector("[data-top]"))
const inLayout = LAYOUTS[document.documentElement.dataset.layout](own, document.querySelector("[data-row]"))
const onPlate = plate(wall.querySelector("[data-plate]"))
const inCalm = calm(wall.querySelector("[data-calm]"))

let screen
let staleSince
let onFloor
let onOrder

await loadNames()
const { now } = follow({ show, status })
onReflow(() => {
  if (!screen) return
  top.measure()
  inCalm.measure()
  inLayout.measure()
  onPlate.measure()
  draw()
})
tick(() => {
  if (!screen) return
  const time = now()
  top.tick(time)
  partOf(screen).tick(time)
})

function show(news) {
  screen = news
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
  if (isCalm(news)) return inCalm
  return orderOnFloor(news) ? onPlate : inLayout
}

function draw() {
  const part = partOf(screen)
  const rests = part === inCalm
  wall.hidden = false
  own.hidden = part !== inLayout
  wall.querySelector("[data-plate]").hidden = part !== onPlate
  wall.querySelector("[data-calm]").hidden = !rests
  wall.dataset.order = part !== onPlate ? "none" : screen.speech ? "over" : "alone"
  top.draw(screen, { asMeeting: rests, showsTime: !rests || ["suspended", "adjourned"].includes(screen.meeting.state) })
  part.draw(screen, staleSince, now())
  part.tick(now())
  announce()
}

function announce() {
  const { speech } = screen
  if (speech && speech.intervention !== onFloor) announceOnce(say("floor_given", { name: nameOf(speech.delegation, speech.name) }))
  onFloor = speech?.intervention
  const order = orderOnFloor(screen)
  if (order && order.id !== onOrder) announceOnce(say("order_raised", { name: nameOf(order.delegation, order.name) }))
  onOrder = order?.id
}
