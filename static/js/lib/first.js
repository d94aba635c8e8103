// The screen with which a page begins before there is a socket: brought by the page, or kept by this browser from the last time.

import { read } from "./kept.js"
import { block, page } from "./page.js"
import { msOf } from "./time.js"

const arrived = performance.getEntriesByType("navigation")[0]?.responseStart ?? 0
const isCopy = document.documentElement.hasAttribute("data-kept") // as sw.js gives it where there is no network

async function found() {
  const { server_now, ...brought } = block("first")
  const at = server_now ? msOf(server_now) : -Infinity
  if (server_now && !isCopy) return { ...brought, at, isFresh: true, now: () => at + performance.now() - arrived }
  const kept = await read("screen")
  const last = kept && kept.at >= at ? kept : server_now && { ...brought, at }
  return last && { ...last, isFresh: false, now: () => Date.now() }
}

/** {screen, tag, version, at, isFresh, now}: `at`, when it was known to be so; `isFresh`: just now. Undefined: wait for the socket. */
export const begun = page.replay ? undefined : await found()
