// The line: time given up to the tick, then room to run over. One drawing for all surfaces; its look is in base.css.

const GIVEN = 2 / 3

const PARTS = ["track", "rest", "spoken", "over", "tick"]

function part(element, name) {
  if (!element.firstElementChild) {
    element.setAttribute("aria-hidden", "true") // the words and digits beside it say the same
    element.replaceChildren(...PARTS.map((each) => Object.assign(document.createElement("i"), { className: `line__${each}` })))
  }
  return element.querySelector(`.line__${name}`)
}

/** Draws what clockOf() gave: {phase, is_over, spoken_s, limit_s}, or undefined for an empty line. */
export function drawLine(element, clock) {
  const { phase = "none", is_over = false, spoken_s = 0, limit_s = 1 } = clock ?? {}
  const isRunning = phase === "normal" || phase === "warning" || phase === "over"
  // Runs ahead to the end of the second on which it is drawn, and arrives there with the digits.
  const at = isRunning ? Math.floor(spoken_s) + 1 : spoken_s
  drawFraction(element, { phase, isOver: is_over, fraction: at / limit_s, isSteady: isRunning })
}

/** `fraction` of what was given: 1 is at the tick; from 1.5 on the line is full. `isSteady`: it may glide there. */
export function drawFraction(element, { phase, isOver = false, fraction, isSteady = false }) {
  const spoken = part(element, "spoken")
  const given = element.classList.contains("line--whole") ? 1 : GIVEN
  const before = Number(element.dataset.at ?? -1)
  const at = Math.min(1, fraction * given)
  if (before === at && element.dataset.phase === phase && element.dataset.over === String(isOver)) return
  const glides = isSteady && before >= 0 && at > before && at - before < 0.05
  element.classList.toggle("line--glides", glides)
  element.dataset.at = at
  element.dataset.phase = phase
  element.dataset.over = isOver
  spoken.style.setProperty("inline-size", `${Math.min(at, given) * 100}%`)
  part(element, "over").style.setProperty("inline-size", `${Math.max(0, at - given) * 100}%`)
}
