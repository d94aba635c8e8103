// The service worker of phones: without a network the page of a delegation opens as it was last given. The server writes
// two lines before this: RELEASE, the fingerprint of the files, and SHELL, the addresses of those that such a page needs.

/* global RELEASE, SHELL */

const FILES = `rostrum-files-${RELEASE}`
const VENDORED = "rostrum-vendored" // their addresses bear their versions: they outlive a release
const PAGES = "rostrum-pages" // lib/kept.js keeps the last screen there as well
const PATIENCE_MS = 5000
const OF_DELEGATION = /^\/[a-z0-9-]+\/delegation\/[^/]+$/
const NO_RIGHT = new Set([401, 403, 404, 410])

// A file whose address does not name it, as a server gives it in the middle of an update, is not kept.
const mayBeKept = (answer) => answer.ok && (answer.headers.get("Cache-Control") ?? "").includes("immutable")

async function install() {
  const files = await caches.open(FILES)
  await Promise.all(SHELL.map(async (address) => {
    const answer = await fetch(address)
    if (!mayBeKept(answer)) throw new Error(`${address} is not of this release`)
    await files.put(address, answer)
  }))
  await skipWaiting()
}

async function takeOver() {
  for (const name of await caches.keys()) {
    if (name.startsWith("rostrum-files-") && name !== FILES) await caches.delete(name)
  }
  const pages = await caches.open(PAGES)
  for (const request of await pages.keys()) {
    // What such a page would need is gone.
    if (!isKeptBeside(request) && !(await isOfRelease(await pages.match(request)))) await pages.delete(request)
  }
  await clients.claim()
  for (const { url } of await clients.matchAll()) await bringOnce(pages, url.split("#")[0])
}

/** Not a page, but what lib/kept.js keeps beside it under the same path. */
const isKeptBeside = ({ url }) => new URL(url).searchParams.has("kept")
const isOfRelease = async (page) => (await page.text()).includes(`/static/${RELEASE}/`)

/** The page that brought the first worker was loaded before there was one. */
async function bringOnce(pages, url) {
  if (OF_DELEGATION.test(new URL(url).pathname) && !isKeptBeside({ url }) && !(await pages.match(url, { ignoreVary: true }))) {
    await remember(pages, url, await fetch(url))
  }
}

/** The same page, which says of itself that it is a copy: of its age it knows only what the server's clock said. */
async function copyOf(answer) {
  const headers = new Headers(answer.headers)
  headers.delete("Content-Encoding")
  headers.delete("Content-Length")
  return new Response((await answer.text()).replace("<html ", "<html data-kept "), { headers })
}

/** Keeps a page; of one to which there is no right nothing stays, in no language, and not its screen. */
async function remember(pages, url, answer) {
  if (NO_RIGHT.has(answer.status)) await pages.delete(new URL(url).pathname, { ignoreSearch: true })
  else if (answer.status === 200 && !answer.redirected) await pages.put(url, await copyOf(answer))
}

async function pageOf(event) {
  const { url } = event.request
  const pages = await caches.open(PAGES)
  const kept = await pages.match(url, { ignoreVary: true })
  const fetched = fetch(event.request)
  event.waitUntil(fetched.then((answer) => remember(pages, url, answer.clone()), () => {}))
  if (!kept) return fetched
  const late = new Promise((done) => setTimeout(done, PATIENCE_MS, kept))
  return Promise.race([fetched.then((answer) => (answer.status < 500 ? answer : kept), () => kept), late])
}

async function fileOf(name, request) {
  const files = await caches.open(name)
  const kept = await files.match(request, { ignoreVary: true })
  if (kept) return kept
  const answer = await fetch(request)
  if (mayBeKept(answer)) await files.put(request, answer.clone())
  return answer
}

addEventListener("install", (event) => event.waitUntil(install()))
addEventListener("activate", (event) => event.waitUntil(takeOver()))
addEventListener("fetch", (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== "GET" || origin !== location.origin) return
  if (request.mode === "navigate" && OF_DELEGATION.test(pathname) && !isKeptBeside(request)) event.respondWith(pageOf(event))
  else if (pathname.startsWith(`/static/${RELEASE}/`)) event.respondWith(fileOf(FILES, request))
  else if (pathname.startsWith("/static/vendor/")) event.respondWith(fileOf(VENDORED, request))
})
