// The place that somebody who inscribed now would get. A forecast for the form only: the server decides. Pure.

// The usual order of categories. Where the programme orders otherwise, the entries show it better than this does,
// and after the inscription the true place stands on the screen.
const TIERS = [
  "presiding", "invited_state_party", "group", "state_party", "state_not_party", "international_organization", "ngo", "other",
]

const PANEL = 1.5 // after those invited, before all others

const tier = (category) => (TIERS.includes(category) ? TIERS.indexOf(category) : TIERS.length)

const tierOf = ({ category, because = [] }) =>
  because.some(({ code }) => code === "panellist") ? Math.min(PANEL, tier(category)) : tier(category)

/**
 * {place, ahead_s, isAtMost}. `wanted`: {category, kind, in_reply_to: intervention, answers: delegation}. `entries`: those who
 * wait on the list in their order, if they are known; else, and where the list is not ordered by time, the row's numbers tell
 * only the worst place (`isAtMost`).
 */
export function outlook(wanted, row, entries) {
  if (!entries || row.is_ordered) return { place: row.waiting + 1, ahead_s: row.waiting_s, isAtMost: row.waiting > 0 }
  const before = entries.slice(0, entries.findLastIndex((entry) => precedes(entry, wanted)) + 1)
  return { place: before.length + 1, ahead_s: before.reduce((sum, entry) => sum + entry.takes_s, 0), isAtMost: false }
}

function precedes(entry, wanted) {
  const isBefore = tierOf(entry) <= tier(wanted.category)
  if (wanted.kind !== "comment") return entry.kind === "comment" || isBefore
  return entry.id === wanted.in_reply_to || (entry.in_reply_to === wanted.answers && isBefore)
}

/** Under which category an intervention would rank: that of a group only if the meeting lists the group. */
export function categoryOf(wanted, own, groups) {
  return wanted.kind === "on_behalf" && groups.includes(wanted.on_behalf_of) ? "group" : own
}

/** The limit in seconds that it would have, if the list says so. */
export function limitOf(wanted, category, row) {
  return wanted.kind === "comment" ? row.limits.comment ?? row.limits[category] : row.limits[category]
}
