// How a desk names a delegation where there is little room: organisations with long names by their short form.

import { delegations, nameOf, setName } from "../lib/names.js"
import { setText } from "./slots.js"

const LONG = 34 // letters: what a row has room for

/** The short form, if the name is too long and there is one. */
const shortIfLong = (code, fallback) => (nameOf(code, fallback).length > LONG ? delegations()[code]?.short : undefined)

export const rowName = (code, fallback) => shortIfLong(code, fallback) ?? nameOf(code, fallback)

export function setRowName(element, code, fallback) {
  const short = shortIfLong(code, fallback)
  if (short) setText(element, short)
  else setName(element, code, fallback)
}
