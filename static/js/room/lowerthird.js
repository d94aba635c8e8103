// The lower third: one band on a page that is not there, to lie over the picture of a camera. Empty while nobody speaks.

import { secondLine } from "../lib/speaker.js"
import { floor } from "./floor.js"
import { orderOnFloor } from "./order.js"
import { floorTime } from "./time.js"
import { orderWords, staleWords } from "./words.js"

export function lowerThird(root) {
  const second = root.querySelector("[data-second]")
  const onBand = floor(root)
  const time = floorTime(root)
  let screen
  let staleSince

  /** Who raised it stands in the place of the speaker, whose clock is stopped. */
  function drawOrder(order) {
    const { id, by, delegation, name } = order
    const speech = { intervention: id, delegation: by, name: by === delegation ? name : undefined }
    onBand.draw({ speech }, 0, orderWords(order))
  }

  return {
    draw(news, since, now) {
      screen = news
      staleSince = since
      const order = orderOnFloor(screen)
      root.hidden = !order && !screen.speech
      this.tick(now) // the name is made to fit beside the clock, or where none is
      root.toggleAttribute("data-order", Boolean(order))
      second.dataset.phase = staleSince && !order ? "stale" : "none"
      if (order) drawOrder(order)
      else if (screen.speech) onBand.draw(screen, 0, staleSince ? staleWords(staleSince) : secondLine(screen.speech))
    },

    measure: onBand.measure,

    tick(now) {
      time.tick(orderOnFloor(screen) ? undefined : screen.speech, staleSince, now)
    },
  }
}
