// Turns [key, params] of the pure modules into words of this page: {code} becomes a name, {list} its number, {at} a time.

import { digits } from "../lib/clock.js"
import { listTitle, nameOf, sentence } from "../lib/names.js"
import { hasWords, plural, say } from "../lib/page.js"
import { timeOfDay } from "../lib/time.js"
import { numberOf } from "./lists.js"
import { rowName } from "./rownames.js"
import { setText } from "./slots.js"

/** A name as it is read aloud in the middle of a sentence: "the European Union". */
const spoken = (code) => (hasWords(`spoken_${code}`) ? say(`spoken_${code}`) : nameOf(code))

function word(value, { lists, isSpoken }) {
  if (value === null || typeof value !== "object") return value
  if ("code" in value) return isSpoken && !value.isCalled ? spoken(value.code) : rowName(value.code)
  if ("list" in value) return numberOf(value.list, lists)
  if ("titleOf" in value) return listTitle(value.titleOf)
  if ("motion" in value) return sentence(`motion.${value.motion}`)
  if ("at" in value) return timeOfDay(value.at)
  return digits(value.seconds)
}

const words = (params, how) => Object.fromEntries(Object.entries(params).map(([key, value]) => [key, word(value, how)]))

/** One sentence as text. A param `n` chooses the form of the number. */
export function phrase([key, params = {}], { lists, isSpoken = false } = {}) {
  const filled = words(params, { lists, isSpoken })
  return "n" in params ? plural(key, params.n, filled) : say(key, filled)
}

const MARK = "\u0001"

/** The same into `element`, with the gaps named in `strong` set in bold. */
export function drawPhrase(element, [key, params = {}], { lists, strong = [] } = {}) {
  const filled = words(params, { lists, isSpoken: true })
  for (const name of strong) if (name in filled) filled[name] = `${MARK}${filled[name]}${MARK}`
  const text = say(key, filled)
  if (element.dataset.text === text) return
  element.dataset.text = text
  element.replaceChildren(...text.split(MARK).map((piece, at) => {
    if (at % 2 === 0) return document.createTextNode(piece)
    const bold = document.createElement("b")
    setText(bold, piece)
    return bold
  }))
}
