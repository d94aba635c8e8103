// The speeches still to come on an item as stretches of time, and where its planned end cuts them. Pure.

import { inOrder, speechEnds } from "../lib/forecast.js"

/** The pieces as {from, to, kind} in ms; kind floor | waiting. */
export function pieces(screen, begins, now) {
  const { speech } = screen
  const floor = speech ? [{ from: now, to: speechEnds(speech, now), kind: "floor" }] : []
  const takes = new Map(inOrder(screen.entries).map((row) => [row.id, row.takes_s * 1000]))
  return [...floor, ...begins.map(({ id, at }) => ({ from: at, to: at + takes.get(id), kind: "waiting" }))]
}

/** The same, cut at the planned end: what lies beyond it is over. */
export function cut(all, plannedEnd) {
  return all.flatMap((piece) => {
    if (piece.to <= plannedEnd) return [piece]
    if (piece.from >= plannedEnd) return [{ ...piece, kind: "over" }]
    return [{ ...piece, to: plannedEnd }, { ...piece, from: plannedEnd, kind: "over" }]
  })
}
