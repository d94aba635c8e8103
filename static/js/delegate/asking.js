// Asks the server, and keeps what it asked until there is an answer: through a lost connection and through a reload.

import { page } from "../lib/page.js"
import { send } from "../lib/send.js"
import { uuid } from "../lib/uuid.js"
import { shelf } from "./pending.js"

const PATIENCE_MS = 6000
const AGAIN_MS = 10_000

/** Whether there is an answer to the command itself, not only to this attempt. */
const isAnswer = ({ ok, status, code }) => ok || (code !== "no_connection" && status !== 429 && status < 500)

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
 * fields, asked_at, wasLive, isFlying}; `answers`: of those that were delivered later, {entry, answer, at}.
 */
export function asking({ isLive, now, changed }) {
  const kept = shelf(`rostrum.asked.${page.meeting}.${page.as}`, storage())
  const flights = new Map()
  const answers = new Map()
  let delivering // the round that is under way
  let isWanted = false

  async function deliver(entry) {
    const id = entry.command_id
    kept.put({ ...entry, wasLive: entry.wasLive || isLive() })
    const answer = await send(entry.command, { ...entry.fields, command_id: id }, { giveUpAfter: isLive() ? PATIENCE_MS : 0 })
    flights.delete(id)
    if (isAnswer(answer)) kept.drop(id)
    return answer
  }

  function fly(entry) {
    const flight = deliver(entry)
    flights.set(entry.command_id, flight)
    changed()
    return flight.finally(changed)
  }

  /** One after the other: the order in which they were asked is the order in which they arrive. */
  async function deliverWaiting() {
    for (const { command_id: id } of kept.all()) {
      await flights.get(id)
      const entry = kept.all().find((each) => each.command_id === id) // unless it was discarded or answered meanwhile
      if (!entry || answers.has(id)) continue
      const answer = await fly(entry)
      if (!isAnswer(answer)) return
      answers.set(id, { entry, answer, at: now() })
      changed()
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
    /** Resolves to the answer; without one it stays on the shelf and `isKept` is true. */
    async ask(command, fields, about) {
      const answer = await fly({ command_id: uuid(), command, fields, about, asked_at: now(), wasLive: false })
      return { ...answer, isKept: !isAnswer(answer) }
    },
    all: () => kept.all().map((entry) => ({ ...entry, isFlying: flights.has(entry.command_id) })),
    answers: () => [...answers.values()],
    drop(id) {
      kept.drop(id)
      answers.delete(id)
      changed()
    },
    deliverAll,
  }
}
