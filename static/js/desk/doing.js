// Sends what the desk does: one at a time for each thing, the button busy until the answer is there, a refusal in the band.

import { send } from "../lib/send.js"
import { notDone } from "./band.js"

const panelBand = () => document.querySelector("dialog[open] [data-slot='band']")

/** `live` is what follow() gave; `screen()` the screen of now. {act(command, fields, {button}), band} */
export function doer({ screen, live, band: pageBand }) {
  const busy = new Set()

  const band = notDone({
    screen,
    current: () => panelBand() ?? pageBand,
    again: (refusal) => run(refusal.what, refusal.again, refusal.button),
  })

  async function run(what, attempt, button) {
    if (busy.has(what)) return { ok: false, code: "busy" }
    busy.add(what)
    button?.setAttribute("aria-busy", "true")
    const answer = await attempt()
    busy.delete(what)
    button?.removeAttribute("aria-busy")
    if (answer.ok) band.clear()
    else {
      live().ask() // whatever the cause, what we show may be old
      band.raise({ ...answer, what, button })
    }
    return answer
  }

  return {
    band,
    isBusy: (what) => busy.has(what),
    act: (command, fields = {}, { button, what = command } = {}) => run(what, () => send(command, fields), button),
  }
}
