// Shows the languages of a wall in turn. Each frame follows the meeting by itself; this page only says which one is seen.

const frames = [...document.querySelectorAll(".turn")]
let shown = 0

function turn() {
  shown = (shown + 1) % frames.length
  frames.forEach((frame, at) => {
    const isShown = at === shown
    frame.toggleAttribute("data-shown", isShown)
    frame.inert = !isShown
    if (isShown) frame.removeAttribute("aria-hidden")
    else frame.setAttribute("aria-hidden", "true")
  })
}

setInterval(turn, Number(document.body.dataset.every) * 1000)
