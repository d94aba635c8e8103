// Makes words fit their place by steps that CSS defines; nothing is ever cut off.

/**
 * Tries the steps in turn until the text needs no more than `lines` lines and no more width than it has; the last one stays.
 * The element carries the step's name in data-fit. steps: [{fit, lines}].
 */
export function fit(element, steps) {
  for (const { fit: name, lines } of steps) {
    element.dataset.fit = name
    if (isWithin(element, lines)) return name
  }
  return steps.at(-1).fit
}

export function isWithin(element, lines) {
  const { lineHeight, paddingBlockStart, paddingBlockEnd } = getComputedStyle(element)
  const height = element.clientHeight - parseFloat(paddingBlockStart) - parseFloat(paddingBlockEnd)
  return element.scrollWidth <= element.clientWidth + 1 && height <= parseFloat(lineHeight) * (lines + 0.3)
}

/** Calls `again` when what was measured no longer holds: another size of the window, or the faces have come. */
export function onReflow(again) {
  let waiting = 0
  addEventListener("resize", () => {
    cancelAnimationFrame(waiting)
    waiting = requestAnimationFrame(again)
  })
  document.fonts.ready.then(again)
  document.fonts.addEventListener("loadingdone", again)
}
