// Small ways of writing into the page.

import { setText } from "../lib/tick.js"

export const slot = (root, name) => root.querySelector(`[data-slot="${name}"]`)

/** Writes the text into a slot; where there is none, the slot is not there. */
export function write(root, name, text = "") {
  const element = slot(root, name)
  setText(element, text)
  element.hidden = text === ""
  return element
}

export function show(element, isShown) {
  if (element.hidden === isShown) element.hidden = !isShown
}

/** Puts the icon of that name, from its <template>, into the element. */
export function setIcon(element, name) {
  if (element.dataset.shown === name) return
  element.dataset.shown = name
  const drawn = name && document.getElementById(`icon-${name}`)
  element.replaceChildren(...(drawn ? [drawn.content.firstElementChild.cloneNode(true)] : []))
}

/** Sets an attribute only if it is another; undefined takes it away. */
export function mark(element, name, value) {
  if (value === undefined) element.removeAttribute(name)
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}
