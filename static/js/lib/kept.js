// What this browser keeps of a page for when there is no network: beside the copy of the page that sw.js keeps, under the
// same path, so that both are deleted together. Only where there can be such a copy: over https and on the machine itself.

import { page } from "./page.js"

const PAGES = "rostrum-pages"
const SOON_MS = 500
const EVERY_MS = 30_000

const address = (what) => `${location.pathname}?kept=${what}`

/** The cache; null where the browser forbids it, or in a replay, which is no page of its own. */
async function pages() {
  if (!globalThis.isSecureContext || !globalThis.caches || page.replay) return null
  return caches.open(PAGES).catch(() => null)
}

/** What cannot be read is not there: a page must begin without it. */
export async function read(what) {
  const kept = await pages()
  try {
    return await (await kept?.match(address(what)))?.json()
  } catch {
    await kept.delete(address(what)).catch(() => {})
  }
}

export async function write(what, value) {
  await (await pages())?.put(address(what), new Response(JSON.stringify(value), { headers: { "Content-Type": "application/json" } }))
}

/** The page, its screen and its names. */
export async function forget() {
  await (await pages())?.delete(location.pathname, { ignoreSearch: true })
}

/** Keeps what `held()` gives: soon after it has changed, and so often that it says well enough since when it is old. */
export function keeping(held) {
  let timer = 0
  let isOver = false

  function now() {
    clearTimeout(timer)
    timer = 0
    const value = isOver ? undefined : held()
    if (value) write("screen", value)
  }

  setInterval(now, EVERY_MS)
  document.addEventListener("visibilitychange", () => { if (document.hidden) now() })
  return {
    changed() { timer ||= setTimeout(now, SOON_MS) },
    /** The right has ended: nothing stays, and nothing is added. */
    end() {
      isOver = true
      forget()
    },
  }
}
