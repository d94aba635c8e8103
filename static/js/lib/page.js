// What the server has put into the page: who looks, at what, and the sentences of this surface.

import { fill, formOf } from "./words.js"

/** What stands in the <script type="application/json"> of this id. */
export const block = (id) => JSON.parse(document.getElementById(id)?.textContent || "{}")

export const page = Object.freeze(block("page"))
const words = Object.freeze(block("words"))

/** The sentence of this surface under `key`, its gaps filled. */
export function say(key, params = {}) {
  if (!Object.hasOwn(words, key)) throw new Error(`no words for ${key}`)
  return fill(words[key], params)
}

/** Whether this surface has a sentence under `key`: for words that only some names need. */
export const hasWords = (key) => Object.hasOwn(words, key)

/** prefix_one ... prefix_other by the ordinal of n ("4th"); %(n)s is n. */
export const ordinal = (prefix, n, params = {}) => numbered(prefix, n, params, "ordinal")

/** prefix_one ... prefix_other by the count of n ("4 remaining"); %(n)s is n. */
export const plural = (prefix, n, params = {}) => numbered(prefix, n, params, "cardinal")

const numbered = (prefix, n, params, type) => say(formOf(words, prefix, n, page.language, type), { n, ...params })
