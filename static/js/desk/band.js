// "Not done": the cause, who and when, what is safe, one way on; the oldest, and how many more. Gone when it is done; a refusal, with Escape.

import { nameOf } from "../lib/names.js"
import { hasWords, plural, say } from "../lib/page.js"
import { timeOfDay } from "../lib/time.js"
import { announceOnce } from "../lib/announce.js"
import { actWords, lastOfFloor, whoOf } from "./acts.js"
import { undone } from "./undone.js"

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

// Several of these may stand here at once, and the field that they were typed in is empty again.
const NAMED = new Set(["inscribe", "amend", "withdraw", "mark_absent", "move", "refuse", "convert_written", "put_back"])
const actOf = ({ code, act }, screen) => (NAMED.has(act.command) && code !== "floor_changed" ? actWords(act, screen) : "")

const join = (...words) => words.filter(Boolean).join(" · ")

/**
 * `screen()` gives the screen of now, `current()` the element of the band to use (a panel has its own), `waiting()` how
 * many are still to be sent; `again(asked)` tries once more.
 */
export function notDone({ screen, current, waiting, again }) {
  const all = undone()
  let shownIn = null
  let shown = ""

  const text = (asked) => join(asked.named, detail(asked, screen()))

  function hide() {
    if (shownIn) { shownIn.hidden = true; shownIn.replaceChildren() }
    shownIn = null
    shown = ""
  }

  function draw() {
    const { first } = all
    if (!first) return hide()
    if (shownIn !== current()) hide()
    const more = all.size - 1 + waiting()
    const head = join(title(first), more && plural("order_more", more))
    const words = [first.key, Boolean(first.again), head, text(first)].join("\n")
    if (words === shown) return // a button that is made anew has lost the focus
    shown = words
    shownIn = current()
    shownIn.replaceChildren(
      Object.assign(document.createElement("b"), { className: "not-done__title", textContent: head }),
      Object.assign(document.createElement("p"), { className: "not-done__text", textContent: text(first) }),
      wayOn(first),
    )
    shownIn.hidden = false
  }

  function wayOn(asked) {
    const way = Object.assign(document.createElement("button"), { type: "button", className: "button button--small" })
    way.textContent = asked.again ? say("try_again") : say("understood")
    way.append(" ", Object.assign(document.createElement("kbd"), { textContent: say("key_escape"), hidden: Boolean(asked.again) }))
    way.addEventListener("click", async () => {
      if (!asked.again) return putAway()
      way.setAttribute("aria-busy", "true")
      await again(asked)
      way.removeAttribute("aria-busy")
    })
    return way
  }

  /** Puts away what is shown, if it was refused; what has no answer may be all that is left of a wish to speak. */
  function putAway() {
    const isPutAway = all.putAway()
    draw()
    return isPutAway
  }

  return {
    raise(answer) {
      const asked = { ...answer, named: actOf(answer, screen()) }
      all.add(asked)
      draw()
      announceOnce(`${title(asked)}. ${text(asked)}`, { assertive: true })
    },
    done(asked) { all.done(asked); draw() },
    putAway,
    /** News may name the cause better than the refusal could. */
    renew: draw,
    get hasOpen() { return all.hasOpen },
  }
}
