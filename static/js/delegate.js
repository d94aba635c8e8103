// The phone of a delegation: draws the programme from what the page brought along, follows it, then fetches all the rest.

import { begun } from "./lib/first.js"
import { read, write } from "./lib/kept.js"
import { fetchLast, fetchLater, fetchSoon, isReached } from "./lib/later.js"
import { markLive, STALE_MS } from "./lib/live.js"
import { loadNames, nameOf, setFlag, takeNames } from "./lib/names.js"
import { page } from "./lib/page.js"
import { tick } from "./lib/tick.js"
import { mark, show } from "./delegate/dom.js"
import { drawProgramme } from "./delegate/draw_programme.js"
import { drawTop, tickFloor } from "./delegate/floor.js"
import { orderOf } from "./delegate/programme.js"
import { attention, routeOf } from "./delegate/route.js"

const REDRAW_MS = 2000 // what is foreseen moves on even while nothing happens

const code = page.as.replace(/^delegation:/, "")
const find = (selector) => document.querySelector(selector)

let screen = begun?.screen
let now = begun?.now
let link = { live: Boolean(begun) }
let isFollowed = false
let isWhole = false
let drawnAt = 0

// --- the programme alone, as long as there is nothing else

const scene = () => ({ screen, code, name: nameOf(code), now: now(), live: link.live })

function draw() {
  if (!screen) return
  drawnAt = performance.now()
  show(find("[data-programme-wait]"), false)
  show(find("[data-order]"), orderOf(screen).length > 1)
  drawTop(find(".top"), scene(), attention(screen).kind)
  drawProgramme(find("[data-programme]"), scene(), new Set())
  drawClock()
}

function drawClock() {
  if (screen) tickFloor(find(".top__floor"), scene(), { withTime: true })
}

function turn(next) {
  link = next
  draw()
}

/** Nobody else says so until it is followed: what the page brought grows old, and was old if it had been kept. */
function watchOver() {
  if (isFollowed || !begun || !link.live) return
  if (begun.isFresh && begun.now() - begun.at < STALE_MS) return
  turn({ live: false, since: begun.at })
  markLive(link)
}

/** Its view is not there yet: what was tapped says that it was heard, and the programme stays. */
function markWay() {
  const isOnItsWay = !isWhole && routeOf(location.hash).view !== "programme"
  mark(document.body, "data-turning", isOnItsWay ? "" : undefined)
  for (const way of document.querySelectorAll("a[href^='#']")) {
    mark(way, "aria-busy", isOnItsWay && way.hash === location.hash ? "true" : undefined)
  }
}

// --- all the rest

/** This browser keeps them beside the page: without a network they are there at once. */
async function bringNames() {
  const kept = `names.${page.language}`
  const old = begun?.isFresh === false && (await read(kept))
  if (old) takeNames(old)
  else write(kept, await loadNames())
  draw()
}

/** A connection that breaks now must not leave a page that shows the programme and does nothing. */
async function bring(module) {
  try {
    return await module()
  } catch {
    // Browsers remember that a module was not to be had; a page that is loaded anew asks again.
    return (await isReached()) ? module() : location.reload()
  }
}

function followAlone({ meeting, takeOver }) {
  isFollowed = true
  now = meeting.now
  takeOver({
    show(next) {
      screen = next
      draw()
    },
    status: turn,
  })
}

watchOver()
draw()
markWay()
addEventListener("hashchange", markWay)
const stop = tick(() => {
  drawClock()
  watchOver()
  if (performance.now() - drawnAt > REDRAW_MS && !document.hidden) draw()
})
fetchSoon()
followAlone(await bring(() => import("./delegate/following.js")))
setFlag(find("[data-own-flag]"), code)
await Promise.all([bringNames(), fetchLater()])
await bring(() => import("./delegate/whole.js"))
isWhole = true
stop()
markWay()
fetchLast()
