// Whom one may inscribe: the delegations of the names file, and what they are called in the other languages of the meeting.

import { delegations } from "../lib/names.js"
import { hasWords, page, say } from "../lib/page.js"
import { indexOf } from "./match.js"

const aliases = {}
let index = null

const also = (code) => (hasWords(`also_${code}`) ? say(`also_${code}`).split(";") : [])

export function people() {
  index ??= indexOf(
    Object.fromEntries(Object.entries(delegations()).map(([code, names]) => [code, { ...names, aliases: [...also(code), ...(aliases[code] ?? [])] }])),
    new Intl.Collator(page.language).compare,
  )
  return index
}

/** Names in the other languages come after the page works: nobody waits for them, and without them nothing is lost. */
export async function learnAliases(languages = []) {
  const others = languages.filter((language) => language !== page.language)
  const files = await Promise.all(others.map(async (language) => {
    try {
      const answer = await fetch(page.names_url.replace(/\/names\/.*$/, `/names/${language}`))
      return answer.ok ? (await answer.json()).delegations : {}
    } catch {
      return {}
    }
  }))
  for (const file of files) {
    for (const [code, { name }] of Object.entries(file)) (aliases[code] ??= []).push(name)
  }
  index = null
}
