// "Not done": the cause, who and when, what is safe, one way on. Gone with the next act that is done, or with Escape.

import { nameOf } from "../lib/names.js"
import { hasWords, say } from "../lib/page.js"
import { timeOfDay } from "../lib/time.js"
import { announceOnce } from "../lib/announce.js"
import { lastOfFloor, whoOf } from "./acts.js"

const FLOOR_WORDS = { call: "floor_changed_by", end_speech: "floor_changed_ended" }

/** What has happened to the floor meanwhile, as the desks did it. */
function floorWords(screen) {
  const act = lastOfFloor(screen?.acts)
  const key = FLOOR_WORDS[act?.command]
  if (!key || !act.delegation) return say("floor_changed_somehow")
  return say(key, { who: whoOf(act), delegation: nameOf(act.delegation), time: timeOfDay(act.at, { seconds: true }) })
}

function detail(refusal, screen) {
  if (refusal.code === "floor_changed") return floorWords(screen)
  if (refusal.code === "no_connection") return say("no_connection_detail")
  return refusal.message ? say("refused_detail", { cause: refusal.message }) : say("floor_changed_somehow")
}

const title = ({ code }) => say(hasWords(`not_done_${code}`) ? `not_done_${code}` : "not_done")

/** `screen()` gives the screen of now, `current()` the element of the band to use (a panel has its own). */
export function notDone({ screen, current, again }) {
  let refusal = null
  let shownIn = null

  function draw() {
    if (shownIn && (!refusal || shownIn !== current())) { shownIn.hidden = true; shownIn.replaceChildren() }
    if (!refusal) return void (shownIn = null)
    shownIn = current()
    const head = Object.assign(document.createElement("b"), { className: "not-done__title", textContent: title(refusal) })
    const text = Object.assign(document.createElement("p"), { className: "not-done__text", textContent: detail(refusal, screen()) })
    const way = Object.assign(document.createElement("button"), { type: "button", className: "button button--small" })
    way.textContent = refusal.again ? say("try_again") : say("understood")
    way.append(" ", Object.assign(document.createElement("kbd"), { textContent: say("key_escape"), hidden: Boolean(refusal.again) }))
    way.addEventListener("click", () => (refusal?.again ? again(refusal) : clear()))
    shownIn.replaceChildren(head, text, way)
    shownIn.hidden = false
  }

  function clear() { refusal = null; draw() }

  return {
    raise(next) {
      refusal = next
      draw()
      announceOnce(`${title(next)}. ${detail(next, screen())}`, { assertive: true })
    },
    clear,
    /** News may name the cause better than the refusal could. */
    renew: () => { if (refusal) draw() },
    get isRaised() { return Boolean(refusal) },
  }
}
