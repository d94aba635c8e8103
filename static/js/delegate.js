// The phone of a delegation: draws the programme from what the page brought along, then fetches all the rest.

import { begun } from "./lib/first.js"
import { fetchLast, fetchLater, isReached } from "./lib/later.js"
import { nameOf } from "./lib/names.js"
import { page } from "./lib/page.js"
import { show } from "./delegate/dom.js"
import { drawProgramme } from "./delegate/draw_programme.js"
import { drawFloor, floorLabel, tickFloor } from "./delegate/floor.js"
import { routeOf } from "./delegate/route.js"

const code = page.as.replace(/^delegation:/, "")
const find = (selector) => document.querySelector(selector)

function drawFirst({ screen, isFresh, now }) {
  const scene = { screen, code, name: nameOf(code), now: now(), live: isFresh }
  const floor = find(".top__floor")
  show(find("[data-programme-wait]"), false)
  drawFloor(floor, scene, { label: floorLabel(scene) })
  tickFloor(floor, scene, { withTime: true })
  drawProgramme(find("[data-programme]"), scene, new Set())
}

const whole = () => import("./delegate/whole.js")

/** A connection that breaks now must not leave a page that shows the programme and does nothing. */
async function bring() {
  try {
    return await whole()
  } catch {
    // Browsers remember that a module was not to be had; a page that is loaded anew asks again.
    return (await isReached()) ? whole() : location.reload()
  }
}

if (begun && routeOf(location.hash).view === "programme") drawFirst(begun)
await fetchLater()
await bring()
fetchLast()
