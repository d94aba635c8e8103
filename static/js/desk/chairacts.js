// What each key and button of the chair's desk does.

import { announceOnce } from "../lib/announce.js"
import { nameOf } from "../lib/names.js"
import { ordinal, say } from "../lib/page.js"
import { handling } from "./handling.js"
import { listActs } from "./listacts.js"
import { nextAct } from "./next.js"
import { orderOf } from "./order.js"

const SETTLING_MS = 600 // an Enter meant for the floor as it was must not fall on the floor as it is now
const MINUTE_S = 60

const button = (name) => document.querySelector(`main [data-do="${name}"]`)

function hold(pressed) {
  pressed?.setAttribute("data-held", "")
  setTimeout(() => pressed?.removeAttribute("data-held"), SETTLING_MS)
}

export function actsOf({ desk, doing, moving, panels, orders, view, live }) {
  const speech = () => desk.screen?.speech
  const send = (command, fields, name, what) => doing.act(command, fields, { button: button(name), what })
  const onFloor = (command, name, more = {}) => {
    if (!speech()) return false
    send(command, { intervention: speech().intervention, ...more }, name)
  }
  const hasSettled = () => performance.now() - desk.changedAt > SETTLING_MS
  /** The same for what one presses: it shows that it was heard and not taken. */
  const takes = (name) => {
    if (!hasSettled()) hold(button(name))
    return hasSettled()
  }

  /** Who is meant by what concerns an entry: the selected one, else the first. */
  const chosen = () => (desk.screen?.entries[desk.selected] ? desk.selected : orderOf(desk.screen)[0])

  function next() {
    if (moving.id) return void moving.commit(button("next"))
    const act = nextAct(desk.screen, desk)
    if (!act || !takes("next")) return
    if (act.panel) return orders.askFor(act.panel)
    send(act.command, act.fields, "next", "next")
  }

  function pause() {
    const command = { called: "start_clock", speaking: "pause_clock", paused: "resume_clock" }[speech()?.state]
    if (!command || (command === "start_clock" && !takes("pause"))) return
    onFloor(command, "pause")
  }

  function absent() {
    const called = speech()?.state === "called" ? speech().intervention : undefined
    const id = called ?? chosen()
    if (!id || moving.id || !takes("absent")) return
    send("mark_absent", { intervention: id }, "absent")
  }

  function step(by) {
    if (!desk.screen) return
    if (moving.id) return moving.step(by)
    const order = orderOf(desk.screen)
    if (!order.length) return
    const at = order.indexOf(chosen())
    // Nothing chosen yet: the first is what Enter takes already, and Down goes on from it.
    const to = Math.min(order.length - 1, Math.max(0, at + by))
    desk.selected = order[to]
    view.show()
    view.reveal(desk.selected)
    announceOnce(say("entry_row_label", { place: ordinal("place", to + 1), name: nameOf(desk.screen.entries[order[to]].delegation) }))
  }

  return {
    ...listActs({ screen: () => desk.screen, send }),
    ...orders,
    ...handling({ screen: () => desk.screen, act: (...all) => (hasSettled() && !moving.id ? doing.act(...all) : { ok: false }), chosen }),
    outlook: () => panels.open("outlook"),
    displays: () => panels.open("displays"),
    next, pause, absent, step,
    add: () => onFloor("extend", "add", { seconds: MINUTE_S }),
    take: () => onFloor("extend", "take", { seconds: -MINUTE_S }),
    end: () => onFloor("end_speech", "end"),
    move: () => { if (!moving.id && chosen()) { desk.selected = chosen(); moving.start(desk.selected) } },
    choose: (id) => {
      if (moving.id) return moving.putBefore(id)
      desk.selected = id
      view.show()
    },
    leave_moving: () => moving.stop(),
    leave: () => {
      if (moving.id) return moving.stop()
      if (doing.band.isRaised) return doing.band.clear()
      desk.selected = null
      view.show()
    },
    ask: () => live().ask(),
    sheet: () => panels.open("sheet"),
    limits: () => panels.open("limits"),
    ordering: () => panels.open("ordering"),
    notice: () => panels.open("notice"),
    clear_notice: () => panels.clearNotice(),
    drawer: () => panels.open("drawer"),
    inscribe: () => panels.open("inscribe"),
    closing: () => panels.open("closing"),
    sitting: () => {
      const meeting = desk.screen?.meeting.state
      if (meeting === "not_begun") return
      if (meeting === "suspended" || meeting === "adjourned") send("resume", {}, "sitting")
      else panels.open("sitting")
    },
  }
}
