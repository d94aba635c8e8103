// The programme as a delegate reads it: sittings, their items, the lists of each. Pure.

import { inOrder, itemEnds, speechEnds } from "../lib/forecast.js"

const KEPT = ["inscribed", "draft"]

/**
 * [{id, starts_at, ends_at, items: [{id, item, lists: [row, ...]}]}] in the order of the programme. An item that goes on
 * in another sitting stands there again.
 */
export function sittingsOf(lists) {
  const sittings = []
  for (const row of inOrder(lists)) {
    if (sittings.at(-1)?.sitting !== row.sitting) sittings.push({ id: `${row.sitting} ${row.id}`, sitting: row.sitting, items: [] })
    const { items } = sittings.at(-1)
    if (items.at(-1)?.item !== row.item) items.push({ id: row.id, item: row.item, lists: [] })
    items.at(-1).lists.push(row)
  }
  return sittings.map(spanned)
}

function spanned(sitting) {
  const rows = sitting.items.flatMap((item) => item.lists)
  const starts = rows.map((row) => row.starts_at).sort()
  const ends = rows.map((row) => row.ends_at).sort()
  return { ...sitting, starts_at: starts[0], ends_at: ends.at(-1) }
}

/** The list that stands for the item itself; the others hang under it by their own titles. */
export const leadOf = ({ lists }) => (lists.length === 1 ? lists[0] : lists.find((row) => row.title === row.item_title))

/** "3 (cont'd)" -> "3": what stands in the box. */
export const numberOf = (item) => item.replace(/\s*\(.*$/, "")

/**
 * When each list that is still to come in the sitting of the room will begin, in ms by id: as planned, or later where the
 * lists before it take longer.
 */
export function beginnings(screen, nowMs) {
  const rows = inOrder(screen.lists)
  const current = rows.find((row) => row.is_current)
  if (!current) return {}
  const change = (screen.change_s ?? 0) * 1000
  const found = {}
  let free = itemEnds(screen, nowMs)
  for (const row of rows.slice(rows.indexOf(current) + 1)) {
    if (row.sitting !== current.sitting) break
    if (row.is_finished) continue
    found[row.id] = Math.max(Date.parse(row.starts_at), free)
    free = found[row.id] + row.waiting_s * 1000 + row.waiting * change
  }
  return found
}

/** The earliest instant at which a list can go on. */
function free(screen, listId, nowMs) {
  const row = screen.lists[listId]
  if (!row) return nowMs
  if (row.is_current) return screen.speech ? speechEnds(screen.speech, nowMs) : nowMs
  return Math.max(nowMs, Date.parse(row.starts_at), beginnings(screen, nowMs)[listId] ?? 0)
}

/** When `place` of a list begins, if those before take `ahead_s`; in ms. */
export function beginsAt(screen, { list, place, ahead_s = 0, not_before }, nowMs) {
  const earliest = Math.max(free(screen, list, nowMs), not_before ? Date.parse(not_before) : nowMs)
  return earliest + ahead_s * 1000 + place * (screen.change_s ?? 0) * 1000
}

const LIVE = ["called", "speaking", "paused", "inscribed", "written", "draft", "absent", "refused", "delivered"]

/** Own interventions of a list, the living first; a withdrawn one only where nothing took its place. */
export function ownOf(mine, listId) {
  const all = Object.entries(mine).map(([id, own]) => ({ id, ...own })).filter((own) => own.list === listId)
  const kept = all.filter((own) => LIVE.includes(own.state))
  const shown = kept.length ? kept : all.sort((a, b) => (a.inscribed_at < b.inscribed_at ? 1 : -1)).slice(0, 1)
  return shown.sort((a, b) => LIVE.indexOf(a.state) - LIVE.indexOf(b.state) || (a.place ?? 0) - (b.place ?? 0))
}

/**
 * The ids of what is still to be spoken, in the order in which the delegation would keep it: as preferred, and what was not yet put in order behind it, as in the programme.
 */
export function orderOf({ mine, lists, preferred = [] }) {
  const places = inOrder(lists).map(({ id }) => id)
  const still = Object.entries(mine)
    .filter(([, own]) => KEPT.includes(own.state) && own.delivery !== "written" && own.kind !== "reply")
    .sort(([a, one], [b, other]) => places.indexOf(one.list) - places.indexOf(other.list) || (a < b ? -1 : 1))
    .map(([id]) => id)
  return [...preferred.filter((id) => still.includes(id)), ...still.filter((id) => !preferred.includes(id))]
}
