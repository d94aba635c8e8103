// What a delegate reads about the texts of its interventions.

import { digits } from "../lib/clock.js"
import { page, plural, say } from "../lib/page.js"
import { happened } from "./when.js"

const BLOCK = 20 // per cent: how often the progress is told to those who listen

/** How long it is: in words, and read out. */
export function lengthOf(text, hasTime) {
  if (!text.has_text) return say("text_scan")
  return hasTime ? plural("text_length", text.words, { time: digits(text.reads_s) }) : plural("text_words", text.words)
}

/** Who may read it, and from when. */
export function stateOfText(text, now) {
  if (text.state === "released") return say("text_published", { time: happened(text.released_at, now) })
  return say(text.embargo === "release" ? "text_until_release" : "text_until_spoken")
}

/** Where a text stands that is on its way; empty where none is. */
export function statusOf({ phase, share }) {
  if (phase === "cut") return say("text_cut")
  if (phase !== "sending") return ""
  const percent = new Intl.NumberFormat(`${page.language}-u-nu-latn`, { style: "percent" })
  return say("text_sending", { share: percent.format((Math.floor((share * 100) / BLOCK) * BLOCK) / 100) })
}
