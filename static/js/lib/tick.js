// Calls `draw` ten times a second. What it draws must write only what has changed, so that a tick costs nothing.

export function tick(draw) {
  const timer = setInterval(draw, 100)
  draw()
  return () => clearInterval(timer)
}

/** Sets text only if it is another one, so that nothing is laid out anew and no selection is lost. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text
}
