// The names of one language: delegations, items, lists, and a sentence for each code. Fetched once, cached by its address.

import { block, page, say } from "./page.js"
import { fill } from "./words.js"
import { isSameDay, shortDay, timeOfDay } from "./time.js"

const PATIENCE_MS = 8000
const MOST_PATIENCE_MS = 64_000
const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"])

// Those that a page brings along are enough for the screen that it brings along.
let names = { delegations: {}, items: {}, lists: {}, codes: {}, ...block("names") }

/** Tries until the names are there: a display that starts with the server must not stay without words. */
export async function loadNames() {
  // A network may take a question and never answer; one that is slow is given more time with each attempt.
  for (let wait = 500, patience = PATIENCE_MS; ; wait = Math.min(wait * 2, 5000), patience = Math.min(patience * 2, MOST_PATIENCE_MS)) {
    const cut = new AbortController()
    const timer = setTimeout(() => cut.abort(), patience)
    try {
      const answer = await fetch(page.names_url, { signal: cut.signal })
      if (answer.ok) return takeNames(await answer.json())
    } catch { /* no network yet, or no answer in time */ } finally {
      clearTimeout(timer)
    }
    await new Promise((done) => setTimeout(done, wait))
  }
}

/** Names from elsewhere, as they were fetched once. */
export function takeNames(found) {
  names = { ...names, ...found }
  return names
}

export const delegations = () => names.delegations
export const nameOf = (code, fallback) => names.delegations[code]?.name ?? fallback ?? code
export const shortOf = (code) => names.delegations[code]?.short ?? code
/** Only organisations have one; the name of a State is never shortened. */
export const hasShort = (code) => Boolean(names.delegations[code]?.short)
export const itemTitle = (number) => names.items[number]?.short_title ?? names.items[number]?.title ?? ""
export const itemFullTitle = (number) => names.items[number]?.title ?? itemTitle(number)
export const lists = () => names.lists
export const listTitle = (id) => names.lists[id]?.title ?? id

/** The sentence of a code. One that we do not know is shown as it is: a newer server must not darken an older display. */
export function sentence(key, params = {}) {
  const words = names.codes[key]
  if (words === undefined) return key.slice(key.indexOf(".") + 1)
  try {
    return fill(words, params)
  } catch {
    return words.replace(/\s*%\(\w+\)s/g, "")
  }
}

/** Writes a name with its own language and direction. */
export function setName(element, code, fallback) {
  const language = names.delegations[code]?.lang ?? page.language
  element.lang = language
  element.dir = RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr"
  const name = nameOf(code, fallback)
  if (element.textContent !== name) element.textContent = name
}

/** Fills a `.flag`: the flag as a picture without a name of its own, or a plain plate with the short form. */
export function setFlag(element, code) {
  const url = names.delegations[code]?.flag
  const shown = url ?? shortOf(code) // a code may be drawn before its names are there
  if (element.dataset.flag === shown) return
  element.dataset.flag = shown
  element.classList.toggle("flag--plate", !url)
  element.setAttribute("aria-hidden", "true")
  if (url) element.replaceChildren(Object.assign(new Image(), { src: url, alt: "", decoding: "async" }))
  else element.replaceChildren(plate(shortOf(code)))
}

function plate(short) {
  const words = short.split("-")
  const text = document.createElement("span")
  text.className = "flag__short"
  text.style.setProperty("--letters", Math.max(3, ...words.map((word) => word.length)))
  text.textContent = words.join("\n")
  return text
}

/** Why this place: "State Party, 21 May 10:04". `now` tells which day is today. */
export function reasonText(reasons = [], now = Date.now()) {
  return reasons
    .map(({ code, at, delegation, by, level, ...rest }) => sentence(`reason.${code}`, {
      ...rest,
      ...(at && { at: moment(at, now) }),
      ...(delegation && { delegation: nameOf(delegation) }),
      ...(level && { level: sentence(`level.${level}`) }),
      ...(by && { by: sentence(`role.${by}`) }),
    }))
    .filter(Boolean)
    .reduce((first, second) => (first ? say("reason_and", { first, second }) : second), "")
}

function moment(at, now) {
  const time = timeOfDay(at)
  return isSameDay(at, now) ? say("moment_today", { time }) : say("moment_on", { day: shortDay(at), time })
}
