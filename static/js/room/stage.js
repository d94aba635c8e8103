// The stage: who speaks, how long still, who follows; between two speakers, who is next.

import { clockOf } from "../lib/clock.js"
import { clockWords, drawClock } from "../lib/face.js"
import { fit, isWithin } from "../lib/fit.js"
import { inOrder } from "../lib/forecast.js"
import { drawLine } from "../lib/line.js"
import { drawList } from "../lib/list.js"
import { hasShort, setFlag, setName, shortOf } from "../lib/names.js"
import { say } from "../lib/page.js"
import { secondLine } from "../lib/speaker.js"
import { setText } from "../lib/tick.js"
import { timeOfDay } from "../lib/time.js"
import { countParts, emptyFloor, listWords } from "./words.js"

const SHOWN = 3 // at 25 m a fourth name is noise
const ONE = [{ fit: "one", lines: 1 }, { fit: "narrow", lines: 1 }]
const NAME = [...ONE, { fit: "mid", lines: 1 }, { fit: "low", lines: 1 }, { fit: "two", lines: 2 }]
const CALM = [...ONE, { fit: "two", lines: 2 }]
const STATE_NAME = [...NAME, { fit: "two-less", lines: 2 }, { fit: "two-least", lines: 2 }, { fit: "three", lines: 3 }]
const ROW = [...ONE, { fit: "less", lines: 1 }, { fit: "two", lines: 2 }]
const SECOND = [...ONE, { fit: "less", lines: 1 }, { fit: "two", lines: 2 }]

export function stage(root, row) {
  const slot = (name) => root.querySelector(`[data-${name}]`)
  const [flag, name, second, line, label, clock] = ["flag", "name", "second", "line", "label", "clock"].map(slot)
  const [next, followed, list, state, count] = ["next", "followed", "list", "list-state", "count"].map(slot)
  const foot = state.parentElement
  let screen
  let staleSince
  let fitted

  function drawFloor(waiting) {
    const { speech } = screen
    root.dataset.floor = speech ? "taken" : waiting.length ? "free" : "empty"
    flag.hidden = !speech
    next.hidden = Boolean(speech)
    if (speech) {
      setFlag(flag, speech.delegation)
      setName(name, speech.delegation, speech.name)
      setText(second, secondLine(speech))
    } else {
      name.removeAttribute("lang")
      name.removeAttribute("dir")
      const [title, hint] = emptyFloor(screen.list, waiting.length)
      setText(name, title)
      setText(second, hint)
    }
    name.classList.toggle("floor__name--calm", !speech)
    const drawn = [speech?.intervention, name.textContent, second.textContent].join("|")
    if (drawn !== fitted) fitFloor(speech)
    fitted = drawn
  }

  function fitFloor(speech) {
    second.hidden = false
    const isShort = speech && hasShort(speech.delegation)
    fit(name, !speech ? CALM : isShort ? NAME : STATE_NAME)
    if (isShort && !isWithin(name, 2)) {
      setText(second, name.textContent)
      setText(name, shortOf(speech.delegation))
      fit(name, STATE_NAME)
    }
    second.hidden = !second.textContent || (speech && name.dataset.fit.startsWith("t"))
    if (!second.hidden) fit(second, SECOND)
  }

  function drawNext(entry) {
    if (!entry) return next.replaceChildren()
    if (!next.firstElementChild) next.append(row.content.firstElementChild.cloneNode(true))
    drawRow(next.firstElementChild, entry)
  }

  function drawRow(element, entry) {
    setFlag(element.querySelector(".flag"), entry.delegation)
    const named = element.querySelector("[data-name]")
    const before = named.textContent
    setName(named, entry.delegation, entry.name)
    if (named.textContent !== before) fit(named, ROW)
  }

  function drawFollowing(following) {
    followed.hidden = !screen.speech && !following.length
    setText(followed, say(following.length ? "followed_by" : "last_speaker"))
    drawList(list, row, following.slice(0, SHOWN), drawRow)
  }

  function drawFoot(waiting) {
    setText(state, listWords(screen.list))
    const [before, number, after] = countParts(waiting.length)
    count.replaceChildren(before, Object.assign(document.createElement("b"), { textContent: number }), after)
    fit(foot, ONE)
  }

  return {
    draw(news, since) {
      screen = news
      staleSince = since
      const waiting = inOrder(screen.entries)
      drawFloor(waiting)
      drawNext(screen.speech ? undefined : waiting[0])
      drawFollowing(screen.speech ? waiting : waiting.slice(1))
      drawFoot(waiting)
    },

    measure() {
      fitted = undefined
      for (const named of root.querySelectorAll(".next__name")) fit(named, ROW)
    },

    tick(now) {
      const { speech } = screen
      const at = speech && clockOf(speech, now)
      drawLine(line, at)
      clock.hidden = !speech
      if (speech) {
        drawClock(clock, at)
        clock.dataset.digits = digitsFor(Math.max(at.seconds, at.limit_s))
      }
      label.dataset.phase = staleSince ? "stale" : (at?.phase ?? "none")
      setText(label, words(at, speech))
    },
  }

  function words(at, speech) {
    if (staleSince) return say("not_live_since", { time: timeOfDay(staleSince, { seconds: true }) })
    if (at) return clockWords(at, speech)
    return screen.entries && Object.keys(screen.entries).length ? say("next_speaker") : ""
  }
}

/** The size is that of the longest time the speech can show, so that it does not change as the clock runs down. */
const digitsFor = (seconds) => (seconds < 600 ? 3 : seconds < 6000 ? 4 : 5)
