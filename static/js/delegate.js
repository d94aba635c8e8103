// The phone of a delegation: draws the programme from what the page brought along, follows it, then fetches all the rest.

import { begun } from "./lib/first.js"
import { read, write } from "./lib/kept.js"
import { fetchLast, fetchLater, fetchSoon, isReached } from "./lib/later.js"
import { loadNames, nameOf, takeNames } from "./lib/names.js"
import { page } from "./lib/page.js"
import { show } from "./delegate/dom.js"
import { drawProgramme } from "./delegate/draw_programme.js"
import { drawFloor, floorLabel, tickFloor } from "./delegate/floor.js"
import { routeOf } from "./delegate/route.js"

const code = page.as.replace(/^delegation:/, "")
const find = (selector) => document.querySelector(selector)

/** The programme alone, as long as there is nothing else. */
function drawAlone({ screen, live, now }) {
  if (routeOf(location.hash).view !== "programme") return
  const floor = find(".top__floor")
  const scene = { screen, code, name: nameOf(code), now, live }
  show(find("[data-programme-wait]"), false)
  drawFloor(floor, scene, { label: floorLabel(scene) })
  tickFloor(floor, scene, { withTime: true })
  drawProgramme(find("[data-programme]"), scene, new Set())
}

/** This browser keeps them beside the page: without a network they are there at once. */
async function bringNames() {
  const kept = `names.${page.language}`
  const old = begun?.isFresh === false && (await read(kept))
  if (old) takeNames(old)
  else write(kept, await loadNames())
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
  let screen
  let live = begun?.isFresh
  const draw = () => { if (screen) drawAlone({ screen, live, now: meeting.now() }) }
  takeOver({
    show(next) {
      screen = next
      draw()
    },
    status(link) {
      live = link.live
      draw()
    },
  })
}

if (begun) drawAlone({ screen: begun.screen, live: begun.isFresh, now: begun.now() })
fetchSoon()
await bringNames()
followAlone(await bring(() => import("./delegate/following.js")))
await fetchLater()
await bring(() => import("./delegate/whole.js"))
fetchLast()
