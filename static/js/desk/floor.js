// What is on the floor: who, since when, the big clock, the line, and the buttons that act on it.

import { announceOnce } from "../lib/announce.js"
import { clockOf, digits } from "../lib/clock.js"
import { drawFraction, drawLine } from "../lib/line.js"
import { nameOf, sentence, setFlag, setName } from "../lib/names.js"
import { say } from "../lib/page.js"
import { timeOfDay } from "../lib/time.js"
import { lastOfFloor } from "./acts.js"
import { fitText } from "./fit.js"
import { rowName } from "./rownames.js"
import { setText, slotsOf } from "./slots.js"

const NAME_LINES = [1, 2, 2]

/** {show(screen), tick(now)} for the element [data-floor]. */
export function floorOf(root) {
  const slots = slotsOf(root)
  let screen = null

  function show(next) {
    screen = next
    const { speech } = screen
    root.dataset.state = speech?.state ?? screen.meeting.state
    slots.acts.hidden = !speech
    slots.flag.hidden = !speech
    if (speech) showSpeech(speech)
    else showEmpty()
    fitName(speech)
  }

  /** Whole on one line or two; the name of an organisation that needs a third gives way to its short form. */
  function fitName(speech) {
    if (fitText(slots.name, NAME_LINES) || !speech) return
    setText(slots.name, rowName(speech.delegation, speech.name))
    fitText(slots.name, NAME_LINES)
  }

  function showSpeech(speech) {
    setFlag(slots.flag, speech.delegation)
    setName(slots.name, speech.delegation, speech.name)
    setText(slots.about, aboutWords(speech).join("\n"))
    setText(slots.pause, say({ called: "start", paused: "resume_clock" }[speech.state] ?? "pause"))
  }

  function showEmpty() {
    const { meeting, item } = screen
    const isBreak = meeting.state === "suspended" || meeting.state === "adjourned"
    slots.name.removeAttribute("lang")
    setText(slots.name, isBreak ? say(`floor_${meeting.state}`) : item ? say("floor_empty") : say("floor_no_item"))
    setText(slots.about, (isBreak ? meeting.words : endedWords(screen)) ?? "")
    setText(slots.label, isBreak && meeting.since ? say("since", { time: timeOfDay(meeting.since, { seconds: true }) }) : "")
  }

  /** `now` in server ms: digits, line and label, which alone move. */
  function tick(now) {
    if (!screen) return
    const { speech, meeting } = screen
    if (speech) return tickSpeech(speech, now)
    const until = meeting.state === "suspended" && meeting.until
    if (until && meeting.since) return tickBreak(Date.parse(meeting.since), Date.parse(until), now)
    drawClock(slots.clock, null)
    drawLine(slots.line, undefined)
    setText(slots.spoken, "")
    setText(slots.limit, "")
  }

  function tickSpeech(speech, now) {
    const clock = clockOf(speech, now)
    drawClock(slots.clock, clock)
    drawLine(slots.line, clock)
    root.dataset.phase = clock.phase
    setText(slots.label, labelOf(speech, clock))
    setText(slots.spoken, say("spoken", { time: digits(Math.floor(clock.spoken_s)) }))
    setText(slots.limit, speech.warning_s
      ? say("limit_warning", { limit: digits(speech.limit_s), warning: digits(speech.warning_s) })
      : say("limit_only", { limit: digits(speech.limit_s) }))
    hear(speech, clock)
  }

  function tickBreak(since, until, now) {
    const left = (until - now) / 1000
    const isOver = left <= 0
    drawClock(slots.clock, { phase: isOver ? "over" : "paused", is_over: isOver, seconds: isOver ? Math.floor(-left) : Math.ceil(left) })
    drawFraction(slots.line, { phase: isOver ? "over" : "normal", isOver, fraction: (now - since) / Math.max(1, until - since) })
    setText(slots.spoken, "")
    setText(slots.limit, say("until", { time: timeOfDay(until) }))
  }

  return { show, tick }
}

/** Who ended when and after how long, from what the desks did. */
function endedWords(screen) {
  const act = lastOfFloor(screen.acts)
  if (act?.command !== "end_speech" || !act.delegation) return ""
  return say("floor_empty_since", { delegation: nameOf(act.delegation), time: timeOfDay(act.at, { seconds: true }) })
}

function aboutWords(speech) {
  const kind = speech.in_reply_to
    ? say(speech.kind === "reply" ? "reply_to" : "comment_on", { delegation: nameOf(speech.in_reply_to) })
    : sentence(`kind.${speech.kind === "on_behalf" ? "statement" : speech.kind}`)
  return [
    speech.on_behalf_of ? say("on_behalf", { group: speech.on_behalf_of }) : sentence(`category.${speech.category}`),
    speech.language ? say("kind_in", { kind, language: sentence(`language.${speech.language}`) }) : kind,
    ...(speech.speaker ? [speech.speaker] : []),
  ]
}

function labelOf(speech, { phase }) {
  const exact = (at) => timeOfDay(at, { seconds: true })
  if (phase === "called") return say("called_not_started", { time: exact(speech.called_at) })
  if (phase === "paused") return say("paused_since", { time: exact(speech.paused_at) })
  return say("on_the_floor_since", { time: exact(speech.started_at) })
}

const ROUND = 60

function hear(speech, { phase, seconds, is_over }) {
  if (phase === "paused") announceOnce(say("heard_paused"))
  else if (is_over) announceOnce(say("heard_time"))
  else if (phase !== "called" && seconds === ROUND && speech.limit_s > ROUND) announceOnce(say("heard_minute"))
  else if (seconds > ROUND) announceOnce("")
}

/** The digits with a raised plus when they count up; an empty clock keeps its room. */
export function drawClock(element, clock) {
  const text = clock ? digits(clock.seconds) : ""
  const wanted = `${clock?.is_over ? "+" : ""}${text}`
  element.dataset.phase = clock ? (clock.is_over && clock.phase !== "paused" ? "over" : clock.phase) : "none"
  if (element.dataset.shown === wanted) return
  element.dataset.shown = wanted
  element.dataset.size = wanted.length > 5 ? "small" : wanted.length > 4 ? "middle" : "full"
  const span = (className, content) => Object.assign(document.createElement("span"), { className, textContent: content })
  const [minutes, seconds] = text.split(":")
  element.replaceChildren(
    ...(clock?.is_over ? [span("clock__plus", "+")] : []),
    ...(text ? [minutes, span("clock__colon", ":"), seconds] : []),
  )
}
