// The one way in: a command goes by POST, keeps its id through every retry, and always has an answer.

import { page } from "./page.js"
import { pathThen } from "./replayed.js"
import { uuid } from "./uuid.js"

const ATTEMPT_MS = 5000
const NOT_NOW = new Set([502, 503, 504]) // a server that restarts, or the proxy before it

/**
 * Sends a command until there is an answer: {ok, status, ...answer}. Refusals are answers too, nothing is thrown.
 * After `giveUpAfter` ms without one: {ok: false, status: 0, code: "no_connection", again}; `again()` sends the same
 * command under the same id, so that it is done once even if the first attempt had arrived.
 */
export function send(command, fields = {}, { giveUpAfter = 10_000 } = {}) {
  const body = bodyOf(command, fields)
  const attempt = async () => {
    const until = performance.now() + giveUpAfter
    for (let wait = 250; ; wait = Math.min(wait * 2, 2000)) {
      const answer = await post("commands", body)
      if (answer) return answer
      if (performance.now() + wait > until) return { ok: false, status: 0, code: "no_connection", params: {}, again: attempt }
      await new Promise((done) => setTimeout(done, wait * (0.75 + Math.random() / 2)))
    }
  }
  return attempt()
}

/** What a change of the order of a list would do, without doing it: {entries: {id: {delegation, name, before, after}}}. */
export const preview = async (command, fields) => (await post("preview-policy", bodyOf(command, fields))) ?? { ok: false }

/** What the server answers to a question, or null if it cannot be had. */
export async function lookUp(path) {
  const asked = page.replay ? pathThen(path) : path
  if (asked === null) return null
  try {
    const answer = await fetch(`/api/v1/meetings/${page.meeting}/${asked}`, { headers: { "X-Acting-As": page.replay?.as ?? page.as } })
    return answer.ok ? await answer.json() : null
  } catch {
    return null // no network
  }
}

const bodyOf = (command, fields) => JSON.stringify({ command, command_id: uuid(), ...fields })

async function post(path, body) {
  if (page.replay) return null // what has happened stays as it is
  const cut = new AbortController()
  const timer = setTimeout(() => cut.abort(), ATTEMPT_MS)
  try {
    const answer = await fetch(`/api/v1/meetings/${page.meeting}/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": page.csrf, "X-Acting-As": page.as },
      body,
      signal: cut.signal,
    })
    if (NOT_NOW.has(answer.status)) return null
    return { ok: false, ...(await read(answer)), status: answer.status }
  } catch {
    return null // no network, or no whole answer in time
  } finally {
    clearTimeout(timer)
  }
}

/** Throws where the answer was cut off, or says that all is well in words of somebody else: asked again, it is whole. */
async function read(answer) {
  try {
    return await answer.json()
  } catch (fault) {
    if (answer.ok || !(fault instanceof SyntaxError)) throw fault
    return { code: "unreadable", params: {} }
  }
}
