// Draws the chair's desk from the screen and what is chosen on it.

import { announceOnce } from "../lib/announce.js"
import { begins as beginsOf } from "../lib/forecast.js"
import { listTitle, nameOf, setFlag } from "../lib/names.js"
import { plural, say } from "../lib/page.js"
import { timeOfDay } from "../lib/time.js"
import { lastOfFloor } from "./acts.js"
import { fitText } from "./fit.js"
import { floorOf } from "./floor.js"
import { drawItemLine, endWords } from "./itemline.js"
import { drawListHead, drawUndo } from "./listhead.js"
import { numberOf } from "./lists.js"
import { nextAct, sayLine } from "./next.js"
import { inOrder, orderOf } from "./order.js"
import { orderBand } from "./orderband.js"
import { drawRulings } from "./chairorders.js"
import { drawPhrase, phrase } from "./phrases.js"
import { rowName } from "./rownames.js"
import { drawRows } from "./rows.js"
import { isMissed } from "./selection.js"
import { setOrHide, setText, slotsOf } from "./slots.js"

const SAY_LINES = [2, 2, 3]
const STRONG = ["next", "after", "raiser"]

/** What is, since when, what now. */
function emptyWords({ list, lists }) {
  if (!list) return [say("empty_no_item"), say("empty_take_up")]
  const title = say(lists?.[list.id]?.heard ? "empty_heard" : "empty_title")
  const isOpen = list.state === "open" || list.state === "announced"
  if (isOpen && list.since) return [title, say(list.is_by_desk ? "empty_by_desk" : "empty_open", { time: timeOfDay(list.since) })]
  return [title, say(list.state === "not_open" ? "empty_not_open" : "empty_closed")]
}

