// A list on the page: clones of one <template>, kept by id, so that focus, selection and flags survive every change.

const CALM = { duration: 160, easing: "ease-out" }
const FAR = 8 // px: enough to see that a row has moved

const still = matchMedia("(prefers-reduced-motion: reduce)")

/** `rows`: sorted [{id, ...}]. `fill(element, row, index)` writes one row; it is called for each row at every draw. */
export function drawList(container, template, rows, fill) {
  const isFirst = container.dataset.drawn === undefined
  container.dataset.drawn = ""
  const focused = container.contains(document.activeElement) ? document.activeElement : null
  const known = new Map(Array.from(container.children, (element) => [element.dataset.id, element]))
  const moves = !isFirst && !still.matches && !document.hidden && orderDiffers(container, rows)
  const tops = moves ? new Map(Array.from(known, ([id, element]) => [id, element.offsetTop])) : null

  const wanted = new Set(rows.map((row) => row.id))
  for (const [id, element] of known) if (!wanted.has(id)) element.remove()

  let next = container.firstElementChild
  const elements = rows.map((row, index) => {
    let element = known.get(row.id)
    if (!element) {
      element = template.content.firstElementChild.cloneNode(true)
      element.dataset.id = row.id
    }
    if (element === next) next = next.nextElementSibling
    else container.insertBefore(element, next)
    fill(element, row, index)
    return element
  })

  if (focused && focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true })
  if (moves) for (const element of elements) settle(element, tops.get(element.dataset.id))
}

const orderDiffers = (container, rows) =>
  container.childElementCount !== rows.length || rows.some((row, index) => container.children[index].dataset.id !== row.id)

function settle(element, before) {
  const way = before === undefined ? 0 : before - element.offsetTop
  if (before !== undefined && way === 0) return
  const from = Math.max(-FAR, Math.min(FAR, way))
  element.animate([{ opacity: 0.2, transform: `translateY(${from}px)` }, { opacity: 1, transform: "none" }], CALM)
}
