// The wall: one screen of the room, seen from 25 metres. Chooses between the stage and the calm states; holds no rules.

import { announceOnce } from "./lib/announce.js"
import { onReflow } from "./lib/fit.js"
import { follow } from "./lib/follow.js"
import { loadNames, nameOf } from "./lib/names.js"
import { say } from "./lib/page.js"
import { tick } from "./lib/tick.js"
import { calm } from "./room/calm.js"
import { stage } from "./room/stage.js"
import { topLine } from "./room/top.js"

const wall = document.querySelector("[data-wall]")
const top = topLine(wall.querySelector("[data-top]"))
const onStage = stage(wall.querySelector("[data-stage]"), document.querySelector("[data-row]"))
const inCalm = calm(wall.querySelector("[data-calm]"))

let screen
let staleSince
let onFloor

await loadNames()
const { now } = follow({ show, status })
onReflow(() => {
  if (!screen) return
  top.measure()
  inCalm.measure()
  onStage.measure()
  draw()
})
tick(() => {
  if (!screen) return
  const time = now()
  top.tick(time)
  if (isCalm(screen)) inCalm.tick(time)
  else onStage.tick(time)
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

function draw() {
  const rests = isCalm(screen)
  const part = rests ? inCalm : onStage
  wall.hidden = false
  wall.querySelector("[data-stage]").hidden = rests
  wall.querySelector("[data-calm]").hidden = !rests
  top.draw(screen, { asMeeting: rests, showsTime: !rests || ["suspended", "adjourned"].includes(screen.meeting.state) })
  part.draw(screen, staleSince, now())
  part.tick(now())
  announce()
}

function announce() {
  const { speech } = screen
  if (speech && speech.intervention !== onFloor) announceOnce(say("floor_given", { name: nameOf(speech.delegation, speech.name) }))
  onFloor = speech?.intervention
}
