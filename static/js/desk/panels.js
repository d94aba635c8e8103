// What a key opens beside the work: dialogs that close with Escape and give the focus back.

const panel = (name) => document.querySelector(`[data-panel="${name}"]`)

export { panel }

let openings = 0
const renew = (dialog) => { dialog.dataset.opening = ++openings }

/** What stands in an open panel: another after it was opened for something else, or after somebody typed on. */
export const openingOf = (name) => (panel(name).open ? panel(name).dataset.opening : undefined)

export function openPanel(name, focus) {
  const dialog = panel(name)
  renew(dialog)
  if (!dialog.open) dialog.showModal()
  const target = typeof focus === "string" ? dialog.querySelector(focus) : focus
  target?.focus()
  target?.select?.()
  return dialog
}

/** A browser leaves the focus in a closed dialog until its next frame: keys pressed by then would be lost in it. */
function shut(dialog) {
  dialog.close()
  if (dialog.contains(document.activeElement)) document.activeElement.blur()
}

export const closePanel = (name) => { if (panel(name).open) shut(panel(name)) }

/** Closing buttons, a click beside the panel, Escape. */
export function preparePanels() {
  for (const dialog of document.querySelectorAll("dialog[data-panel]")) {
    dialog.addEventListener("click", ({ target }) => {
      if (target === dialog || target.closest("[data-close]")) shut(dialog)
    })
    dialog.addEventListener("input", () => renew(dialog))
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); shut(dialog) })
  }
}

/** Arrow keys walk through the buttons or fields that `selector` finds in `container`. */
export function walkable(container, selector) {
  container.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    const stops = [...container.querySelectorAll(selector)]
    const at = stops.indexOf(document.activeElement)
    const next = stops[Math.min(stops.length - 1, Math.max(0, at + step))]
    next?.focus()
    next?.select?.()
    event.preventDefault()
  })
}
