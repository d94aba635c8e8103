// Whole sentences with named gaps, as gettext wrote them, and the forms of a number.

/** The sentence with each %(name)s filled; %% is a percent sign. A gap without a value is a fault of ours. */
export function fill(sentence, params = {}) {
  return sentence.replace(/%\((\w+)\)s|%%/g, (gap, name) => {
    if (!name) return "%"
    if (params[name] === undefined) throw new Error(`no ${name} for “${sentence}”`)
    return String(params[name])
  })
}

/** The key of the form that the language wants for n, e.g. place_two; languages with fewer forms end at _other. */
export function formOf(words, prefix, n, language, type) {
  const key = `${prefix}_${new Intl.PluralRules(language, { type }).select(n)}`
  return key in words ? key : `${prefix}_other`
}
