// A key that is not taken is seen to be heard: on its button or, where it has none, on that of the next act.

import { SETTLING_MS } from "./settling.js"

const button = (name) => document.querySelector(`main [data-do="${name}"]:not([hidden])`)

export function hold(name) {
  const pressed = button(name) ?? button("next")
  pressed?.setAttribute("data-held", "")
  setTimeout(() => pressed?.removeAttribute("data-held"), SETTLING_MS)
}

/** (name of the act, ...kinds of aims) -> whether what it would fall on has stood for long enough. */
export const taker = (settled) => (name, ...kinds) => {
  const isTaken = settled.has(...kinds)
  if (!isTaken) hold(name)
  return isTaken
}
