// The screen of the delegation as it is followed, from before the other views are there: whoever draws it takes over.

import { begun } from "../lib/first.js"
import { follow } from "../lib/follow.js"
import { markLive } from "../lib/live.js"

let drawing // {show(screen), status(link)} of whoever draws at the moment
let screen = begun?.screen
let link // as it was last told

function show(next) {
  screen = next
  drawing?.show(next)
}

function status(next) {
  link = next
  markLive(next)
  drawing?.status(next)
}

export const meeting = follow({ show, status }, { first: begun })

if (begun && !begun.isFresh) status({ live: false, since: begun.at })

/** From here on `next` draws; it begins with what is known. */
export function takeOver(next) {
  drawing = next
  if (link) next.status(link)
  if (screen) next.show(screen)
}
