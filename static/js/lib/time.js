// Instants as people read them: in the zone of the meeting, in the language of the page, always with the digits 0-9.

import { page } from "./page.js"

const MINUTE = 60_000
const LANGUAGES = { en: "en-GB" } // the day before the month, as the United Nations write it

const formats = new Map()

function format(options) {
  const key = JSON.stringify(options)
  if (!formats.has(key)) {
    const language = `${LANGUAGES[page.language] ?? page.language ?? "en-GB"}-u-nu-latn`
    formats.set(key, new Intl.DateTimeFormat(language, { timeZone: page.timezone, hourCycle: "h23", ...options }))
  }
  return formats.get(key)
}

export const msOf = (instant) => (typeof instant === "number" ? instant : Date.parse(instant))

/** "11:03", or "11:03:41" where it must be exact: logs and stale marks. */
export function timeOfDay(instant, { seconds = false } = {}) {
  return format({ hour: "2-digit", minute: "2-digit", ...(seconds && { second: "2-digit" }) }).format(msOf(instant))
}

/** "Thursday 8 June" */
export function day(instant) {
  return format({ weekday: "long", day: "numeric", month: "long" }).format(msOf(instant))
}

/** "8 June" */
export function shortDay(instant) {
  return format({ day: "numeric", month: "long" }).format(msOf(instant))
}

/** "Thursday" */
export function weekday(instant) {
  return format({ weekday: "long" }).format(msOf(instant))
}

export function isSameDay(one, other) {
  const date = format({ year: "numeric", month: "2-digit", day: "2-digit" })
  return date.format(msOf(one)) === date.format(msOf(other))
}

/**
 * A time that is only foreseen: to the minute within the hour, to five minutes beyond it; ends round up.
 * Only the time; the sentence around it says "about".
 */
export function about(instant, { now = Date.now(), isEnd = false } = {}) {
  const ms = msOf(instant)
  const step = ms - now > 60 * MINUTE ? 5 * MINUTE : MINUTE
  return timeOfDay((isEnd ? Math.ceil(ms / step) : Math.round(ms / step)) * step)
}
