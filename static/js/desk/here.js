// Who else works at a desk now, in the bar.

import { page, say } from "../lib/page.js"
import { whoOf } from "./acts.js"
import { setOrHide } from "./slots.js"

const isOwn = ({ by, seat }) => by === page.as && seat === page.seat

/** For follow(): desks as [{by, seat}]. */
export function showHere(desks) {
  const names = [...new Set(desks.filter((desk) => !isOwn(desk)).map(whoOf))]
  setOrHide(document.querySelector("[data-here]"), names.length ? say("here_too", { names: names.join(", ") }) : "")
}

/** Whether an act was another desk's: what undo takes back should be no surprise. */
export const isOthers = (act) => !isOwn(act)
