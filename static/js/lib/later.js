// What a page fetches when it has begun: the modules and style sheets that its block "later" names, all at once.

import { block } from "./page.js"

const AGAIN_MS = 2000
const PATIENCE_MS = 5000

const link = (rel, href) => {
  const element = Object.assign(document.createElement("link"), { rel, href })
  document.head.append(element)
  return element
}

const { soon = [], modules = [], sheets = [], last = [] } = block("later")

const styled = (href) => new Promise((done) => {
  const sheet = link("stylesheet", href)
  for (const event of ["load", "error"]) sheet.addEventListener(event, done)
})

const fetchAll = (modules) => modules.forEach((href) => link("modulepreload", href))

/** What follows the screen: before all that it does not need. */
export const fetchSoon = () => fetchAll(soon)

/** Resolves when the sheets are there; one that cannot be had is not waited for. */
export async function fetchLater() {
  const all = sheets.map(styled)
  fetchAll(modules)
  await Promise.all(all)
}

/** The faces of the letters: the page can be used without them, and they are as much as all the rest. */
export const fetchLast = () => last.forEach(styled)

/** Waits until the server answers; false if one had to wait for it. */
export async function isReached() {
  for (let isFirst = true; ; isFirst = false) {
    const cut = new AbortController()
    const timer = setTimeout(() => cut.abort(), PATIENCE_MS)
    try {
      await fetch(import.meta.url, { cache: "no-store", method: "HEAD", signal: cut.signal })
      return isFirst
    } catch { /* no network yet, or no answer in time */ } finally {
      clearTimeout(timer)
    }
    await new Promise((done) => setTimeout(done, AGAIN_MS))
  }
}
