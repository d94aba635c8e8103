// The line of time as it is drawn: sittings, speeches, items, points of order, folded silences; and the head on it.

import { lists } from "../lib/names.js"
import { day, isSameDay, timeOfDay } from "../lib/time.js"
import { numberOf } from "../desk/lists.js"
import { marks, positionOf, silences, sittings, speeches } from "./timeline.js"

const slot = (name) => document.querySelector(`[data-${name}]`)
const GAP_PX = 6

function piece(tag, { from, to }, { className = "", text = "" } = {}) {
  const element = Object.assign(document.createElement(tag), { className, textContent: text })
  element.style.setProperty("--from", from)
  if (to !== undefined) element.style.setProperty("--to", to)
  return element
}

/** Hides what would stand on the one before it; the first stays. */
function thin(container) {
  let until = -Infinity
  const isRtl = document.documentElement.dir === "rtl"
  const edge = container.getBoundingClientRect()
  for (const element of container.children) element.hidden = false
  for (const element of container.children) {
    const { left, right } = element.getBoundingClientRect()
    const [from, to] = isRtl ? [edge.right - right, edge.right - left] : [left - edge.left, right - edge.left]
    element.hidden = from < until + GAP_PX || to > edge.width + 1
    if (!element.hidden) until = to
  }
}

/** Where hours stand: at the beginning of each sitting with its day, and at what comes after a silence. */
function hours(line) {
  const found = [...sittings(line).map(({ from }) => from), ...silences(line).map(({ to }) => to)].sort((one, other) => one - other)
  let before
  return found.map((at) => {
    const text = before !== undefined && isSameDay(before, at) ? timeOfDay(at) : `${day(at)} ${timeOfDay(at)}`
    before = at
    return { at, text }
  })
}

/** {draw(at)}: the head stands at `at`. */
export function reel(line) {
  const place = (at) => (line.length ? positionOf(line, at) / line.length : 0)
  const stretch = ({ from, to }) => ({ from: place(from), to: place(to) })
  const found = marks(line)
  const items = found.filter(({ kind }) => kind === "item")
    .map(({ at, list }) => ({ at, element: piece("span", { from: place(at) }, { className: "number", text: numberOf(list, lists()) }) }))

  slot("sittings").replaceChildren(
    ...sittings(line).map((each) => piece("i", stretch(each))),
    ...silences(line).map((each) => piece("i", stretch(each), { className: "is-silent" })))
  for (const name of ["speeches", "past"]) slot(name).replaceChildren(...speeches(line).map((each) => piece("i", stretch(each))))
  slot("orders").replaceChildren(...found.filter(({ kind }) => kind === "order").map(({ at }) => piece("i", { from: place(at) })))
  slot("items").replaceChildren(...items.map(({ element }) => element))
  slot("hours").replaceChildren(...hours(line).map(({ at, text }) => piece("span", { from: place(at) }, { text })))
  slot("slider").max = Math.ceil(line.length / 1000)

  const arrange = () => { thin(slot("items")); thin(slot("hours")) }
  addEventListener("resize", arrange)
  document.fonts.ready.then(arrange)
  arrange()

  return {
    draw(at) {
      slot("past").style.setProperty("--head", place(at))
      slot("slider").value = Math.round(positionOf(line, at) / 1000)
      for (const item of items) item.element.classList.toggle("is-past", item.at <= at)
    },
  }
}
