// From buttons and held arrows to the acts of a desk.

/** Every [data-do] on the page does the act of that name, whether it is clicked or reached with Tab. */
export function wireButtons(acts) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]")
    if (!button || button.getAttribute("aria-disabled") === "true") return
    // A pointer leaves no focus behind, so that Enter stays with the next act and Space with the clock.
    if (event.detail > 0) button.blur()
    acts[button.dataset.do]?.()
  })
}

/** A click on a row of `container` gives its id. */
export function wireRows(container, pick) {
  container.addEventListener("click", (event) => {
    const row = event.target.closest("[data-id]")
    if (!row) return
    if (event.detail > 0) event.target.closest("button")?.blur()
    pick(row.dataset.id)
  })
}

/** Arrows may be held down; everything else acts once for each time a key goes down. */
export function repeatArrows(step) {
  document.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!event.repeat || !by || event.altKey || event.ctrlKey || event.metaKey) return
    if (event.target.closest?.("input, textarea, select") || document.querySelector("dialog[open]")) return
    step(by)
    event.preventDefault()
  })
}
