// Whether what one sees is live: the sign in the bar, and the band that says since when it is not.

import { say } from "./page.js"
import { timeOfDay } from "./time.js"

/** After so long without a word nothing is called live any more: a beat and a half. */
export const STALE_MS = 6000

/**
 * For follow()'s `status`: marks <html data-stale>, and fills every [data-live] (the sign "Live"), [data-stale-band]
 * (hidden while live), [data-stale-since] and [data-stale-what] in it.
 */
export function markLive({ live, since, ended }) {
  document.documentElement.toggleAttribute("data-stale", !live)
  for (const sign of document.querySelectorAll("[data-live]")) sign.textContent = live ? say("live") : say("no_connection")
  for (const band of document.querySelectorAll("[data-stale-band]")) {
    band.hidden = live
    if (live) continue
    fill(band, "[data-stale-since]", say("not_live_since", { time: timeOfDay(since, { seconds: true }) }))
    fill(band, "[data-stale-what]", ended ? say("right_ended") : say("clock_goes_on"))
  }
}

function fill(band, selector, text) {
  const element = band.querySelector(selector)
  if (element) element.textContent = text
}
