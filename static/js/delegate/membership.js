// What the form of a member says, as the command that it becomes. Pure.

const TEXTS = ["person", "function", "email", "access_needs"]

/** What stands in the field of the gender where an earlier answer is to go: it is never told back, so it cannot be emptied. */
export const TAKEN_BACK = "-"

/** Whom the form usually adds next: the head where there is none. */
export const usualCapacity = (members) =>
  Object.values(members).some(({ capacity, state }) => capacity === "head" && state !== "declined") ? "adviser" : "head"

/** {command, fields} of `values` as the form holds them; `id` and `before`: the member that is amended, if any. */
export function asked(values, id, before) {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, values[name].trim()]))
  const said = { ...texts, capacity: values.capacity, languages: values.languages, gender: values.gender }
  if (!id) return { command: "register_member", fields: only(said, ([, value]) => value.length > 0) }
  if (said.gender === TAKEN_BACK) said.gender = null
  const isOther = ([name, value]) => (name === "gender" ? value !== "" : String(value) !== String(before[name] ?? ""))
  return { command: "amend_member", fields: { member: id, ...only(said, isOther) } }
}

const only = (fields, keep) => Object.fromEntries(Object.entries(fields).filter(keep))

/** Whether members are only asked for by now. */
export const isLate = (screen, nowMs) => Boolean(screen.registration_ends_at) && nowMs >= Date.parse(screen.registration_ends_at)
