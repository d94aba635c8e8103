// The screen with which a page begins before there is a socket: brought by the page, or kept by this browser from the last time.

import { read } from "./kept.js"
import { block, page } from "./page.js"
import { msOf } from "./time.js"

const arrived = performance.getEntriesByType("navigation")[0]?.responseStart ?? 0

async function found() {
  const { server_now, ...brought } = block("first")
  const kept = await read("screen")
  const broughtAt = server_now ? msOf(server_now) : -Infinity
  // A page that was kept is older than what it has shown since.
  const isFresh = !kept || broughtAt > kept.at
  if (isFresh && !server_now) return undefined
  return isFresh
    ? { ...brought, at: broughtAt, isFresh, now: () => broughtAt + performance.now() - arrived }
    : { ...kept, isFresh, now: () => Date.now() }
}

/** {screen, tag, version, at, isFresh, now}: `at`, when it was known to be so; `isFresh`: just now. Undefined: wait for the socket. */
export const begun = page.replay ? undefined : await found()
