// Sends one file as the body of a request, tells how far it is, and always has an answer or null for none.

import { page } from "./page.js"

const PATIENCE_MS = 180_000 // 10 MB on the poorest network of a hall
const NOT_NOW = new Set([0, 429, 500, 502, 503, 504])

/**
 * {answer, stop}: `answer` resolves to {ok, status, ...} or to null where nobody knows whether it arrived. `progress(share)`:
 * 0 to 1. The caller keeps `fields.command_id` through every attempt, so that the file is taken once.
 */
export function sendFile(path, fields, body, progress) {
  if (page.replay) return { answer: Promise.resolve(null), stop() {} } // what has happened stays as it is
  const request = new XMLHttpRequest() // fetch does not tell how much has left
  const answer = new Promise((done) => {
    request.open("POST", `/api/v1/meetings/${page.meeting}/${path}?${new URLSearchParams(fields)}`)
    request.timeout = PATIENCE_MS
    request.setRequestHeader("Content-Type", "application/octet-stream")
    request.setRequestHeader("X-CSRFToken", page.csrf)
    request.setRequestHeader("X-Acting-As", page.as)
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(total ? loaded / total : 0))
    request.addEventListener("loadend", () => done(NOT_NOW.has(request.status) ? null : read(request)))
    request.send(body)
  })
  return { answer, stop: () => request.abort() }
}

function read({ status, responseText }) {
  try {
    return { ok: false, ...JSON.parse(responseText), status }
  } catch {
    return null // cut off in the middle of the answer
  }
}
