// The chair's desk: what is on the floor, what to say and do next, the list; all of a sitting by keyboard.

import { follow } from "./lib/follow.js"
import { keys } from "./lib/keys.js"
import { markLive } from "./lib/live.js"
import { loadNames } from "./lib/names.js"
import { tick } from "./lib/tick.js"
import { actsOf } from "./desk/chairacts.js"
import { orderActs } from "./desk/chairorders.js"
import { chairPanels } from "./desk/chairpanels.js"
import { chairView } from "./desk/chairview.js"
import { doer } from "./desk/doing.js"
import { dragRows } from "./desk/dragging.js"
import { showHere } from "./desk/here.js"
import { mover } from "./desk/moving.js"
import { panel, preparePanels } from "./desk/panels.js"
import { platePanel } from "./desk/plate.js"
import { chosenAfter, isMissed } from "./desk/selection.js"
import { aims, settling } from "./desk/settling.js"
import { taker } from "./desk/taking.js"
import { learnAliases } from "./desk/people.js"
import { repeatArrows, wireButtons, wireRows } from "./desk/wire.js"

/** What the desk knows and has chosen; `gone`: who was chosen and has left; `acted`: whom this desk took off it. */
const desk = { screen: null, selected: null, gone: null, acted: new Set() }
const settled = settling()
const screen = () => desk.screen

await loadNames()
preparePanels()

let live
const now = () => live.now()
const doing = doer({ screen, live: () => live, band: document.querySelector(".say [data-slot='band']") })
const moving = mover({ screen, act: doing.act, changed: () => view.show() })
const view = chairView({ desk, settled, moving, now })
const panels = chairPanels({ desk, doing, now, view })
const takes = taker(settled)
const orders = orderActs({ desk, doing, takes, plate: platePanel({ screen, act: doing.act }) })
const acts = actsOf({ desk, doing, moving, panels, orders, takes, view, live: () => live })

live = follow({ show, status: markLive, here: showHere })

const aimsNow = () => aims(desk.screen, { selected: desk.selected, lifted: moving.id })

function show(next) {
  const isFirst = !desk.screen
  const before = aimsNow()
  const wasMissed = isMissed(desk)
  Object.assign(desk, chosenAfter(desk, next), { screen: next })
  moving.check()
  settled.news(before, aimsNow())
  view.show()
  if (isMissed(desk) && !wasMissed) view.tellGone()
  panels.show()
  doing.band.renew()
  if (isFirst) learnAliases(next.meeting.languages)
}

wireButtons(acts)
wireRows(document.querySelector(".entries"), acts.choose)
dragRows(document.querySelector(".entries"), { moving, mayMove: () => Boolean(desk.screen), drop: () => moving.commit() })
keys({
  Enter: acts.next, " ": acts.pause, "+": acts.add, "=": acts.add, "-": acts.take, "−": acts.take, e: acts.end, a: acts.absent,
  o: acts.open, c: acts.close, x: acts.closing, l: acts.limits, r: acts.ordering, n: acts.notice, s: acts.sitting, g: acts.drawer,
  f: acts.outlook, d: acts.displays, k: acts.skip, v: acts.written, j: acts.refuse, p: acts.put_back, y: acts.redo,
  "1": acts.sustain, "2": acts.dismiss, "3": acts.appeal, w: acts.withdrawn, t: acts.raise,
  m: acts.move, "/": acts.inscribe, u: acts.undo, Escape: acts.leave,
  ArrowUp: () => acts.step(-1), ArrowDown: () => acts.step(1), Home: () => acts.step(-Infinity), End: () => acts.step(Infinity),
}, { sheet: panel("sheet") })
repeatArrows(acts.step)

tick(() => view.tick())
