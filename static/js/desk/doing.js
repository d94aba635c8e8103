// Sends what the desk does: one at a time for each thing, the button busy until the answer is there, a refusal in the band.

import { send } from "../lib/send.js"
import { notDone } from "./band.js"
import { lanes } from "./lanes.js"

const panelBand = () => document.querySelector("dialog[open] [data-slot='band']")

/**
 * `live` is what follow() gave; `screen()` the screen of now. {act(command, fields, {button, what, lane}), isLatest(version), band}
 * Acts in one `lane` keep their order: each waits until the one before is answered.
 */
export function doer({ screen, live, band: pageBand }) {
  const busy = new Set()
  const order = lanes()
  let latest = 0 // the version of what this desk did last

  const band = notDone({
    screen,
    current: () => panelBand() ?? pageBand,
    waiting: () => order.waiting,
    again: (asked) => run(asked, asked.again),
  })

  async function run({ key, what, act, button }, attempt) {
    if (busy.has(what)) return { ok: false, code: "busy" }
    busy.add(what)
    button?.setAttribute("aria-busy", "true")
    const answer = await attempt()
    busy.delete(what)
    button?.removeAttribute("aria-busy")
    if (answer.ok) {
      latest = Math.max(latest, answer.version)
      band.done({ key, what })
    } else {
      live().ask() // whatever the cause, what we show may be old
      band.raise({ ...answer, key, what, act, button })
    }
    if (!answer.again) order.over(key, answer)
    return answer
  }

  // With its panel a band would go out of sight: it is shown on the page then.
  document.addEventListener("close", () => band.renew(), { capture: true })
  addEventListener("beforeunload", (event) => {
    if (busy.size || order.waiting || band.hasOpen) event.preventDefault()
  })

  return {
    band,
    isLatest: (version) => version === latest,
    act(command, fields = {}, { button, what = command, lane } = {}) {
      const asked = { key: `${command} ${JSON.stringify(fields)}`, what, act: { command, ...fields }, button }
      const go = () => run(asked, () => send(command, fields))
      if (!lane) return go()
      const turn = order.take(lane, asked.key, go)
      band.renew()
      return turn
    },
  }
}
