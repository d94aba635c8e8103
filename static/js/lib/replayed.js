// The log in place of the socket: the screens of then and the time of then, as the player around this page tells them.
// Nothing is sent from here, no socket is opened, and what would act does not act.

import { page, say } from "./page.js"
import { tick, setText } from "./tick.js"
import { msOf, timeOfDay } from "./time.js"

const AGAIN_MS = 3000
const HARMLESS = "a[href^='#'], summary, .lists button" // what only looks elsewhere on the same page
const ACTING = ["click", "submit", "pointerdown", "dragstart", "drop", "paste", "beforeinput", "input", "change"]
const OF_READING = new Set(["Tab", "PageUp", "PageDown"])

/** `version`: of the last act by `at`, which is the moment (ms) at `since`, by performance.now(). */
const moment = { version: undefined, at: 0, speed: 0, since: 0 }

const now = () => moment.at + (performance.now() - moment.since) * moment.speed

const isOfPlayer = ({ source, origin, data }) =>
  source === parent && parent !== window && origin === location.origin && data?.replay === "moment"

/** What stands in the log for what a page asks of the meeting as it is; null of what the log does not tell. */
export function pathThen(path) {
  const [, screen, asked] = /^screens\/(\w+)(?:\?(.*))?$/.exec(path) ?? []
  if (!screen) return null
  const query = new URLSearchParams(asked)
  if (moment.version === undefined) query.set("at", new Date(moment.at).toISOString())
  else query.set("version", moment.version)
  if (screen === "delegate") query.set("delegation", page.replay.delegation)
  return `replay/${screen}?${query}`
}

async function fetchThen(list) {
  const path = pathThen(`screens/${page.screen}${list ? `?list=${encodeURIComponent(list)}` : ""}`)
  const answer = await fetch(`/api/v1/meetings/${page.meeting}/${path}`, { headers: { "X-Acting-As": page.replay.as } })
  if (!answer.ok) throw new Error(`no screen: ${answer.status}`)
  return answer.json()
}

/** What looks like acting is kept from the page; keys are the player's, wherever they are pressed. */
function standStill() {
  for (const kind of ACTING) {
    addEventListener(kind, (event) => {
      if (kind === "click" || kind === "pointerdown" ? event.target.closest?.(HARMLESS) : false) return
      if (kind !== "pointerdown") event.preventDefault()
      event.stopImmediatePropagation()
    }, true)
  }
  addEventListener("keydown", (event) => {
    if (OF_READING.has(event.key) || event.ctrlKey || event.metaKey || event.altKey) return
    if ((event.key === "Enter" || event.key === " ") && event.target.closest?.(HARMLESS)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    parent.postMessage({ replay: "key", key: event.key, shiftKey: event.shiftKey }, location.origin)
  }, true)
  // A desk that begins puts the cursor into its field; here the hands are on the player.
  HTMLElement.prototype.focus = () => {}
}

/** As follow(), of which it is the other source. */
export function replayed({ show, status = () => {} }, { list } = {}) {
  const band = document.querySelector("[data-replayed]")
  const shown = {} // {version, list} of the screen that is shown
  let isAsking = false

  const isShown = () => shown.version === moment.version && shown.list === list && moment.version !== undefined

  /** One question at a time; when it is answered, the moment may be another. */
  async function ask() {
    if (isAsking || isShown()) return
    isAsking = true
    try {
      do {
        const asked = { version: moment.version, list }
        const answer = await fetchThen(list)
        if (asked.list !== list) continue
        moment.version ??= answer.version
        Object.assign(shown, { version: asked.version ?? answer.version, list })
        status({ live: true })
        show(answer.screen, answer)
      } while (!isShown())
    } catch {
      status({ live: false, since: now() })
      setTimeout(ask, AGAIN_MS)
    } finally {
      isAsking = false
    }
  }

  function turn(next) {
    Object.assign(moment, next, { since: performance.now() })
    ask()
  }

  standStill()
  addEventListener("message", (event) => {
    if (!isOfPlayer(event)) return
    const { version, at, speed } = event.data
    turn({ version, at, speed })
  })
  turn({ version: undefined, at: msOf(page.replay.at), speed: 0 })
  tick(() => setText(band, say("replayed", { time: timeOfDay(now(), { seconds: true }) })))
  parent.postMessage({ replay: "ready" }, location.origin)

  return {
    now,
    ask,
    again: ask,
    watchList(id) {
      list = id
      ask()
    },
  }
}
