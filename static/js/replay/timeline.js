// The line of time of a log: where silences are folded, what is marked on it, and how the head moves. Pure; instants in ms.

export const SILENCE_MS = 120_000 // longer without an act while nobody speaks: folded
export const FOLDED_MS = 40_000 // what a silence takes on the line, however long it was
export const LEAD_MS = 3000 // how long before the next act a silence that is jumped over ends
export const SPEEDS = [1, 2, 5, 10, 30, 60]

/** The acts of the server as the line needs them: `at` in ms, `after` of every act, not only where it changed. */
export function readActs(told) {
  let after = { state: "not_begun" }
  return told.map((act) => ({ ...act, at: Date.parse(act.at), after: (after = act.after ?? after) }))
}

/** {acts, begins, ends, length, starts}: `starts[i]` is where act i stands on the line, which is `length` ms long. */
export function lineOf(acts) {
  const starts = [0]
  for (let n = 1; n < acts.length; n += 1) starts.push(starts[n - 1] + widthOf(acts, n - 1))
  return { acts, starts, begins: acts[0].at, ends: acts.at(-1).at, length: starts.at(-1) }
}

const isSpoken = ({ after }) => after.speech === "speaking" || after.speech === "paused"

/** Whether the time from act n to the next is a silence. */
export const isSilence = (acts, n) =>
  n + 1 < acts.length && acts[n + 1].at - acts[n].at > SILENCE_MS && !isSpoken(acts[n])

const widthOf = (acts, n) => (isSilence(acts, n) ? FOLDED_MS : acts[n + 1].at - acts[n].at)

/** How many of the ascending `values` are at most `most`. */
function countUpTo(length, valueAt, most) {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (valueAt(middle) <= most) low = middle + 1
    else high = middle
  }
  return low
}

/** The index of the last act by an instant; the first act if it is before all. */
export const actBy = ({ acts }, at) => Math.max(0, countUpTo(acts.length, (n) => acts[n].at, at) - 1)

export const within = (line, at) => Math.min(line.ends, Math.max(line.begins, at))

/** Where an instant stands on the line. */
export function positionOf(line, at) {
  const n = actBy(line, within(line, at))
  if (n === line.acts.length - 1) return line.length
  const gap = line.acts[n + 1].at - line.acts[n].at
  return line.starts[n] + ((within(line, at) - line.acts[n].at) * (line.starts[n + 1] - line.starts[n])) / gap
}

/** The instant at a place of the line. */
export function instantAt(line, position) {
  const n = Math.max(0, countUpTo(line.starts.length, (each) => line.starts[each], position) - 1)
  if (n >= line.acts.length - 1) return line.ends
  const width = line.starts[n + 1] - line.starts[n]
  const gap = line.acts[n + 1].at - line.acts[n].at
  return line.acts[n].at + Math.round((Math.max(0, position - line.starts[n]) * gap) / width)
}

/** The stretches in which somebody has the floor: [{from, to, speaker}]. */
export function speeches({ acts, ends }) {
  const found = []
  let open = null
  for (const { at, command, after: { speaker } } of acts) {
    if (open && (speaker !== open.speaker || command === "call")) {
      found.push({ ...open, to: at })
      open = null
    }
    if (speaker && !open) open = { from: at, speaker }
  }
  return open ? [...found, { ...open, to: ends }] : found
}

/** The stretches in which the meeting is in session: [{from, to}]. */
export function sittings({ acts, ends }) {
  const found = []
  let from = null
  for (const { at, after: { state } } of acts) {
    if (state === "in_session") from ??= at
    else if (from !== null) {
      found.push({ from, to: at })
      from = null
    }
  }
  return from === null ? found : [...found, { from, to: ends }]
}

/** The silences that are folded: [{from, to}]. */
export const silences = ({ acts }) =>
  acts.flatMap(({ at }, n) => (isSilence(acts, n) ? [{ from: at, to: acts[n + 1].at }] : []))

/** What stands on the line by name: [{kind: "item" | "order", at, list | delegation}]. An act that was undone stands too: it was seen. */
export function marks({ acts }) {
  let before = {}
  return acts.flatMap(({ at, delegation, after }) => {
    const found = []
    if (after.list && after.list !== before.list) found.push({ kind: "item", at, list: after.list })
    if ((after.orders ?? 0) > (before.orders ?? 0)) found.push({ kind: "order", at, delegation })
    before = after
    return found
  })
}

/** The instants to which one jumps: where a sitting, an item, a speech or a point of order begins; ascending, each once. */
export function landmarks(line) {
  const found = [...speeches(line).map(({ from }) => from), ...sittings(line).map(({ from }) => from), ...marks(line).map(({ at }) => at)]
  return [...new Set([line.begins, ...found, line.ends])].sort((one, other) => one - other)
}

/** The next of ascending instants in a direction (1, -1); where there is none, the last in it. */
export function stepped(instants, at, direction) {
  return direction > 0 ? instants.find((each) => each > at) ?? instants.at(-1) : instants.findLast((each) => each < at) ?? instants[0]
}

/** Where the head is after so many ms of the clock on the wall: {at, isOver}. `jumps`: over silences. */
export function advanced(line, at, elapsedMs, speed, { jumps = true } = {}) {
  let next = at + elapsedMs * speed
  const n = actBy(line, next)
  if (jumps && isSilence(line.acts, n)) next = Math.max(next, line.acts[n + 1].at - LEAD_MS)
  return { at: within(line, next), isOver: next >= line.ends }
}

/** The speed beside another; the ends stay. */
export const otherSpeed = (speed, direction) =>
  SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, SPEEDS.indexOf(speed) + direction))]
