// Asks the server, and keeps what it asked until there is an answer: through a lost connection and through a reload.

import { page } from "../lib/page.js"
import { send } from "../lib/send.js"
import { uuid } from "../lib/uuid.js"
import { shelf } from "./pending.js"

const PATIENCE_MS = 6000
const AGAIN_MS = 10_000

/** Whether it was not known who asks: the page must be loaded anew, or the link opened again. */
const isUnknown = ({ ok, status, code }) => !ok && (status === 401 || code === "csrf_failed")

/** Whether there is an answer to the command itself, not only to this attempt. */
const isAnswer = (answer) =>
  answer.ok || (answer.code !== "no_connection" && answer.status !== 429 && answer.status < 500 && !isUnknown(answer))
const keyOf = ({ command, fields }) => JSON.stringify([command, fields])
const isSame = (asked) => (entry) => keyOf(entry) === keyOf(asked)
const isAnswered = ({ answer }) => Boolean(answer)

function storage() {
  if (page.replay) return null // what this browser asks for by itself is no part of what was seen then
  try {
    return localStorage
  } catch {
    return null // forbidden; pending.js remembers while the page lives
  }
}

/**
 * {ask, all, answers, drop, deliverAll}. `changed()` is called when what waits has changed. An entry: {command_id, command,
 * fields, asked_at, wasLive, isFlying, cause}; `cause`: why it cannot go before somebody has seen to it, if so. `answers`: of
 * those that were delivered later, {entry, answer, at}. What was refused stays on the shelf with its answer until one has read
 * it: the page may be gone by then, and nothing else would say so.
 */
export function asking({ isLive, now, changed }) {
  const kept = shelf(`rostrum.asked.${page.meeting}.${page.as}`, storage())
  const flights = new Map()
  const causes = new Map()
  const done = new Map() // what was done later: the screen says so too
  let delivering // the round that is under way
  let isWanted = false

  const waiting = () => kept.all().filter((entry) => !isAnswered(entry))

  async function deliver(entry, settle) {
    const id = entry.command_id
    kept.put({ ...entry, wasLive: entry.wasLive || isLive() })
    const answer = await send(entry.command, { ...entry.fields, command_id: id }, { giveUpAfter: isLive() ? PATIENCE_MS : 0 })
    flights.delete(id)
    causes.set(id, isUnknown(answer) ? answer : undefined)
    if (isAnswer(answer)) settle(entry, answer)
    return answer
  }

  function settleLater(entry, answer) {
    const told = { ...entry, answer, at: now() }
    if (!answer.ok) return kept.put(told)
    kept.drop(entry.command_id)
    done.set(entry.command_id, told)
  }

  function fly(entry, settle) {
    const flight = deliver(entry, settle)
    flights.set(entry.command_id, flight)
    changed()
    return flight.finally(changed)
  }

  /** One after the other: the order in which they were asked is the order in which they arrive. */
  async function deliverWaiting() {
    for (const { command_id: id } of waiting()) {
      await flights.get(id)
      const entry = waiting().find((each) => each.command_id === id) // unless it was discarded or answered meanwhile
      if (entry && !isAnswer(await fly(entry, settleLater))) return
    }
  }

  /** One round at a time; whoever wants one during another may know of a connection that that one has begun without. */
  function deliverAll() {
    isWanted = true
    delivering ??= rounds().finally(() => { delivering = undefined })
    return delivering
  }

  async function rounds() {
    while (isWanted) {
      isWanted = false
      await deliverWaiting()
    }
  }

  setInterval(() => { if (isLive() && !delivering) deliverAll() }, AGAIN_MS)

  return {
    /**
     * Resolves to the answer; without one it stays on the shelf and `isKept` is true. What waits there already is not asked
     * twice. A refusal is told as one that comes later unless `isSeen()`: who asked looks at where it was asked.
     */
    async ask(command, fields, about, isSeen = () => true) {
      const asked = { command_id: uuid(), command, fields, about, asked_at: now(), wasLive: false }
      const entry = waiting().find(isSame(asked)) ?? asked
      const settle = (_, answer) => (answer.ok || isSeen() ? kept.drop(entry.command_id) : settleLater(entry, answer))
      const answer = await (flights.get(entry.command_id) ?? fly(entry, settle))
      return { ...answer, isKept: !isAnswer(answer) }
    },
    all: () => waiting().map((entry) => ({ ...entry, isFlying: flights.has(entry.command_id), cause: causes.get(entry.command_id) })),
    answers: () => [...kept.all().filter(isAnswered), ...done.values()].map(({ answer, at, ...entry }) => ({ entry, answer, at })),
    drop(id) {
      kept.drop(id)
      done.delete(id)
      changed()
    },
    deliverAll,
  }
}
