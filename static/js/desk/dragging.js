// Moving an entry with a pointer: it is lifted after a few pixels, the row under the pointer is its place, letting go sends it.

const FAR = 6 // px: less is a click

/** `container`: the list of rows [data-id]; `moving`: the mover of moving.js; `mayMove()`: whether now. */
export function dragRows(container, { moving, mayMove, drop }) {
  let from = null // {id, y, pointer}
  let dragged = false

  const rowAt = (y) => [...container.children].find((row) => {
    const { top, bottom } = row.getBoundingClientRect()
    return y >= top && y <= bottom
  })

  container.addEventListener("pointerdown", (event) => {
    const row = event.target.closest("[data-id]")
    dragged = false
    if (!row || event.button !== 0 || event.pointerType === "touch" || moving.id || !mayMove()) return
    from = { id: row.dataset.id, y: event.clientY, pointer: event.pointerId }
  })

  container.addEventListener("pointermove", (event) => {
    if (!from || event.pointerId !== from.pointer) return
    if (!moving.id) {
      if (Math.abs(event.clientY - from.y) < FAR) return
      moving.start(from.id)
      if (!moving.id) return void (from = null)
      dragged = true
      container.setPointerCapture(from.pointer)
      container.toggleAttribute("data-dragging", true)
    }
    const over = rowAt(event.clientY)?.dataset.id
    if (over && over !== moving.id) moving.putAt(over)
  })

  const end = (isDropped) => {
    if (!from) return
    from = null
    container.removeAttribute("data-dragging")
    if (!dragged) return
    // News may have taken away who was lifted: then there is nothing to let go.
    if (!moving.id) return
    if (isDropped) drop()
    else moving.stop()
  }
  container.addEventListener("pointerup", () => end(true))
  container.addEventListener("pointercancel", () => end(false))
  document.addEventListener("keydown", ({ key }) => { if (key === "Escape") end(false) })
  // What was a drag is no click on the row where it ended.
  container.addEventListener("click", (event) => {
    if (!dragged) return
    dragged = false
    event.stopPropagation()
    event.preventDefault()
  }, { capture: true })
}
