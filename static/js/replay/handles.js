// The hands on the player: slider, buttons, keys, and what they say about the moment.

import { announceOnce } from "../lib/announce.js"
import { say } from "../lib/page.js"
import { setText } from "../lib/tick.js"
import { day, timeOfDay } from "../lib/time.js"
import { toldWords } from "./told.js"
import { SPEEDS } from "./timeline.js"

const slot = (name) => document.querySelector(`[data-${name}]`)
const FIELDS = "select, textarea, input:not([type=range], [type=checkbox], [type=radio])"
const OWN = { " ": "button, summary, input[type=checkbox]", Enter: "button, a, summary" } // what these keys do by themselves

/** `acts`: what they do. {draw(head, act), words()} */
export function handles({ page, acts }) {
  const slider = slot("slider")
  const forward = document.documentElement.dir === "rtl" ? -1 : 1 // time runs as one reads

  const keys = {
    " ": acts.toggle,
    ArrowRight: ({ shiftKey }) => (shiftKey ? acts.leap : acts.step)(forward),
    ArrowLeft: ({ shiftKey }) => (shiftKey ? acts.leap : acts.step)(-forward),
    ArrowUp: () => acts.shift(1), ArrowDown: () => acts.shift(-1),
    PageUp: () => acts.shift(6), PageDown: () => acts.shift(-6),
    Home: () => acts.ends(-1), End: () => acts.ends(1),
    "+": () => acts.faster(1), "=": () => acts.faster(1), "-": () => acts.faster(-1), "−": () => acts.faster(-1),
    ...Object.fromEntries(SPEEDS.map((speed, n) => [String(n + 1), () => acts.speed(speed)])),
  }

  function press(event) {
    const act = keys[event.key]
    act?.(event)
    return Boolean(act)
  }

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(FIELDS)) return
    if (event.target.closest?.(OWN[event.key] ?? ":not(*)")) return
    if (press(event)) event.preventDefault()
  })
  // Whoever has clicked into the screen still has the player at hand.
  addEventListener("message", ({ source, origin, data }) => {
    if (source === slot("frame").contentWindow && origin === location.origin && data?.replay === "key") press(data)
  })

  slider.addEventListener("input", () => acts.seek(slider.valueAsNumber * 1000))
  slot("jumps").addEventListener("change", ({ target }) => acts.jumps(target.checked))
  for (const choice of document.querySelectorAll("[name=speed]")) choice.addEventListener("change", () => acts.speed(Number(choice.value)))
  const buttons = { play: acts.toggle, back: () => acts.step(-1), next: () => acts.step(1), link: copy }
  for (const [name, act] of Object.entries(buttons)) document.querySelector(`[data-do=${name}]`).addEventListener("click", act)
  for (const name of ["screen", "delegation"]) slot(name).addEventListener("change", ({ target }) => lookAt(name, target.value))

  /** Another screen is another page of the player, at the same moment. */
  function lookAt(name, value) {
    const address = new URL(acts.link())
    address.searchParams.set(name, value)
    if (name === "screen") address.searchParams.delete("delegation")
    location.assign(address)
  }

  async function copy() {
    const address = acts.link()
    try {
      await navigator.clipboard.writeText(address)
      announceOnce("")
      announceOnce(say("copied"))
      setText(document.querySelector("[data-do=link]"), say("copied"))
    } catch {
      // Not allowed, or not there on plain http: then the hand copies it.
      slot("link-line").hidden = false
      slot("link").value = address
      slot("link").focus()
      slot("link").select()
    }
  }

  let told = ""
  return {
    draw({ at, speed, isPlaying }, act) {
      const time = timeOfDay(at, { seconds: true })
      setText(slot("time"), time)
      setText(slot("day"), day(at))
      const play = document.querySelector("[data-do=play]")
      play.toggleAttribute("data-playing", isPlaying)
      setText(slot("play-words"), say(isPlaying ? "pause" : "play"))
      const chosen = document.querySelector(`[name=speed][value="${speed}"]`)
      if (!chosen.checked) chosen.checked = true
      told = say("moment_and_act", { time, day: day(at), act: toldWords(act) })
      if (slider.getAttribute("aria-valuetext") !== told) slider.setAttribute("aria-valuetext", told)
    },
    /** The moment and its act in a sentence. */
    words: () => told,
  }
}
