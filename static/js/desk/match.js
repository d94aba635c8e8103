// Which delegation is meant by three letters. Pure.

/** Letters as they are typed: no case, no accents, no marks. "Côte d'Ivoire" -> "cote divoire" */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/ı/g, "i").replace(/ø/g, "o").replace(/ł/g, "l").replace(/đ/g, "d").replace(/ß/g, "ss")
    .replace(/['’‘`.]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim()
}

/**
 * What is searched: `people` is {code: {name, short, aliases}} with aliases in any language, `compare` the collation of the page.
 */
export function indexOf(people, compare = (a, b) => a.localeCompare(b)) {
  return Object.entries(people)
    .map(([code, { name, short, aliases = [] }]) => ({
      code, name,
      codes: [code, ...(short ? [short] : [])].map(fold),
      folded: fold(name),
      aliases: [...new Set(aliases.map(fold))].filter((alias) => alias !== fold(name)),
    }))
    .sort((a, b) => compare(a.name, b.name))
}

/** How well `typed` fits: 0 the very code, 1 the beginning of name or code, 2 of a word, 3 of a name elsewhere; null not. */
export function fit(typed, { codes, folded, aliases }) {
  if (typed.length > 2 && codes.includes(typed)) return 0
  if (folded.startsWith(typed)) return 1
  if (codes.some((code) => code.startsWith(typed))) return 1.5
  if (folded.includes(` ${typed}`)) return 2
  if (aliases.some((alias) => alias.startsWith(typed))) return 2.5
  if (typed.length > 2 && aliases.some((alias) => alias.includes(` ${typed}`))) return 3
  return null
}

const STRONG = 1.5

/**
 * The matches in the order shown: those whom Enter may take first, those already on the list after them.
 * `listed(code)` -> the entry that it has already, or undefined. `take`: the match that Enter takes.
 */
export function matches(index, text, { listed = () => undefined, most = 5 } = {}) {
  const typed = fold(text)
  if (!typed) return { rows: [], take: undefined }
  const fits = index
    .map((person) => ({ ...person, fit: fit(typed, person), entry: listed(person.code) }))
    .filter((match) => match.fit !== null)
    .sort((a, b) => a.fit - b.fit) // stable: the collation of the index decides between equals
  const strong = fits.filter((match) => match.fit <= STRONG)
  // A poor match must never win only because the delegation that was meant is on the list already.
  const known = strong.length ? strong : fits
  const free = known.filter((match) => !match.entry)
  const taken = known.filter((match) => match.entry)
  const poor = strong.length ? fits.filter((match) => match.fit > STRONG) : []
  const take = free[0] ?? taken[0]
  const rows = [...free, ...taken, ...poor]
  return { rows: visible(rows, taken[0], most), take, more: Math.max(0, rows.length - most) }
}

/** The first `most`; one of those already on the list keeps a place, so that one sees why it is not first. */
function visible(rows, taken, most) {
  const shown = rows.slice(0, most)
  if (!taken || shown.includes(taken) || shown.length < most) return shown
  return [...shown.slice(0, most - 1), taken]
}

/** What would complete the word being typed, or "" if the name does not begin so. */
export function completion(text, name) {
  for (let length = 1; length <= name.length; length += 1) {
    if (fold(name.slice(0, length)) === fold(text) && fold(text)) return name.slice(length)
  }
  return ""
}
