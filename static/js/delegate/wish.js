// What the form says, as the command that it becomes. Pure.

import { TAKEN_BACK } from "./membership.js"

const MOST_MINUTES = 240

/** The kinds one may choose on a list, the usual one first. `code`: the own delegation, which does not comment on itself. */
export function choicesFor(row, code) {
  return commentsOn(row, code).length ? ["comment", "statement", "written"] : ["statement", "on_behalf", "written"]
}

/** [{id, delegation}]: what one may comment on. */
export const commentsOn = (row, code) =>
  Object.entries(row.comments_on ?? {}).map(([id, delegation]) => ({ id, delegation })).filter((each) => each.delegation !== code)

/** The choice that an own intervention has made. */
export const choiceOf = (own) => (own.delivery === "written" ? "written" : own.kind)

/** `values` as the fields hold them; `own`: what is amended, if anything: in writing it stays of the kind it was. */
export function wished(values, row, own) {
  const isWritten = values.choice === "written"
  const kind = isWritten ? own?.kind ?? (row.comments_on ? "comment" : "statement") : values.choice
  return {
    kind,
    delivery: isWritten ? "written" : "spoken",
    on_behalf_of: kind === "on_behalf" ? (isWritten ? own.on_behalf_of : groupOf(values)) : undefined,
    in_reply_to: kind === "comment" ? values.in_reply_to || own?.answers : kind === "reply" ? own?.answers : undefined,
    language: values.language || undefined,
    speaker: values.speaker.trim() || undefined,
    minutes: values.minutes.trim() ? Number(values.minutes) : undefined,
    note: values.note.trim() || undefined,
    level: values.level || undefined,
    speaker_gender: values.speaker_gender || undefined,
    actions: values.actions?.length ? values.actions : undefined,
  }
}

const groupOf = ({ group, on_behalf_of }) => group || on_behalf_of.trim() || undefined

/** The key of the sentence that says what is wrong; undefined if all is right. */
export function problemOf(wish) {
  if (wish.kind === "on_behalf" && !wish.on_behalf_of) return "group_missing"
  const { minutes } = wish
  if (minutes !== undefined && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST_MINUTES)) return "minutes_wrong"
  return undefined
}

/** The fields of `inscribe`: only what was said. */
export const given = (wish) => Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined))

/** The fields of `amend`: what is to be otherwise, null for what is to go. */
export function changesOf(wish, own) {
  const { speaker_gender, actions = [], ...fields } = wish
  const before = { ...own, in_reply_to: own.answers }
  const changed = Object.entries(fields).filter(([name, value]) => value !== before[name])
  const changes = Object.fromEntries(changed.map(([name, value]) => [name, value ?? null]))
  if (String(actions) !== String(own.actions ?? [])) changes.actions = actions
  if (speaker_gender) changes.speaker_gender = speaker_gender === TAKEN_BACK ? null : speaker_gender
  return changes
}
