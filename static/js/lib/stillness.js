// Why nobody speaks, in a sentence: the words `not_begun`, `no_item`, `nobody_speaks`, `suspended`, `suspended_until` ...

import { say } from "./page.js"
import { day, isSameDay, timeOfDay } from "./time.js"

export function stillness({ meeting: { state, since, until }, item }) {
  if (state === "not_begun") return say("not_begun")
  if (state === "in_session") return say(item ? "nobody_speaks" : "no_item")
  if (!until) return say(state)
  const time = timeOfDay(until)
  return say(`${state}_until`, { time: since && !isSameDay(until, since) ? say("day_and_time", { day: day(until), time }) : time })
}
