// Times as a delegate hears them: "about 11:30", "Friday, about 12:12", "today 18:00".

import { say } from "../lib/page.js"
import { about, isSameDay, shortDay, timeOfDay, weekday } from "../lib/time.js"

const WEEK = 6 * 24 * 3600 * 1000

const dayName = (ms, now) => (ms - now < WEEK && ms > now ? weekday(ms) : shortDay(ms))

/** A time that is foreseen. */
export function foreseen(ms, now) {
  const time = about(ms, { now })
  return isSameDay(ms, now) ? say("about_time", { time }) : say("about_day", { day: dayName(ms, now), time })
}

/** A time that is fixed, today or on a day. */
export function fixed(instant, now) {
  const ms = Date.parse(instant)
  const time = timeOfDay(ms)
  return isSameDay(ms, now) ? say("fixed_today", { time }) : say("fixed_day", { day: dayName(ms, now), time })
}

/** When something happened: the hour of today, else with its day. */
export function happened(instant, now) {
  const time = timeOfDay(instant)
  return isSameDay(instant, now) ? time : say("moment_on", { day: shortDay(instant), time })
}
