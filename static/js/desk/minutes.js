// Durations and times of day as a desk types them. Pure.

/** "3" and "3:00" -> 180, "2:20" and "2.20" -> 140, "90s" -> 90; null if it is neither. */
export function secondsOf(text) {
  const typed = text.trim()
  const seconds = /^(\d{1,4})\s*s$/i.exec(typed)
  if (seconds) return Number(seconds[1]) || null
  const [, minutes, rest] = /^(\d{1,3})(?:[:.,](\d{2}))?$/.exec(typed) ?? []
  if (minutes === undefined || Number(rest ?? 0) > 59) return null
  return Number(minutes) * 60 + Number(rest ?? 0) || null
}

/** "11:30", "1130", "11.30" or "9" -> [hours, minutes]; null if it is none of the day. */
export function hourOf(text) {
  const [, hours, minutes] = /^(\d{1,2})(?:[:.h ]?(\d{2}))?$/.exec(text.trim()) ?? []
  if (hours === undefined || Number(hours) > 23 || Number(minutes ?? 0) > 59) return null
  return [Number(hours), Number(minutes ?? 0)]
}

/**
 * The next instant (ms) after `nowMs` at which the clock of `timezone` shows that hour: today, else tomorrow.
 * The browser's own zone plays no part.
 */
export function nextInstant([hours, minutes], nowMs, timezone) {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: timezone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
  const wanted = `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`
  const minute = 60_000
  const first = Math.floor(nowMs / minute) * minute + minute
  for (let at = first; at <= first + 25 * 60 * minute; at += minute) {
    if (format.format(at) === wanted) return at
  }
  return null // an hour that the change to summer time leaves out
}
