// The words around the form: choices with their limits, the place one would get, the one blue button.

import { digits } from "../lib/clock.js"
import { delegations, itemTitle, listTitle, nameOf } from "../lib/names.js"
import { ordinal, say } from "../lib/page.js"
import { day } from "../lib/time.js"
import { setText } from "../lib/tick.js"
import { entriesOf } from "./ahead.js"
import { mark, show, slot, write } from "./dom.js"
import { targetOf, valuesOf, wishOf } from "./form.js"
import { whyNotInFull } from "./list_words.js"
import { mayChange } from "./own_words.js"
import { categoryOf, limitOf, outlook } from "./outlook.js"
import { beginsAt, numberOf } from "./programme.js"
import { changesOf, choicesFor, commentsOn } from "./wish.js"
import { fixed, foreseen } from "./when.js"

/** `isAsked`: this very thing waits to be sent already. `redraw`: to be called when more is known. */
export function drawForm(root, scene, { isAsked, redraw }) {
  const { screen, route, name } = scene
  const form = root.querySelector("[data-wish]")
  const target = targetOf(route, screen)
  const { row, own } = target
  const closed = closedBecause(target, route)
  drawHead(root, target, route, name)
  show(form, !closed && !isAsked)
  write(root, "closed", isAsked ? "" : closed)
  if (closed || isAsked) return
  drawChoices(form, target, scene)
  const wish = wishOf(form, target)
  const hasChanges = !own || Object.keys(changesOf(wish, own)).length > 0
  write(form, "group-speaks", groupHint(wish, row, screen))
  drawPlace(form, { ...target, wish, hasChanges }, scene, redraw)
  drawDraft(slot(form, "draft"), row, own)
  drawButton(slot(form, "button"), { wish, own, hasChanges, row }, name)
}

/** A hint, never a ban: a group of this delegation speaks on the item. */
function groupHint(wish, row, screen) {
  const group = wish.kind === "statement" && screen.member_of.find((name) => row.group_voices?.[name])
  return group ? say("group_speaks", { group }) : ""
}

function closedBecause({ row, own }, { view }) {
  if (view === "amend" && !own) return say("gone")
  if (!row) return say("list_unknown")
  if (own) return mayChange(own) ? "" : say("no_longer")
  if (row.accepts || row.refuses === "list_not_open") return "" // before it opens one may prepare a draft
  return whyNotInFull(row)
}

function drawHead(root, { row, own }, { view }, name) {
  if (!row) return write(root, "head", name), write(root, "what", "")
  const number = numberOf(row.item)
  setText(slot(root, "head"), say(view === "amend" && own ? "amend_title" : "inscribe_title", { name, number }))
  const title = row.title === row.item_title ? itemTitle(row.item) || row.title : listTitle(row.id, row.title)
  write(root, "what", say("title_and_day", { title, day: day(row.starts_at) }))
}

function drawChoices(form, { row, own }, { screen, name }) {
  const code = screen.delegation
  const offered = choicesFor(row, code)
  const commented = commentsOn(row, code)
  const values = valuesOf(form)
  show(form.querySelector(".choices"), own?.kind !== "reply")
  for (const choice of form.querySelectorAll("[data-choice]")) {
    const value = choice.dataset.choice
    const isChosen = values.choice === value
    show(choice, offered.includes(value) || isChosen)
    mark(choice, "data-chosen", isChosen ? "" : undefined)
    const more = choice.querySelector(".choice__more")
    if (more) show(more, isChosen && (value !== "comment" || commented.length > 1))
  }
  show(form.querySelector("[data-other-group]"), values.group === "")
  const of = (wish) => limitOf(wish, categoryOf(wish, ownCategory(screen), screen.groups), row)
  const limit = (wish) => (of(wish) ? digits(of(wish)) : "")
  const group = values.group || values.on_behalf_of
  const asOwn = limit({ kind: "statement" })
  const asGroup = limit({ kind: "on_behalf", on_behalf_of: screen.groups[0] ?? group })
  const isListed = values.choice !== "on_behalf" || screen.groups.includes(group)
  write(form, "statement", asOwn ? say("as_limit", { name, limit: asOwn }) : say("as_own", { name }))
  write(form, "on_behalf", isListed ? say("group_limit", { limit: asGroup }) : say("group_other_limit", { limit: asOwn, name }))
  write(form, "comment", commentWords(commented, limit({ kind: "comment" })))
  write(form, "written", say("written_after"))
}

function commentWords(commented, limit) {
  const [{ delegation } = {}] = commented
  return commented.length === 1 ? say("comment_limit_on", { delegation: nameOf(delegation), limit }) : say("comment_limit", { limit })
}

const ownCategory = (screen) => delegations()[screen.delegation]?.category ?? "other"

function drawPlace(form, { row, listId, own, wish, hasChanges }, scene, redraw) {
  if (own?.state === "draft") return void (write(form, "place", say("draft_no_place")), write(form, "when", ""))
  if (!own && !row.accepts) return void (write(form, "place", draftOnly(row, scene.now)), write(form, "when", ""))
  if (own) return drawKept(form, own, wish, hasChanges)
  if (wish.delivery === "written") return void (write(form, "place", say("would_be_written")), write(form, "when", ""))
  const { screen, now } = scene
  const answers = row.comments_on?.[wish.in_reply_to]
  const wanted = { ...wish, answers, category: categoryOf(wish, ownCategory(screen), screen.groups) }
  const { place, ahead_s, isAtMost } = outlook(wanted, row, entriesOf(listId, screen, redraw))
  write(form, "place", ordinal(isAtMost ? "would_be_at_most" : "would_be", place))
  write(form, "when", foreseen(beginsAt(screen, { list: listId, place, ahead_s }, now), now))
}

function drawKept(form, own, wish, hasChanges) {
  const leaves = own.delivery === "spoken" && wish.delivery === "written"
  const joins = own.delivery === "written" && wish.delivery === "spoken"
  const staysAs = own.kind === wish.kind && own.on_behalf_of === wish.on_behalf_of && own.delivery === "spoken"
  const words = leaves ? "would_leave" : joins ? "would_join" : staysAs && hasChanges ? "would_keep" : ""
  write(form, "place", words && say(words))
  write(form, "when", "")
}

const draftOnly = (row, now) => (row.opens_at ? say("draft_opens", { opens: fixed(row.opens_at, now) }) : say("draft_not_open"))

/** Beside the blue button, where one may also inscribe. */
function drawDraft(button, row, own) {
  show(button, !own && Boolean(row.accepts))
  if (!button.hasAttribute("aria-busy")) setText(button, say("draft_keep"))
}

function drawButton(button, { wish, own, hasChanges, row }, name) {
  if (button.hasAttribute("aria-busy")) return
  mark(button, "aria-disabled", hasChanges ? undefined : "true")
  if (own) setText(button, say(hasChanges ? "amend_now" : "nothing_changed"))
  else if (!row.accepts) setText(button, say("draft_keep"))
  else if (wish.delivery === "written") setText(button, say("written_now"))
  else setText(button, say(wish.kind === "comment" ? "comment_now" : "inscribe_now", { name }))
}
