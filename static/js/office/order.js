// Items moved by hand: dragged by their grip, or with Alt and the arrow keys on a row. The form of the page does the work.

const form = document.getElementById("order")
const GRIP = ".plan__grip"

form.addEventListener("keydown", (event) => {
  const step = { ArrowUp: "up", ArrowDown: "down" }[event.key]
  const row = event.target.closest("tr[data-item]")
  if (!step || !row) return
  if (event.altKey) {
    event.preventDefault()
    const button = [...row.querySelectorAll("button[name=move]")].find((each) => each.value.startsWith(`${step}:`))
    form.requestSubmit(button)
  } else if (event.target === row) {
    event.preventDefault()
    const all = [...form.querySelectorAll("tr[data-item]")]
    all[all.indexOf(row) + (step === "up" ? -1 : 1)]?.focus()
  }
})

const moved = form.querySelector("tr[data-moved]")
if (moved) {
  moved.focus({ preventScroll: true })
  moved.scrollIntoView({ block: "nearest" })
}

let dragged = null

form.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest(GRIP)
  if (!grip || event.button) return
  event.preventDefault()
  dragged = { row: grip.closest("tr"), to: null }
  grip.setPointerCapture(event.pointerId)
  dragged.row.classList.add("plan__row--dragged")
})

form.addEventListener("pointermove", (event) => {
  if (!dragged) return
  mark(placeAt(event.clientX, event.clientY))
})

form.addEventListener("pointerup", () => {
  const { row, to } = dragged ?? {}
  release()
  if (!to || to.before === row.dataset.item) return
  send({ number: row.dataset.item, sitting: to.sitting, before: to.before })
})

form.addEventListener("pointercancel", release)
addEventListener("keydown", (event) => {
  if (event.key === "Escape") release()
})

// The sitting under the pointer, and the item before which the dragged one would stand ("": at the end).
function placeAt(x, y) {
  const table = document.elementFromPoint(x, y)?.closest("table[data-sitting]")
  if (!table) return null
  const rows = [...table.querySelectorAll("tr[data-item]")]
  const next = rows.find((each) => {
    const box = each.getBoundingClientRect()
    return y < box.top + box.height / 2
  })
  return { sitting: table.dataset.sitting, before: next?.dataset.item ?? "", row: next ?? rows.at(-1), isEnd: !next, table }
}

function mark(to) {
  for (const each of form.querySelectorAll(".plan__row--before, .plan__row--after")) {
    each.classList.remove("plan__row--before", "plan__row--after")
  }
  dragged.to = to
  to?.row?.classList.add(to.isEnd ? "plan__row--after" : "plan__row--before")
}

function release() {
  if (!dragged) return
  mark(null)
  dragged.row.classList.remove("plan__row--dragged")
  dragged = null
}

function send(fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement("input")
    field.type = "hidden"
    field.name = name
    field.value = value
    form.append(field)
  }
  form.requestSubmit()
}
