// What each key and button of the chair's desk does.

import { announceOnce } from "../lib/announce.js"
import { nameOf } from "../lib/names.js"
import { ordinal, say } from "../lib/page.js"
import { handling } from "./handling.js"
import { listActs } from "./listacts.js"
import { nextAct } from "./next.js"
import { orderOf } from "./order.js"
import { isMissed, placeFrom } from "./selection.js"
import { hold } from "./taking.js"

const MINUTE_S = 60
const LEAVING = new Set(["call", "mark_absent", "convert_written", "refuse"]) // acts by which somebody leaves the list

const button = (name) => document.querySelector(`main [data-do="${name}"]`)

export function actsOf({ desk, doing, moving, panels, orders, takes, view, live }) {
  const speech = () => desk.screen?.speech

  /** Who leaves by an act of this desk is not missed; if the act is refused, it left otherwise. */
  async function act(command, fields, how) {
    if (LEAVING.has(command)) desk.acted.add(fields.intervention)
    const answer = await doing.act(command, fields, how)
    if (answer.ok || answer.code === "busy") return answer
    desk.acted.delete(fields.intervention)
    view.show()
    return answer
  }

  const send = (command, fields, name, what) => act(command, fields, { button: button(name), what })
  const onFloor = (command, name, more = {}) => {
    if (!speech()) return false
    send(command, { intervention: speech().intervention, ...more }, name)
  }
  const onThisFloor = (command, name, more) => {
    if (!speech()) return false
    if (takes(name, "floor")) onFloor(command, name, more)
  }

  /** Where somebody is meant who has gone, nobody else is taken. */
  const isMeant = (name) => {
    if (isMissed(desk)) hold(name)
    return !isMissed(desk)
  }
  const takesEntry = (name) => isMeant(name) && takes(name, "floor", "entry")

  const takesWish = (name, kind) => !moving.id && (kind === "entry" ? takesEntry(name) : takes(name, kind))

  /** Who is meant by what concerns an entry: the selected one, else the first. */
  const chosen = () => (desk.screen?.entries[desk.selected] ? desk.selected : orderOf(desk.screen)[0])

  function choose(id) {
    desk.selected = id
    desk.acted.delete(id)
    view.show()
  }

  function next() {
    if (moving.id) return void moving.commit(button("next"))
    const wanted = nextAct(desk.screen, desk)
    if (!wanted || (desk.gone?.wasNext && !isMeant("next")) || !takes("next", "floor", "next")) return
    if (wanted.panel) return orders.askFor(wanted.panel)
    send(wanted.command, wanted.fields, "next", "next")
  }

  function pause() {
    const command = { called: "start_clock", speaking: "pause_clock", paused: "resume_clock" }[speech()?.state]
    if (!command || (command === "start_clock" && !takes("pause", "floor"))) return
    onFloor(command, "pause")
  }

  function absent() {
    const called = speech()?.state === "called" ? speech().intervention : undefined
    const id = called ?? chosen()
    if (!id || moving.id || !(called ? takes("absent", "floor") : takesEntry("absent"))) return
    send("mark_absent", { intervention: id }, "absent")
  }

  function step(by) {
    if (!desk.screen) return
    if (moving.id) return moving.step(by)
    const order = orderOf(desk.screen)
    if (!order.length) return
    // Nothing chosen yet: the first is what Enter takes already, and Down goes on from it.
    const to = Math.min(order.length - 1, Math.max(0, placeFrom(order, desk, by) + by))
    choose(order[to])
    view.reveal(desk.selected)
    announceOnce(say("entry_row_label", { place: ordinal("place", to + 1), name: nameOf(desk.screen.entries[order[to]].delegation) }))
  }

  return {
    ...listActs({ screen: () => desk.screen, send, takes, isLatest: doing.isLatest }),
    ...orders,
    ...handling({ screen: () => desk.screen, act, chosen, takes: takesWish }),
    outlook: () => panels.open("outlook"),
    displays: () => panels.open("displays"),
    next, pause, absent, step,
    add: () => onThisFloor("extend", "add", { seconds: MINUTE_S }),
    take: () => onThisFloor("extend", "take", { seconds: -MINUTE_S }),
    end: () => onThisFloor("end_speech", "end"),
    move: () => { if (!moving.id && chosen() && isMeant("move")) { desk.selected = chosen(); moving.start(desk.selected) } },
    choose: (id) => {
      if (moving.id) return moving.putBefore(id)
      choose(id)
    },
    leave_moving: () => moving.stop(),
    leave: () => {
      if (moving.id) return moving.stop()
      if (!isMissed(desk) && doing.band.putAway()) return
      Object.assign(desk, { selected: null, gone: null })
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
