// How the phone makes itself noticed: title, vibration, sound, a waking screen, one word for those who listen. Never one of them alone.

import { announceOnce } from "../lib/announce.js"
import { chime } from "../lib/chime.js"
import { clockOf } from "../lib/clock.js"
import { ordinal, say } from "../lib/page.js"

const BUZZ = [220, 120, 220]
const NEWS = { next: "you_are_next", floor: "you_have_floor" }
const IDLE_MARK = document.querySelector("link[rel=icon]").href

const SOUND = "rostrum.sound"
const isLoud = () => localStorage.getItem(SOUND) === "on"

/** A phone in a hall is silent unless its holder wants otherwise. */
export function prepareSound(toggle) {
  toggle.checked = isLoud()
  toggle.closest("label").hidden = false
  toggle.addEventListener("change", () => {
    localStorage.setItem(SOUND, toggle.checked ? "on" : "off")
    if (toggle.checked) chime() // so it will sound; and the phone has been asked while somebody touches it
  })
}

const newsOf = ({ kind, place }) => (kind === "soon" ? ordinal("you_are", place) : NEWS[kind] ? say(NEWS[kind]) : "")

/** How the window is found among other windows: its title and its mark. */
export function markWindow(called, { name, meeting }) {
  const news = newsOf(called)
  document.title = news ? say("title_with_news", { news, name }) : say("page_title", { name, meeting })
  const icon = document.querySelector("link[rel=icon]")
  const mark = news ? document.body.dataset.calledMark : IDLE_MARK
  if (icon.getAttribute("href") !== mark) icon.setAttribute("href", mark)
}

/** Something has come that cannot wait. `called`: what attention() found. */
export function notify(called) {
  const news = newsOf(called)
  if (!news) return
  announceOnce(news)
  // Browsers allow it only after the page was touched once; without that they complain in vain.
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(BUZZ)
  if (isLoud()) chime()
}

/** Says the few moments of the own speech that count. */
export function tellTime(speech, now) {
  const { phase, seconds } = clockOf(speech, now)
  if (phase === "paused") announceOnce(say("say_paused"))
  else if (phase === "over") announceOnce(say("say_time"))
  else if (phase !== "called" && seconds <= 60 && speech.limit_s > 60) announceOnce(say("say_minute"))
}

let lock = null
let isWanted = false

/** Keeps the screen awake while it is our turn. Only over https and where the phone agrees; the page does not depend on it. */
export async function stayAwake(wanted) {
  isWanted = wanted
  if (!wanted) {
    await lock?.release().catch(() => {})
    lock = null
    return
  }
  if (lock || document.hidden || !navigator.wakeLock) return
  try {
    lock = await navigator.wakeLock.request("screen")
    lock.addEventListener("release", () => { lock = null })
    if (!isWanted) stayAwake(false)
  } catch {
    lock = null
  }
}

document.addEventListener("visibilitychange", () => { if (!document.hidden && isWanted) stayAwake(true) })
