// Who will begin when. Pure; the same as domain/forecast.py, which shared vectors check. Instants in ms.

import { spokenMs } from "./clock.js"

/** The entries of a screen in their order: ranks are compared byte by byte, as the server does. */
export function inOrder(collection = {}) {
  return Object.entries(collection)
    .map(([id, row]) => ({ id, ...row }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
}

/** When the speech on the floor should end: never in the past, because nobody can end then. */
export function speechEnds(speech, nowMs) {
  return nowMs + Math.max(0, speech.limit_s * 1000 - spokenMs(speech, nowMs))
}

/** The earliest instant at which the list can go on. */
function free({ speech, forecast = {} }, nowMs) {
  return Math.max(nowMs, forecast.not_before ? Date.parse(forecast.not_before) : nowMs, speech ? speechEnds(speech, nowMs) : nowMs)
}

/** [{id, at}] for all who wait; every one of them is preceded by a change of speakers. */
export function begins(screen, nowMs) {
  const change = (screen.forecast?.change_s ?? 0) * 1000
  let at = free(screen, nowMs)
  return inOrder(screen.entries).map(({ id, takes_s }) => {
    at += change
    const begin = { id, at }
    at += takes_s * 1000
    return begin
  })
}

/** When the last of the list will have spoken. */
export function itemEnds(screen, nowMs) {
  const rows = Object.values(screen.entries ?? {})
  const change = (screen.forecast?.change_s ?? 0) * 1000
  return free(screen, nowMs) + rows.reduce((sum, row) => sum + row.takes_s * 1000 + change, 0)
}
