// The sentence of an act, and who did it.

import { lists } from "../lib/names.js"
import { say } from "../lib/page.js"
import { setText } from "../lib/tick.js"
import { timeOfDay } from "../lib/time.js"
import { actWords, whoOf } from "../desk/acts.js"

const OTHERS = { clock: "by_clock", import: "by_import" }

/** "Floor given to Croatia" */
export const toldWords = (act) => actWords(act, { lists: lists() })

const doneBy = (act) => say("done_by", {
  who: act.by in OTHERS ? say(OTHERS[act.by]) : whoOf(act), time: timeOfDay(act.at, { seconds: true }),
})

export function drawTold(act) {
  setText(document.querySelector("[data-act]"), toldWords(act))
  setText(document.querySelector("[data-by]"), doneBy(act))
}
