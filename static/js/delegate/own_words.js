// What a delegate reads about an own intervention.

import { digits } from "../lib/clock.js"
import { ordinal, say } from "../lib/page.js"
import { nameOf, reasonText, sentence } from "../lib/names.js"
import { whyNotInFull } from "./list_words.js"
import { beginsAt } from "./programme.js"
import { fixed, foreseen, happened } from "./when.js"

const GIVEN_UP = ["withdrawn", "refused"]
const ON_FLOOR = ["called", "speaking", "paused"]

export const isOnFloor = (own) => ON_FLOOR.includes(own.state)
export const mayChange = (own) => ["inscribed", "written", "draft"].includes(own.state)
export const mayHandIn = (own) => !GIVEN_UP.includes(own.state)

/** Whether the interpreters wait for a text of it. */
export const isAskedFor = (own) => Boolean(own.text_requested_at) && !own.statements && mayHandIn(own)

/** {icon, what, when, why}: what has become of it; `when` and `why` may be empty. */
export function ownWords(own, { screen, now, live }) {
  if (isOnFloor(own)) return { icon: own.state, what: say(live ? "you_have_floor" : "you_had_floor"), when: "", why: "" }
  switch (own.state) {
    case "inscribed": return waiting(own, { screen, now, live })
    case "written": return { icon: "written", what: say("written"), when: "", why: writtenWhat(own, now) }
    case "draft": return { icon: "written", what: say("draft"), when: "", why: draftWhat(screen.lists[own.list], now) }
    case "delivered": return { icon: "delivered", what: say("delivered"), when: "", why: deliveredWhat(own, now) }
    case "absent": return { icon: "absent", what: say("absent"), when: "", why: say("absent_what", { time: ended(own, now) }) }
    case "refused": return { icon: "refused", what: say("refused"), when: "", why: own.refused_for ?? "" }
    default: return { icon: "withdrawn", what: say("withdrawn"), when: "", why: own.ended_at ? ended(own, now) : "" }
  }
}

function waiting(own, { screen, now, live }) {
  const isNext = own.place === 1 && screen.lists[own.list]?.is_current
  const what = isNext ? say(live ? "you_are_next" : "you_were_next") : ordinal(live ? "you_are" : "you_were", own.place ?? 1)
  return { icon: "inscribed", what, when: foreseen(beginsAt(screen, own, now), now), why: reasonText(own.because, now) }
}

/** When a draft can be inscribed: only then is it on a list. */
function draftWhat(row, now) {
  if (row?.accepts) return say("draft_ready")
  if (row?.refuses === "list_not_open" && row.opens_at) return say("draft_opens", { opens: fixed(row.opens_at, now) })
  return row ? whyNotInFull(row) : ""
}

const ended = (own, now) => happened(own.ended_at ?? own.inscribed_at, now)

function deliveredWhat(own, now) {
  if (own.spoken_s === undefined) return ended(own, now)
  return say("delivered_what", { time: ended(own, now), spoken: digits(own.spoken_s), limit: digits(own.limit_s ?? 0) })
}

const writtenWhat = (own, now) =>
  say("written_what", { time: happened(own.inscribed_at, now), language: languageName(own.language) })

export const languageName = (code) => (code ? sentence(`language.${code}`) : "")

/** "Statement", "Comment on Angola", "On behalf of ..." */
export function kindName(own) {
  if (own.kind === "on_behalf") return own.on_behalf_of ? say("on_behalf_of", { group: own.on_behalf_of }) : sentence("kind.on_behalf")
  if (own.kind === "comment" && own.in_reply_to) return say("comment_on", { delegation: nameOf(own.in_reply_to) })
  if (own.kind === "reply" && own.in_reply_to) return say("reply_to", { delegation: nameOf(own.in_reply_to) })
  return sentence(`kind.${own.kind}`)
}
