// For what counts anew each time it is done: pressed again after no answer it goes under the same id, and is done once.

import { send } from "../lib/send.js"

/** (command, fields) => answer. What was sent last and has no answer is remembered; the same again is that one. */
export function sendingOnce(options) {
  let lost // {key, again}
  return async (command, fields) => {
    const key = JSON.stringify([command, fields])
    const answer = await (lost?.key === key ? lost.again() : send(command, fields, options))
    lost = answer.again && { key, again: answer.again }
    return answer
  }
}
