// Those who wait, one a row, and how many they are.

import { fit } from "../lib/fit.js"
import { setFlag, setName } from "../lib/names.js"
import { setText } from "../lib/tick.js"
import { ONE } from "./floor.js"
import { listWords } from "./words.js"

const ROW = [...ONE, { fit: "less", lines: 1 }, { fit: "two", lines: 2 }]

export function drawRow(element, entry) {
  setFlag(element.querySelector(".flag"), entry.delegation)
  const named = element.querySelector("[data-name]")
  const before = named.textContent
  setName(named, entry.delegation, entry.name)
  if (named.textContent !== before) fit(named, ROW)
}

export function measureRows(root) {
  for (const named of root.querySelectorAll(".next__name")) fit(named, ROW)
}

/** "List open" and a count in three parts, its number set off. */
export function drawFoot(root, list, parts) {
  const [state, count] = ["list-state", "count"].map((each) => root.querySelector(`[data-${each}]`))
  setText(state, listWords(list))
  drawCount(count, parts)
  fit(state.parentElement, ONE)
}

export function drawCount(element, [before, number, after]) {
  element.replaceChildren(before, Object.assign(document.createElement("b"), { textContent: number }), after)
}
