// What the room sees, for everybody and without a link: the floor, and the list with the reasons for its order.

import { announceOnce } from "./lib/announce.js"
import { follow } from "./lib/follow.js"
import { begins, inOrder, itemEnds } from "./lib/forecast.js"
import { drawList } from "./lib/list.js"
import { markLive } from "./lib/live.js"
import { itemTitle, loadNames, nameOf, reasonText, sentence, setFlag, setName } from "./lib/names.js"
import { page as place, plural, say } from "./lib/page.js"
import { setText, tick } from "./lib/tick.js"
import { about, timeOfDay } from "./lib/time.js"
import { floor } from "./public/floor.js"

const slot = (name) => document.querySelector(`[data-${name}]`)
const [page, notice, time, number, item, table, none] = ["page", "notice", "time", "number", "item", "table", "none"].map(slot)
const drawFloor = floor(slot("floor"))
const { meeting } = place

let screen
let isStale = false
let told

await loadNames()
const { now } = follow({
  show: (news) => { screen = news; draw() },
  status: (status) => { isStale = !status.live; markLive(status); if (screen) draw() },
})
tick(() => {
  if (!screen) return
  setText(time, timeOfDay(now()))
  drawFloor.tick(now())
  drawTimes()
})

function draw() {
  page.hidden = false
  notice.hidden = !screen.notice
  setText(notice, screen.notice?.words ?? "")
  slot("item-line").hidden = !screen.item
  setText(number, screen.item?.number ?? "")
  setText(item, screen.item ? itemTitle(screen.item.number) || screen.item.short_title : "")
  drawFloor.draw(screen, isStale)
  drawSpeakers()
  drawTexts()
  const { speech } = screen
  if (speech && speech.intervention !== told) announceOnce(say("floor_given", { name: nameOf(speech.delegation, speech.name) }))
  told = speech?.intervention
}

function drawSpeakers() {
  const { list } = screen
  slot("speakers").hidden = !list
  if (!list) return
  const rows = inOrder(screen.entries)
  slot("state-icons").dataset.state = list.state
  setText(slot("list-state"), listState(list))
  setText(slot("count"), plural("remaining", rows.length))
  table.hidden = rows.length === 0
  none.hidden = rows.length > 0
  setText(slot("none-what"), say(list.state === "closed" ? "nobody_waits" : "nobody_yet"))
  setText(slot("none-now"), say({ closed: "list_is_closed", not_open: "list_is_not_open" }[list.state] ?? "list_is_open"))
  drawList(slot("rows"), slot("row"), rows, (element, row, index) => {
    setText(element.querySelector("[data-place]"), String(index + 1))
    setFlag(element.querySelector(".flag"), row.delegation)
    setName(element.querySelector("[data-name]"), row.delegation, row.name)
    setText(element.querySelector("[data-why]"), reasonText(row.because, now()))
  })
  drawTimes()
}

/** What all may read, in the order in which it was said. */
function drawTexts() {
  const rows = inOrder(screen.published)
  slot("texts").hidden = rows.length === 0
  drawList(slot("published"), slot("text-row"), rows, (element, row) => {
    setFlag(element.querySelector(".flag"), row.delegation)
    setName(element.querySelector("[data-name]"), row.delegation, row.name)
    const link = element.querySelector("[data-link]")
    link.href = `/api/v1/meetings/${meeting}/statements/${row.id}`
    const language = sentence(`language.${row.language}`) || row.language.toUpperCase()
    setText(link, say("text_in", { language, format: row.extension.toUpperCase() }))
    setText(element.querySelector("[data-how]"), say(row.reading === "verbatim" ? "read_verbatim" : "check_delivery"))
  })
}

function listState({ state, since, closes_at: closes }) {
  const words = say(`list_${state}`)
  if (closes) return say("closes_at", { state: words, time: timeOfDay(closes) })
  return since ? say("since", { state: words, time: timeOfDay(since) }) : words
}

/** Foreseen, so only to the minute and never while news are late: then nobody knows. */
function drawTimes() {
  const at = now()
  const foresees = !isStale && screen.forecast && screen.meeting.state === "in_session"
  const times = new Map(foresees ? begins(screen, at).map(({ id, at: ms }) => [id, say("about_time", { time: about(ms, { now: at }) })]) : [])
  for (const row of slot("rows").children) setText(row.querySelector("[data-begins]"), times.get(row.dataset.id) ?? "")
  const ends = foresees && times.size ? say("list_ends", { time: about(itemEnds(screen, at), { now: at, isEnd: true }) }) : ""
  setText(slot("ends"), ends)
}
