// The stage: who speaks, how long still, who follows; between two speakers, who is next.

import { inOrder } from "../lib/forecast.js"
import { drawList } from "../lib/list.js"
import { say } from "../lib/page.js"
import { setText } from "../lib/tick.js"
import { floor } from "./floor.js"
import { drawFoot, drawRow, measureRows } from "./rows.js"
import { floorTime } from "./time.js"
import { countParts } from "./words.js"

const SHOWN = 3 // at 25 m a fourth name is noise

export function stage(root, row) {
  const [next, followed, list] = ["next", "followed", "list"].map((each) => root.querySelector(`[data-${each}]`))
  const onFloor = floor(root)
  const time = floorTime(root)
  let screen
  let staleSince

  function drawNext(entry) {
    next.hidden = Boolean(screen.speech)
    if (!entry) return next.replaceChildren()
    if (!next.firstElementChild) next.append(row.content.firstElementChild.cloneNode(true))
    drawRow(next.firstElementChild, entry)
  }

  function drawFollowing(following) {
    followed.hidden = !screen.speech && !following.length
    setText(followed, say(following.length ? "followed_by" : "last_speaker"))
    drawList(list, row, following.slice(0, SHOWN), drawRow)
  }

  return {
    draw(news, since) {
      screen = news
      staleSince = since
      const waiting = inOrder(screen.entries)
      onFloor.draw(screen, waiting.length)
      drawNext(screen.speech ? undefined : waiting[0])
      drawFollowing(screen.speech ? waiting : waiting.slice(1))
      drawFoot(root, screen.list, countParts(waiting.length))
    },

    measure() {
      onFloor.measure()
      measureRows(root)
    },

    tick(now) {
      const someoneWaits = screen.entries && Object.keys(screen.entries).length
      time.tick(screen.speech, staleSince, now, someoneWaits ? say("next_speaker") : "")
    },
  }
}
