// The places of a template that are filled: elements with data-slot. Writes only what differs.

import { setText } from "../lib/tick.js"

export { setText }

export const slot = (root, name) => root.querySelector(`[data-slot="${name}"]`)

/** {name: element} of all slots below `root`. */
export function slotsOf(root) {
  const slots = {}
  for (const element of root.querySelectorAll("[data-slot]")) slots[element.dataset.slot] ??= element
  return slots
}

/** Words, or nothing at all: an empty element leaves the page. */
export function setOrHide(element, text) {
  element.hidden = !text
  setText(element, text ?? "")
}

export function setAttribute(element, name, value) {
  if (value === undefined || value === null) element.removeAttribute(name)
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value)
}
