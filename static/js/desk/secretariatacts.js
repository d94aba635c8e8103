// What each key and button of the secretariat's desk does.

import { announceOnce } from "../lib/announce.js"
import { nameOf } from "../lib/names.js"
import { ordinal, say } from "../lib/page.js"
import { handling } from "./handling.js"
import { listActs } from "./listacts.js"
import { inOrder, orderOf } from "./order.js"
import { openPanel } from "./panels.js"

const button = (name) => document.querySelector(`main [data-do="${name}"]`)

export function secretariatActs({ desk, doing, moving, view, entry, field, limits, ordering, outlook, displays, closing, plate, takes, live, watch }) {
  const screen = () => desk.screen
  const send = (command, fields, name) => doing.act(command, fields, { button: button(name) })

  function select(id) {
    desk.selected = id
    view.show()
    view.reveal(id)
  }

  function step(by) {
    if (moving.id) { moving.step(by); return view.reveal(moving.id) }
    const order = orderOf(screen())
    if (!order.length) return
    const at = order.indexOf(desk.selected)
    const to = at < 0 ? (by > 0 ? 0 : order.length - 1) : Math.min(order.length - 1, Math.max(0, at + by))
    select(order[to])
    announceOnce(say("entry_row_label", { place: ordinal("place", to + 1), name: nameOf(screen().entries[order[to]].delegation) }))
  }

  const acts = {
    ...listActs({ screen, send, takes, isLatest: doing.isLatest }),
    ...handling({ screen, act: (...all) => (moving.id ? { ok: false } : doing.act(...all)), chosen: () => desk.selected }),
    outlook: () => outlook.open(),
    displays: () => displays.open(),
    step,
    stepList(by) {
      const ids = inOrder(screen()?.lists).map(({ id }) => id)
      watch(ids[Math.min(ids.length - 1, Math.max(0, ids.indexOf(desk.list) + by))])
    },
    enter: () => {
      if (moving.id) moving.commit(button("commit_move"))
      else if (desk.selected) entry.open(desk.selected)
    },
    leave: () => {
      if (moving.id) return moving.stop()
      if (doing.band.putAway()) return
      desk.selected = null
      view.show()
      field.focus()
    },
    move: () => { if (desk.selected && !moving.id) moving.start(desk.selected) },
    commit_move: () => moving.commit(button("commit_move")),
    leave_moving: () => { moving.stop(); field.focus() },
    withdraw: () => { if (desk.selected && !moving.id) entry.withdraw(desk.selected) },
    absent: () => { if (desk.selected && !moving.id) entry.absent(desk.selected) },
    written_entry: () => entry.written(),
    refuse_entry: () => { desk.selected = entry.opened; entry.close(); acts.refuse() },
    withdraw_entry: () => entry.withdraw(),
    absent_entry: () => entry.absent(),
    move_entry: () => { entry.move(); field.focus() },
    raise: () => {
      if (screen()?.meeting.state !== "in_session") return false
      plate.raise()
    },
    limits: () => limits.open(),
    ordering: () => ordering.open(),
    closing: () => closing.open(),
    sheet: () => openPanel("sheet", "[data-close]"),
    ask: () => live().ask(),
    pickEntry: (id) => {
      if (moving.id) return moving.putBefore(id)
      select(id)
      entry.open(id)
    },
    pickList: (id) => { watch(id); field.focus() },
  }
  return acts
}
