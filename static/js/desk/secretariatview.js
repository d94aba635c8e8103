// Draws the secretariat's desk: the lists, the entries of the one that is watched, what the desks did.

import { begins } from "../lib/forecast.js"
import { drawList } from "../lib/list.js"
import { setFlag } from "../lib/names.js"
import { plural, say } from "../lib/page.js"
import { about, timeOfDay } from "../lib/time.js"
import { allNewestFirst, doneWords, whoOf } from "./acts.js"
import { drawListHead, drawUndo } from "./listhead.js"
import { fillListRow, numberOf } from "./lists.js"
import { inOrder } from "./order.js"
import { rowName, setRowName } from "./rownames.js"
import { whyWords } from "./rows.js"
import { setAttribute, setOrHide, setText, slot, slotsOf } from "./slots.js"

/** `desk`: {screen, list, selected}. {show(), tick()} */
export function secretariatView({ desk, moving, now }) {
  const page = slotsOf(document.querySelector("main"))
  const lists = slotsOf(document.querySelector(".programme")).lists
  const templates = { row: document.getElementById("list-row"), entry: document.getElementById("entry"), act: document.getElementById("act") }
  const clock = document.querySelector("[data-time]")
  let minute = 0

  function show() {
    const { screen } = desk
    if (!screen) return
    drawList(lists, templates.row, inOrder(screen.lists), (element, row) => {
      fillListRow(element, row, { lists: screen.lists, now: now() })
      setAttribute(element.querySelector("button"), "aria-current", row.id === desk.list ? "true" : null)
    })
    setText(page.inscribe_title, say("inscribe_on", { number: numberOf(desk.list ?? "", screen.lists) }))
    drawListHead(page, screen, now())
    drawUndo(page, screen)
    showEntries(screen)
    showMoving(screen)
    showActs(screen)
  }

  function showEntries(screen) {
    const order = moving.order()
    drawList(page.entries, templates.entry, order.map((id) => ({ ...screen.entries[id], id })), (element, row, index) => {
      setText(slot(element, "place"), index + 1)
      setFlag(slot(element, "flag"), row.delegation)
      setRowName(slot(element, "name"), row.delegation, row.name)
      setText(slot(element, "why"), whyWords(row, now()))
      setAttribute(slot(element, "why"), "title", whyWords(row, now()))
      slot(element, "note").hidden = !row.note
      setText(slot(element, "note_words"), row.note ? say("note_mark", { note: row.note }) : "")
      setAttribute(slot(element, "note"), "title", row.note ?? null)
      setAttribute(element, "aria-current", row.id === (moving.id ?? desk.selected) ? "true" : null)
      element.toggleAttribute("data-moving", row.id === moving.id)
    })
    setOrHide(page.empty, screen.list && !order.length ? say("waiting_none") : "")
    const first = begins(screen, now())[0]
    const count = order.length
    setText(page.remaining, !screen.list || !count ? "" : first && screen.forecast
      ? say("waiting_next", { count: plural("remaining", count), time: about(first.at, { now: now() }) })
      : plural("remaining", count))
  }

  function showMoving({ entries }) {
    page.moving.hidden = !moving.id
    if (!moving.id) return
    const delegation = rowName(entries[moving.id].delegation)
    const other = entries[moving.before]
    setText(page.moving_words, other ? say("put_before", { delegation, other: rowName(other.delegation) }) : say("put_last", { delegation }))
  }

  function showActs(screen) {
    const acts = allNewestFirst(screen)
    setOrHide(page.no_acts, acts.length ? "" : say("no_acts"))
    drawList(page.acts, templates.act, acts, (element, act) => {
      setText(slot(element, "time"), timeOfDay(act.at))
      const words = doneWords(act, screen)
      setText(slot(element, "words"), act.undone ? say("act_undone", { act: words }) : words)
      setText(slot(element, "who"), whoOf(act))
      element.toggleAttribute("data-undone", Boolean(act.undone))
    })
  }

  function tick() {
    const at = now()
    setText(clock, timeOfDay(at, { seconds: true }))
    // "about 11:03" is told to the minute.
    if (!desk.screen || Math.floor(at / 10_000) === minute) return
    minute = Math.floor(at / 10_000)
    showEntries(desk.screen)
  }

  return {
    show, tick,
    reveal: (id) => page.entries.querySelector(`[data-id="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" }),
    revealList: (id) => lists.querySelector(`[data-id="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" }),
  }
}
