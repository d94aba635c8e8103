// What the chair does about a point of order, and what of it stands beside the sentence to say.

import { say } from "../lib/page.js"
import { timeOfDay } from "../lib/time.js"
import { nameOf, sentence } from "../lib/names.js"
import { closeWhenDone } from "./closing.js"
import { orderNow, outcomeOf } from "./orders.js"
import { closePanel, openPanel, panel } from "./panels.js"
import { setOrHide, setText, slot } from "./slots.js"

const VOTES = ["in_favour", "against", "abstaining"]
const isRuledNext = (order) => order?.state === "raised" || order?.state === "heard"
const mayVote = (order) => order?.state === "appealed" || (order?.motion && order.state === "heard")
const button = (name) => document.querySelector(`main [data-do="${name}"]`)

/** `takes(name, kind)`: whether what a key falls on has settled. {sustain, dismiss, appeal, withdrawn, raise, askFor(panel)} */
export function orderActs({ desk, doing, takes, plate }) {
  const order = () => orderNow(desk.screen)
  let asked // the one that a panel was opened for

  function rule(ruling, name, words) {
    if (!isRuledNext(order())) return false
    const fields = { intervention: order().id, ruling, ...(words && { words }) }
    return doing.act("rule", fields, { button: button(name) })
  }

  function ruleByKey(ruling, name) {
    if (!isRuledNext(order())) return false
    if (takes(name, "floor")) rule(ruling, name)
  }

  /** Whether a panel is still about what it was opened for; another desk may have decided it. */
  function isAsked(name) {
    if (order()?.id !== asked) closePanel(name)
    return order()?.id === asked
  }

  const ruling = panel("ruling").querySelector("form")
  ruling.addEventListener("submit", (event) => event.preventDefault())
  ruling.addEventListener("click", ({ target }) => {
    const chosen = target.closest("button[value]")?.value
    if (!chosen || !isAsked("ruling")) return
    const done = rule(chosen, "next", ruling.elements.words.value.trim())
    if (done) closeWhenDone("ruling", done)
  })

  const votes = panel("votes").querySelector("form")
  votes.addEventListener("submit", (event) => {
    event.preventDefault()
    const typed = VOTES.map((name) => votes.elements[name].value.trim() || "0")
    const isFaulty = typed.some((text) => !/^\d+$/.test(text))
    setOrHide(slot(votes, "fault"), isFaulty ? say("votes_faulty") : "")
    if (isFaulty || !isAsked("votes") || !mayVote(order())) return
    const counts = Object.fromEntries(VOTES.map((name, at) => [name, Number(typed[at])]))
    closeWhenDone("votes", doing.act("record_vote", { intervention: order().id, ...counts }, { button: event.submitter }))
  })

  /** The same three numbers, on an appeal or on a motion. */
  function nameVotes({ motion }) {
    const of = motion ? "motion" : "appeal"
    setText(slot(panel("votes"), "title"), say(`votes_${of}`))
    setText(slot(votes, "votes_what"), say(`votes_${of}_what`))
    for (const name of ["in_favour", "against"]) setText(slot(votes, `label_${name}`), say(`votes_${of}_${name}`))
  }

  return {
    sustain: () => ruleByKey("sustained", "sustain"),
    dismiss: () => ruleByKey("dismissed", "dismiss"),
    appeal: () => {
      const { ruling: last } = desk.screen ?? {}
      if (!last || last.vote || last.motion || order()) return false
      plate.appeal(last.intervention)
    },
    withdrawn: () => {
      if (!isRuledNext(order())) return false
      if (takes("withdrawn", "floor")) doing.act("withdraw", { intervention: order().id }, { button: button("withdrawn") })
    },
    raise: () => {
      if (desk.screen?.meeting.state !== "in_session") return false
      plate.raise()
    },
    askFor: (name) => {
      const form = panel(name).querySelector("form")
      form.reset()
      asked = order().id
      if (name === "votes") nameVotes(order())
      openPanel(name, "input")
    },
  }
}

function headOf({ ruling }, order) {
  if (order?.motion) return say("motion_now")
  if (order) return say(order.state === "heard" ? "ruling_now" : "ruling_before")
  const outcome = ruling.motion ? ruling.state : outcomeOf(ruling)
  const motion = ruling.motion ? sentence(`motion.${ruling.motion}`) : ""
  const votes = ruling.vote ? { in_favour: 0, against: 0, abstaining: 0, ...ruling.vote } : {}
  return say(`ruling_${outcome}`, { delegation: nameOf(ruling.delegation), motion, time: timeOfDay(ruling.ruled_at, { seconds: true }), ...votes })
}

/** The keys of the ruling, or what was ruled and the way to an appeal. */
export function drawRulings(slots, screen, isMoving) {
  const order = orderNow(screen)
  const isRuled = !order && Boolean(screen.ruling)
  slots.sitting_slot.hidden = Boolean(order)
  slots.sitting_slot.parentElement.toggleAttribute("data-ordered", Boolean(order))
  slots.rulings.hidden = isMoving || !(isRuledNext(order) || isRuled)
  if (!slots.rulings.hidden) setText(slots.rulings_head, headOf(screen, order))
  for (const name of ["sustain", "dismiss"]) button(name).hidden = !order
  button("appeal").hidden = !isRuled || Boolean(screen.ruling.vote || screen.ruling.motion)
  setText(slots.sustain_words, say(order?.motion ? "motion_carried" : "order_sustained"))
  setText(slots.dismiss_words, say(order?.motion ? "motion_rejected" : "order_dismissed"))
  button("withdrawn").hidden = isMoving || !isRuledNext(order)
}
