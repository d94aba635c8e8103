// The frame that holds a surface: at the size of the real one, drawn as large as there is room, told the moment.

import { page } from "../lib/page.js"

const SIZES = {
  room: [1920, 1080], public: [1280, 800], chair: [1366, 768], secretariat: [1366, 768], booth: [1366, 768], delegate: [390, 700],
}
const LEAST_HEIGHT = 220

/** {turn({version, at, speed})}. `ready()` is called when a surface has come and waits to be told. */
export function screenBox(ready) {
  const box = document.querySelector("[data-screen-box]")
  const frame = document.querySelector("[data-frame]")
  const player = document.querySelector("[data-player]")
  const [width, height] = SIZES[page.screen]

  function fit() {
    const under = player.lastElementChild.getBoundingClientRect().bottom - box.getBoundingClientRect().bottom
    const top = box.getBoundingClientRect().top + scrollY
    const room = Math.max(LEAST_HEIGHT, innerHeight - top - under - 16)
    const scale = Math.min(1, player.clientWidth / width, room / height)
    const measures = { "--real-width": `${width}px`, "--real-height": `${height}px`, "--scale": scale,
      "--shown-width": `${Math.floor(width * scale)}px`, "--shown-height": `${Math.floor(height * scale)}px` }
    for (const [name, value] of Object.entries(measures)) box.style.setProperty(name, value)
  }

  const query = new URLSearchParams({ at: page.at, lang: page.language, ...(page.delegation && { delegation: page.delegation }) })
  frame.src = `${page.frames[page.screen]}?${query}`
  addEventListener("resize", fit)
  document.fonts.ready.then(fit)
  addEventListener("message", ({ source, origin, data }) => {
    if (source === frame.contentWindow && origin === location.origin && data?.replay === "ready") ready()
  })
  fit()

  return {
    turn(moment) { frame.contentWindow?.postMessage({ replay: "moment", ...moment }, location.origin) },
  }
}
