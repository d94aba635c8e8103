// What was asked and is not answered, and the answers that came later.

import { drawList } from "../lib/list.js"
import { say } from "../lib/page.js"
import { sentence } from "../lib/names.js"
import { timeOfDay } from "../lib/time.js"
import { setText } from "../lib/tick.js"
import { mark, show, slot } from "./dom.js"
import { hashOf } from "./route.js"

const template = () => document.getElementById("pending-row")
const exact = (ms) => timeOfDay(ms, { seconds: true })

/** What a command asks, in words. */
const whatOf = ({ command, about }) => say(`ask_${command}`, about)

/** The sentence of a refusal. */
export const causeOf = ({ code, params, message }) => message || sentence(`refusal.${code}`, params)

/** `waiting`: entries of asking.js that are not just being sent from a form. */
export function drawPending(container, waiting, answers) {
  const rows = [
    ...answers.map((each) => ({ id: each.entry.command_id, ...answered(each) })),
    ...waiting.map((entry) => ({ id: entry.command_id, ...unanswered(entry) })),
  ]
  drawList(container, template(), rows, (element, row) => {
    mark(element, "data-outcome", row.outcome)
    setText(slot(element, "head"), row.head)
    setText(slot(element, "what"), row.what)
    setText(slot(element, "discard"), say(row.outcome === "waiting" ? "discard" : "understood"))
    show(slot(element, "show"), Boolean(row.href))
    if (row.href) mark(slot(element, "show"), "href", row.href)
  })
}

function unanswered(entry) {
  const params = { what: whatOf(entry), time: exact(entry.asked_at) }
  if (entry.cause) return { outcome: "waiting", head: causeOf(entry.cause), what: say("sending_what", params) }
  if (entry.isFlying) return { outcome: "waiting", head: say("sending_now"), what: say("sending_what", params) }
  const kind = entry.wasLive ? "not_answered" : "not_sent"
  return { outcome: "waiting", head: say(kind), what: say(`${kind}_what`, params) }
}

function answered({ entry, answer, at }) {
  const what = say("sent_what", { what: whatOf(entry), asked: exact(entry.asked_at) })
  if (!answer.ok) return { outcome: "refused", head: say("not_done", { cause: causeOf(answer) }), what }
  const id = answer.intervention ?? entry.fields.intervention
  return { outcome: "done", head: say("sent", { time: exact(at) }), what, href: id && hashOf("intervention", id) }
}
