// The booth: who speaks and in which language, and what the next five will need.

import { announceOnce } from "./lib/announce.js"
import { follow } from "./lib/follow.js"
import { begins, inOrder, itemEnds } from "./lib/forecast.js"
import { digits } from "./lib/clock.js"
import { drawList } from "./lib/list.js"
import { markLive } from "./lib/live.js"
import { itemTitle, loadNames, nameOf, sentence, setFlag, setName } from "./lib/names.js"
import { plural, say } from "./lib/page.js"
import { secondLine } from "./lib/speaker.js"
import { setText, tick } from "./lib/tick.js"
import { about, timeOfDay } from "./lib/time.js"
import { floor } from "./booth/floor.js"
import { texts } from "./booth/texts.js"

const SHOWN = 5

const slot = (name) => document.querySelector(`[data-${name}]`)
const [page, notice, time, number, item, rows, none] = ["page", "notice", "time", "number", "item", "rows", "none"].map(slot)
const onFloor = floor(slot("floor"))
const onTexts = texts()

let screen
let isStale = false
let told

await loadNames()
const { now } = follow({
  show: (news) => { screen = news; draw() },
  status: (status) => { isStale = !status.live; markLive(status); if (screen) draw() },
})
tick(() => {
  setText(time, timeOfDay(now(), { seconds: true }))
  if (!screen) return
  onFloor.tick(now())
  drawForeseen()
})

function draw() {
  page.hidden = false
  notice.hidden = !screen.notice
  setText(notice, screen.notice?.words ?? "")
  number.hidden = !screen.item
  setText(number, screen.item?.number ?? "")
  setText(item, screen.item ? itemTitle(screen.item.number) || screen.item.short_title : screen.meeting.short_title)
  onFloor.draw(screen, isStale)
  onTexts.draw(screen)
  drawComing()
  const { speech } = screen
  if (speech && speech.intervention !== told) announceOnce(say("floor_given", { name: nameOf(speech.delegation, speech.name) }))
  told = speech?.intervention
}

function drawComing() {
  const waiting = inOrder(screen.entries)
  none.hidden = waiting.length > 0 || !screen.list
  setText(slot("list-state"), screen.list
    ? say("list_and_count", { state: say(`list_${screen.list.state}`), count: plural("remaining", waiting.length) }) : "")
  drawList(rows, slot("row"), waiting.slice(0, SHOWN), (element, row, index) => {
    setText(element.querySelector("[data-place]"), String(index + 1))
    setFlag(element.querySelector(".flag"), row.delegation)
    setName(element.querySelector("[data-name]"), row.delegation, row.name)
    setText(element.querySelector("[data-language-code]"), row.language?.toUpperCase() ?? "–")
    setText(element.querySelector("[data-language]"), row.language ? sentence(`language.${row.language}`) : say("language_unknown"))
    onTexts.drawRow(element, row, index + 1)
  })
  drawForeseen()
}

/** Foreseen times change with every second that somebody speaks too long; while news are late there are none. */
function drawForeseen() {
  const at = now()
  const foresees = !isStale && screen.forecast && screen.meeting.state === "in_session"
  const times = new Map(foresees ? begins(screen, at).map(({ id, at: ms }) => [id, about(ms, { now: at })]) : [])
  for (const element of rows.children) {
    const entry = screen.entries[element.dataset.id]
    const known = { who: secondLine(entry), limit: digits(entry.limit_s) }
    const when = times.get(element.dataset.id)
    setText(element.querySelector("[data-about]"), when ? say("about_entry", { ...known, time: when }) : say("about_entry_untimed", known))
  }
  onTexts.drawMissing(inOrder(screen.entries).slice(0, SHOWN), times)
  setText(slot("ends"), foresees ? say("item_ends", { time: about(itemEnds(screen, at), { now: at, isEnd: true }) }) : "")
}
