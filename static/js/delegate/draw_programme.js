// The programme: sittings, items, lists, and on each the own interventions.

import { drawList } from "../lib/list.js"
import { itemTitle, listTitle } from "../lib/names.js"
import { plural, say } from "../lib/page.js"
import { day, timeOfDay } from "../lib/time.js"
import { setText } from "../lib/tick.js"
import { mark, setIcon, show, slot, write } from "./dom.js"
import { stateOf, whyNot } from "./list_words.js"
import { isAskedFor, ownWords } from "./own_words.js"
import { beginnings, leadOf, numberOf, ownOf, sittingsOf } from "./programme.js"
import { hashOf } from "./route.js"

const OVER = ["withdrawn", "delivered", "refused", "draft"]

const template = (name) => document.getElementById(`${name}-row`)

/** `asked`: ids of the lists for which an inscription waits to be sent. */
export function drawProgramme(container, scene, asked) {
  const begins = beginnings(scene.screen, scene.now)
  const all = { ...scene, begins, asked }
  drawList(container, template("sitting"), sittingsOf(scene.screen.lists), (element, sitting) => {
    const { starts_at, ends_at } = sitting
    setText(slot(element, "when"), say("sitting", { day: day(starts_at), start: timeOfDay(starts_at), end: timeOfDay(ends_at) }))
    drawList(slot(element, "items"), template("item"), sitting.items, (li, item) => drawItem(li, item, all))
  })
}

function drawItem(element, item, scene) {
  const lead = leadOf(item)
  const rest = item.lists.filter((row) => row !== lead)
  const head = slot(element, "lead")
  mark(element, "aria-current", item.lists.some((row) => row.is_current) ? "true" : undefined)
  setText(slot(head, "number"), numberOf(item.item))
  setText(slot(head, "title"), titleOf(item, lead))
  if (lead) drawRow(head, lead, scene)
  else drawSummary(head, item, scene)
  const parts = slot(element, "parts")
  show(parts, rest.length > 0)
  drawList(parts, template("part"), rest, (li, row) => {
    setText(slot(li, "title"), listTitle(row.id, row.title))
    mark(li, "aria-current", row.is_current ? "true" : undefined)
    drawRow(li, row, scene, true)
  })
}

const titleOf = (item, lead) => itemTitle(item.item) || lead?.title || item.lists[0].item_title

function drawSummary(head, item, { screen }) {
  const presentations = item.lists.filter((row) => row.title !== row.item_title)
  write(head, "state", plural("presentations", presentations.length, { time: timeOfDay(item.lists[0].starts_at) }))
  for (const name of ["act", "done"]) show(slot(head, name), false)
  write(head, "why", "")
  drawOwn(slot(head, "own"), [], { screen })
}

function drawRow(element, row, scene, isPart = false) {
  const { screen, now, begins, asked } = scene
  const own = ownOf(screen.mine, row.id)
  const isAsked = asked.has(row.id)
  write(element, "state", stateOf(row, { begins: begins[row.id], now, isPart }))
  show(slot(element, "done"), Boolean(row.is_finished))
  write(element, "why", isAsked ? say("why_not_sent") : own.length ? "" : whyNot(row))
  drawAct(slot(element, "act"), row, own, isAsked)
  drawOwn(slot(element, "own"), own, scene)
}

/** One waiting statement is enough for a list; a comment can always be added. */
function drawAct(link, row, own, isAsked) {
  const isComment = Boolean(row.comments_on)
  const has = own.some(({ kind, state }) => kind !== "reply" && !OVER.includes(state))
  const mayDraft = row.refuses === "list_not_open" && !own.some(({ state }) => state === "draft")
  const isOffered = (row.accepts || mayDraft) && !isAsked && !row.is_finished && (!has || isComment)
  show(link, Boolean(isOffered))
  if (!isOffered) return
  const number = numberOf(row.item)
  const title = listTitle(row.id, row.title)
  mark(link, "href", hashOf("inscribe", row.id))
  if (!row.accepts) {
    mark(link, "aria-label", say("action_draft_label", { number, title }))
    return setText(slot(link, "act-words"), say("action_draft"))
  }
  mark(link, "aria-label", say(isComment ? "action_comment_label" : "action_inscribe_label", { number, title }))
  setText(slot(link, "act-words"), say(isComment ? "action_comment" : "action_inscribe"))
}

function drawOwn(container, own, scene) {
  drawList(container, template("own"), own, (li, each) => {
    const card = li.firstElementChild
    const words = ownWords(each, scene)
    mark(card, "href", hashOf("intervention", each.id))
    mark(card, "data-state", each.state)
    setIcon(slot(card, "icon"), words.icon)
    const time = words.when
    setText(slot(card, "own-what"), time ? say("place_and_time", { place: words.what, time }) : words.what)
    write(card, "own-why", words.why)
    write(card, "own-asked", isAskedFor(each) ? say("text_asked") : "")
  })
}
