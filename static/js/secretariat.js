// The secretariat's desk: all lists, inscribing by typing, entries, what the desks did. The cursor lives in the field.

import { follow } from "./lib/follow.js"
import { keys } from "./lib/keys.js"
import { markLive } from "./lib/live.js"
import { loadNames } from "./lib/names.js"
import { page } from "./lib/page.js"
import { tick } from "./lib/tick.js"
import { closingPanel } from "./desk/closing.js"
import { displaysPanel } from "./desk/displays.js"
import { doer } from "./desk/doing.js"
import { dragRows } from "./desk/dragging.js"
import { showHere } from "./desk/here.js"
import { entryPanel } from "./desk/entrypanel.js"
import { inscription } from "./desk/inscription.js"
import { limitsPanel } from "./desk/limits.js"
import { outlookPanel } from "./desk/outlook.js"
import { orderingPanel } from "./desk/ordering.js"
import { mover } from "./desk/moving.js"
import { inOrder } from "./desk/order.js"
import { orderBand } from "./desk/orderband.js"
import { panel, preparePanels } from "./desk/panels.js"
import { platePanel } from "./desk/plate.js"
import { learnAliases } from "./desk/people.js"
import { seatWords } from "./desk/acts.js"
import { secretariatActs } from "./desk/secretariatacts.js"
import { settling, undoAims } from "./desk/settling.js"
import { taker } from "./desk/taking.js"
import { fieldKeys } from "./desk/fieldkeys.js"
import { secretariatView } from "./desk/secretariatview.js"
import { repeatArrows, wireButtons, wireRows } from "./desk/wire.js"

/** `list`: the one this desk works on; `screen.list` is absent while another is on its way. */
const desk = { screen: null, list: page.list, selected: null }
const screen = () => desk.screen
const settled = settling()

await loadNames()
preparePanels()
if (page.seat) document.querySelector("[data-as]").textContent = seatWords(page.seat)

let live
const now = () => live.now()
const doing = doer({ screen, live: () => live, band: document.querySelector("main [data-slot='band']") })
const moving = mover({ screen, act: doing.act, changed: () => view.show() })
const view = secretariatView({ desk, moving, now })
const entry = entryPanel({ screen, doing, moving, now })
const field = inscription(document.querySelector("[data-inscription]"), { screen, now, act: doing.act, open: (id) => entry.open(id) })
const limits = limitsPanel({ screen, act: doing.act })
const ordering = orderingPanel({ screen, act: doing.act })
const displays = displaysPanel({ screen, act: doing.act })
const outlook = outlookPanel({ screen, act: doing.act })
const closing = closingPanel({ screen, act: doing.act, now })
const order = orderBand(document.querySelector("[data-order]"))
const plate = platePanel({ screen, act: doing.act })
const acts = secretariatActs({ desk, doing, moving, view, entry, field, limits, ordering, outlook, displays, closing, plate, takes: taker(settled), live: () => live, watch })

live = follow({ show, status: markLive, here: showHere }, { list: page.list })

/** Goes to another list; until its screen is there, nothing can be inscribed on the wrong one. */
function watch(id) {
  if (!id || id === desk.list) return
  moving.stop()
  Object.assign(desk, { list: id, selected: null, screen: { ...desk.screen, list: undefined, entries: {}, forecast: undefined } })
  live.watchList(id)
  view.show()
  view.revealList(id)
  field.show()
}

function show(next) {
  const isFirst = !desk.screen
  settled.news(undoAims(desk.screen), undoAims(next))
  desk.screen = next
  if (isFirst) begin(next)
  if (desk.selected && !next.entries[desk.selected]) desk.selected = null
  moving.check()
  view.show()
  order.show(next)
  entry.show()
  limits.show()
  ordering.show()
  outlook.show()
  field.show()
  doing.band.renew()
}

/** The desk begins on the list the room is on, or on the first that is still to come, and stays on it. */
function begin(next) {
  learnAliases(next.meeting.languages)
  const rows = inOrder(next.lists)
  const first = rows.find((row) => row.is_current) ?? rows.find((row) => !row.is_finished)
  desk.list ??= next.list?.id
  if (!desk.list && first) watch(first.id)
  field.focus()
}

wireButtons(acts)
wireRows(document.querySelector(".programme .lists"), acts.pickList)
wireRows(document.querySelector(".waiting"), acts.pickEntry)
dragRows(document.querySelector(".waiting"), { moving, mayMove: () => Boolean(desk.screen?.list), drop: () => moving.commit() })
fieldKeys(document.querySelector("[data-inscription] [data-slot='input']"), { acts, moving, field })
keys({
  "/": () => field.focus(), u: acts.undo, o: acts.open, c: acts.close, x: acts.closing, l: acts.limits, r: acts.ordering, m: acts.move, a: acts.absent,
  t: acts.raise, f: acts.outlook, d: acts.displays, k: acts.skip, v: acts.written, j: acts.refuse, p: acts.put_back, y: acts.redo,
  Enter: acts.enter, Escape: acts.leave, Delete: acts.withdraw, ArrowUp: () => acts.step(-1), ArrowDown: () => acts.step(1),
}, { sheet: panel("sheet") })
repeatArrows(acts.step)

tick(() => view.tick())
