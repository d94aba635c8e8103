// The list: the speaker and the clock in a column, beside them the next eight. No times: a time on a wall is a promise.

import { inOrder } from "../lib/forecast.js"
import { drawList } from "../lib/list.js"
import { say } from "../lib/page.js"
import { setText } from "../lib/tick.js"
import { floor } from "./floor.js"
import { drawFoot, drawRow, measureRows } from "./rows.js"
import { floorTime } from "./time.js"
import { countParts } from "./words.js"

const SHOWN = 8

export function list(root, row) {
  const [rows, none] = ["list", "none"].map((each) => root.querySelector(`[data-${each}]`))
  const onFloor = floor(root, { keepsSecond: true })
  const time = floorTime(root)
  let screen
  let staleSince

  function drawPlace(element, entry, index) {
    setText(element.querySelector("[data-place]"), String(index + 1))
    drawRow(element, entry)
  }

  return {
    draw(news, since) {
      screen = news
      staleSince = since
      const waiting = inOrder(screen.entries)
      onFloor.draw(screen, waiting.length)
      drawList(rows, row, waiting.slice(0, SHOWN), drawPlace)
      // Without a speech the column beside it says that nobody waits.
      none.hidden = !screen.speech || waiting.length > 0
      setText(none, say("last_speaker"))
      drawFoot(root, screen.list, waiting.length > SHOWN ? countParts(waiting.length - SHOWN, "more") : ["", "", ""])
    },

    measure() {
      onFloor.measure()
      measureRows(root)
    },

    tick(now) {
      time.tick(screen.speech, staleSince, now)
    },
  }
}