/** `desk`: {screen, selected, gone, acted}; `moving`: the mover. {show(), tick(), reveal(id), tellGone()} */
export function chairView({ desk, settled, moving, now }) {
  const bar = slotsOf(document.querySelector(".bar"))
  const page = slotsOf(document.querySelector("main"))
  const floor = floorOf(document.querySelector("[data-floor]"))
  const order = orderBand(document.querySelector("[data-order]"))
  const byAct = (name) => document.querySelector(`main [data-do="${name}"]`)
  const template = document.getElementById("entry")
  const clock = document.querySelector("[data-time]")
  let second = 0

  function show() {
    if (!desk.screen) return
    showBar(desk.screen)
    order.show(desk.screen)
    drawRulings(page, desk.screen, Boolean(moving.id))
    floor.show(desk.screen)
    showSitting(desk.screen)
    showNext(desk.screen)
    drawListHead(page, desk.screen, now())
    drawUndo(page, desk.screen)
    showKeys(desk.screen)
    drawTimes(now())
    floor.tick(now())
  }

  function showBar({ item, list, lists }) {
    setOrHide(bar.item_number, list ? numberOf(list.id, lists) : "")
    setText(bar.item_title, list ? listTitle(list.id) : say("choose_item"))
    setText(document.querySelector("[data-as]"), item ? say("chair_of", { name: nameOf(item.presiding) }) : say("chair"))
  }

  function showSitting({ meeting, notice }) {
    const isBreak = meeting.state === "suspended" || meeting.state === "adjourned"
    const key = `sitting_${meeting.state}`
    setText(page.sitting, meeting.until
      ? say(`${key}_until`, { time: timeOfDay(meeting.until) })
      : say(key, { time: meeting.since ? timeOfDay(meeting.since) : "" }))
    byAct("sitting").hidden = meeting.state === "not_begun"
    setText(page.sitting_act, isBreak ? say("resume") : say("suspend_short"))
    setOrHide(page.on_wall_words, notice ? say("notice_shown", { words: notice.words }) : "")
    page.on_wall.hidden = !notice
  }

  function showNext(screen) {
    const act = moving.id ? moveAct(screen) : nextAct(screen, desk)
    const how = { lists: screen.lists }
    setText(page.next_label, phrase(act.label, how))
    const under = isMissed(desk) && !moving.id ? goneLine() : act.under
    setOrHide(page.next_under, under ? phrase(under, how) : "")
    page.next_flag.hidden = !act.flag
    if (act.flag) setFlag(page.next_flag, act.flag)
    const last = lastOfFloor(screen.acts)
    const ended = last?.command === "end_speech" ? last.delegation : undefined
    drawPhrase(page.say, sayLine(screen, nextAct(screen, desk), { ended }), { ...how, strong: STRONG })
    fitText(page.say, SAY_LINES)
    showAbsent(screen)
    byAct("leave_moving").hidden = !moving.id
  }

  const goneLine = () => ["under_gone", { delegation: { code: desk.gone.delegation } }]

  function moveAct({ entries }) {
    const row = entries[moving.id]
    const other = entries[moving.before]
    return {
      flag: row.delegation, under: ["moving_help"],
      label: other
        ? ["put_before", { delegation: { code: row.delegation }, other: { code: other.delegation } }]
        : ["put_last", { delegation: { code: row.delegation } }],
    }
  }

  function showAbsent(screen) {
    const { speech, entries } = screen
    const called = speech?.state === "called" ? speech : undefined
    const row = called ?? entries[desk.selected] ?? entries[orderOf(screen)[0]]
    const button = byAct("absent")
    button.hidden = !row || Boolean(moving.id) || Object.keys(screen.orders).length > 0 || screen.meeting.state !== "in_session"
    if (row) setText(page.absent_name, rowName(row.delegation))
  }

  /** The foot names only keys that do something now. */
  function showKeys({ entries, list }) {
    const count = Object.keys(entries).length
    page.key_select.hidden = count === 0
    page.key_move.hidden = count < 2
    page.key_inscribe.hidden = !list
  }

  /** What moves with time: begins, the end of the item, its line. */
  function drawTimes(at) {
    const { screen } = desk
    const rows = inOrder(screen.entries)
    // A move that is being tried changes the order only on this desk: ranks are the server's.
    const order = moving.order()
    const tried = order.map((id, index) => ({ ...screen.entries[id], id, rank: String(index).padStart(6, "0") }))
    const shown = moving.id ? { ...screen, entries: Object.fromEntries(tried.map((row) => [row.id, row])) } : screen
    const begins = beginsOf(shown, at)
    const act = nextAct(screen, desk)
    const first = act?.command === "call" && !isMissed(desk) ? act.fields.intervention : undefined
    const chosen = moving.id ?? desk.selected ?? first
    drawRows(page.entries, template, moving.id ? tried : rows, {
      begins: new Map(begins.map(({ id, at: instant }) => [id, instant])),
      endsAt: screen.item && Date.parse(screen.item.ends_at), now: at, chosen, moving: moving.id,
    })
    showEmpty(screen, rows.length === 0)
    showItem(shown, begins, at)
  }

  function showItem(screen, begins, at) {
    page.item_line.hidden = !screen.item
    const [ends, plan] = screen.item ? endWords(screen, at) : ["", ""]
    setText(page.ends, ends)
    setText(page.ends_plan, plan)
    setText(page.remaining, screen.list ? plural("remaining", begins.length) : "")
    if (screen.item) drawItemLine(page.item_line, screen, begins, at)
  }

  function showEmpty(screen, isEmpty) {
    page.entries_head.hidden = isEmpty
    page.empty.hidden = !isEmpty
    if (!isEmpty) return
    byAct("inscribe").hidden = !screen.list
    const [title, text] = emptyWords(screen)
    setText(page.empty_title, title)
    setText(page.empty_text, text)
  }

  function tick() {
    if (!desk.screen) return
    const at = now()
    floor.tick(at)
    document.querySelector(".next__act").toggleAttribute("data-settling", isMissed(desk) || !settled.has("floor", "next"))
    if (Math.floor(at / 1000) === second) return
    second = Math.floor(at / 1000)
    setText(clock, timeOfDay(at, { seconds: true }))
    drawTimes(at)
  }

  return {
    show, tick,
    tellGone: () => announceOnce(phrase(goneLine()), { assertive: true }),
    reveal: (id) => page.entries.querySelector(`[data-id="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" }),
  }
}
