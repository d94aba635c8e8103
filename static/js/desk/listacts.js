// What both desks do to a list and to the last act.

/** `send(command, fields, name)`: `name` is that of the button that is busy meanwhile. */
export function listActs({ screen, send }) {
  const state = () => screen()?.list?.state
  const onList = (command, name) => send(command, { list: screen().list.id }, name)
  return {
    open: () => { if (state() === "not_open" || state() === "closed") onList("open_list", "open") },
    close: () => {
      if (state() === "open") onList("announce_list", "close")
      else if (state() === "announced") onList("close_list", "close")
    },
    redo: () => { if (screen()?.redo) send("redo", { version: screen().redo.version }, "redo") },
    undo: () => { if (screen()?.undo) send("undo", { version: screen().undo.version }, "undo") },
  }
}
