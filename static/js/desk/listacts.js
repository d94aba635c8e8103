// What both desks do to a list and to the last act.

/**
 * `send(command, fields, name)`: `name` is that of the button that is busy meanwhile; `takes(name, kind)`: whether what a key
 * falls on has settled; `isLatest(version)`: whether it is what this desk did last.
 */
export function listActs({ screen, send, takes, isLatest }) {
  const state = () => screen()?.list?.state
  const onList = (command, name) => send(command, { list: screen().list.id }, name)
  return {
    open: () => { if (state() === "not_open" || state() === "closed") onList("open_list", "open") },
    close: () => {
      if (state() === "open") onList("announce_list", "close")
      else if (state() === "announced") onList("close_list", "close")
    },
    redo: () => { if (screen()?.redo && takes("redo", "redo")) send("redo", { version: screen().redo.version }, "redo") },
    undo: () => {
      const version = screen()?.undo?.version
      if (version && (isLatest(version) || takes("undo", "undo"))) send("undo", { version }, "undo")
    },
  }
}
