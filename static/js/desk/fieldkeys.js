// The cursor lives in the field, so the desk's keys work from there: with Alt always, without it while the field is empty.

const isModal = () => document.querySelector("dialog[open]")

/** `acts`: those of the desk; `field`: {isEmpty()}. */
export function fieldKeys(input, { acts, moving, field }) {
  // By the place of the key (code): with Alt, some systems write other letters.
  const withAlt = {
    KeyU: acts.undo, KeyO: acts.open, KeyC: acts.close, KeyX: acts.closing, KeyL: acts.limits, KeyR: acts.ordering,
    KeyF: acts.outlook, KeyD: acts.displays, KeyK: acts.skip, KeyV: acts.written, KeyJ: acts.refuse, KeyP: acts.put_back, KeyY: acts.redo,
    KeyM: acts.move, KeyA: acts.absent, KeyT: acts.raise,
    ArrowUp: () => acts.stepList(-1), ArrowDown: () => acts.stepList(1),
  }
  const whenEmpty = { Delete: acts.withdraw, Enter: acts.enter, Escape: acts.leave, "?": acts.sheet }
  const arrows = { ArrowUp: -1, ArrowDown: 1 }

  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.repeat && !(event.code in arrows) || isModal()) return
    const act = withAlt[event.code]
    if (!act) return
    act()
    event.preventDefault()
    event.stopPropagation()
  }, { capture: true })

  input.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return
    if (!field.isEmpty() && !moving.id) return
    if (event.key in arrows) acts.step(arrows[event.key])
    else if (!event.repeat && event.key in whenEmpty) whenEmpty[event.key]()
    else return
    event.preventDefault()
    event.stopImmediatePropagation()
  }, { capture: true })
}
