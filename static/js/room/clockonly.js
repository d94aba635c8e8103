// The clock alone, as large as the wall is wide; above it small whose it is. Between two speakers the hour of the day.

import { drawDigits } from "../lib/face.js"
import { inOrder } from "../lib/forecast.js"
import { timeOfDay } from "../lib/time.js"
import { floor } from "./floor.js"
import { floorTime } from "./time.js"

export function clockOnly(root) {
  const hour = root.querySelector("[data-day]")
  const onFloor = floor(root)
  const time = floorTime(root)
  let screen
  let staleSince

  return {
    draw(news, since) {
      screen = news
      staleSince = since
      onFloor.draw(screen, inOrder(screen.entries).length)
    },

    measure: onFloor.measure,

    tick(now) {
      time.tick(screen.speech, staleSince, now)
      hour.hidden = Boolean(screen.speech)
      if (!screen.speech) drawDigits(hour, timeOfDay(now))
    },
  }
}
