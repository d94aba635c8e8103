// What the chair does next, and what the chair says: one act, decided from the screen alone. Pure.
//
// An act is {command, fields, label, under, flag}, with `panel` for `command` where a panel finishes it: label and under are [key, params]; a param {code} is a delegation, whose
// name the page's language gives; {list} is a list, whose number and title it gives.

import { inOrder } from "./order.js"
import { afterMotion, orderAct, orderLine, orderNow, outcomeOf, waitsForSpeech } from "./orders.js"

const name = (row) => ({ code: row.delegation })
const called = (row) => ({ code: row.delegation, isCalled: true }) // spoken to: without the article that a name may take
const limit = (seconds) => ({ seconds })

/** `selected`: the entry that the chair chose by hand, if any. Returns null only while nothing is known. */
export function nextAct(screen, { selected } = {}) {
  if (!screen) return null
  const { meeting, list, speech } = screen
  if (meeting.state === "suspended" || meeting.state === "adjourned") {
    return { command: "resume", fields: {}, label: ["next_resume"] }
  }
  if (waitsForSpeech(screen)) return endSpeech(speech)
  const order = orderAct(screen)
  if (order) return order
  const decided = afterMotion(screen)
  if (decided && !(decided.command === "adjourn" && speech)) return decided
  if (!list) return takeUp(screen) ?? adjourn()
  if (speech?.state === "called") return startClock(speech)
  if (speech?.state === "paused") return resumeClock(speech)
  const waiting = inOrder(screen.entries)
  const chosen = waiting.find(({ id }) => id === selected)
  if (shouldOpen(screen) && !chosen) return openList(list, waiting)
  if (waiting.length) return call(speech, waiting, chosen ?? waiting[0])
  if (speech) return endSpeech(speech)
  return takeUp(screen) ?? adjourn()
}

/** A list that was just taken up is opened first; one that was heard, or closed by hand, is not opened again. */
const shouldOpen = ({ list, speech, lists }) => list.state === "not_open" && !speech && !lists?.[list.id]?.heard

/** The list that the programme has next: the first after the one on the floor that is not finished. */
export function listAfter({ lists, list }) {
  const rows = inOrder(lists)
  const at = rows.findIndex(({ id }) => id === list?.id)
  return rows.slice(at + 1).find((row) => !row.is_finished && !row.is_current)
}

function takeUp(screen) {
  const next = listAfter(screen)
  if (!next) return null
  return {
    command: "take_up", fields: { list: next.id }, label: ["next_take_up", { number: { list: next.id } }],
    under: screen.list ? ["under_list_done", { number: { list: screen.list.id } }] : ["under_title", { title: { titleOf: next.id } }],
  }
}

const adjourn = () => ({ command: "adjourn", fields: {}, label: ["next_adjourn"], under: ["under_all_done"] })

const openList = (list, waiting) => ({
  command: "open_list", fields: { list: list.id }, label: ["next_open_list"],
  under: ["under_waiting", { n: waiting.length }],
})

const startClock = (speech) => ({
  command: "start_clock", fields: { intervention: speech.intervention }, flag: speech.delegation,
  label: ["next_start_clock", { delegation: name(speech) }], under: ["under_limit", { limit: limit(speech.limit_s) }],
})

const resumeClock = (speech) => ({
  command: "resume_clock", fields: { intervention: speech.intervention }, flag: speech.delegation,
  label: ["next_resume_clock", { delegation: name(speech) }],
})

const endSpeech = (speech) => ({
  command: "end_speech", fields: { intervention: speech.intervention }, flag: speech.delegation,
  label: ["next_end_speech", { delegation: name(speech) }], under: ["under_no_one_waits"],
})

function call(speech, waiting, chosen) {
  return {
    command: "call", fields: { intervention: chosen.id, ending: speech?.intervention ?? null }, flag: chosen.delegation,
    label: ["next_call", { delegation: name(chosen) }], under: underCall(speech, waiting[0], chosen),
  }
}

function underCall(speech, first, chosen) {
  const isOutOfTurn = chosen.id !== first.id
  if (speech) return [isOutOfTurn ? "under_out_of_turn_ends" : "under_ends", { delegation: name(speech) }]
  return isOutOfTurn ? ["under_out_of_turn", { other: name(first) }] : ["under_limit", { limit: limit(chosen.limit_s) }]
}

/** The sentence that the chair reads aloud before or with the next act, as [key, params]. */
export function sayLine(screen, act, { ended } = {}) {
  const { meeting, speech, list } = screen
  if (meeting.state === "suspended" || meeting.state === "adjourned") {
    const key = `say_${meeting.state}`
    return meeting.until ? [`${key}_until`, { time: { at: meeting.until } }] : [key]
  }
  if (orderNow(screen) && !waitsForSpeech(screen)) return orderLine(screen)
  if (speech?.state === "called") return youHaveTheFloor(speech)
  if (speech?.state === "paused") return pausedLine(screen)
  const thanked = speech ? name(speech) : ended && { code: ended }
  switch (act.command) {
    case "call": return sayCall(screen, act, thanked)
    case "end_speech": return ["say_thank_last", { thanked }]
    case "take_up": return sayTakeUp(act, thanked)
    case "suspend": return ["say_suspended"]
    case "close_list": return ["say_closed", { number: { list: list.id } }]
    case "open_list": return ["say_open", { number: { list: list.id } }]
    default: return ["say_end"]
  }
}

/** One who was interrupted goes on after the ruling; else the clock was paused by hand. */
const pausedLine = ({ speech, ruling }) =>
  [ruling && !ruling.motion ? `say_ruling_${outcomeOf(ruling)}_resume` : "say_paused", { next: called(speech) }]

const youHaveTheFloor = (speech) => speech.on_behalf_of
  ? ["say_start_for", { next: called(speech), group: speech.on_behalf_of }]
  : ["say_start", { next: called(speech) }]

function sayTakeUp(act, thanked) {
  const item = { number: act.label[1].number, title: { titleOf: act.fields.list } }
  return thanked ? ["say_thank_take_up", { thanked, ...item }] : ["say_take_up", item]
}

function sayCall(screen, act, thanked) {
  const waiting = inOrder(screen.entries)
  const chosen = waiting.find(({ id }) => id === act.fields.intervention)
  const after = waiting.find(({ id }) => id !== chosen.id)
  const key = ["say", ...(thanked ? ["thank"] : []), "call", ...(after ? ["then"] : [])].join("_")
  return [key, { next: name(chosen), ...(thanked && { thanked }), ...(after && { after: name(after) }) }]
}

/** Changes whenever the floor does: another speech, the same one called and then started, a point of order and its steps. */
export const floorKey = (screen) => {
  const { speech, list, meeting } = screen ?? {}
  const isHeld = speech?.state === "speaking" || speech?.state === "paused"
  const order = orderNow(screen)
  return [meeting?.state, list?.id, speech?.intervention, isHeld ? "running" : speech?.state, order?.id, order?.state].join(" ")
}
