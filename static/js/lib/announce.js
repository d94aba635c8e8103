// What a screen reader is told: few things, once each. The live regions are empty elements of layout.html.

const last = { polite: "", assertive: "" }

/** Says `text` unless it was the last thing said there; empty text makes the same words sayable again. */
export function announceOnce(text, { assertive = false } = {}) {
  const tone = assertive ? "assertive" : "polite"
  if (last[tone] === text) return
  last[tone] = text
  const region = document.querySelector(`[data-announce="${tone}"]`)
  if (region) region.textContent = text
}
