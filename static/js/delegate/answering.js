// Answers what is asked of the delegation. Never kept for later: late, the answer would be to another question.

import { nameOf } from "../lib/names.js"
import { say } from "../lib/page.js"
import { announceOnce } from "../lib/announce.js"
import { send } from "../lib/send.js"
import { causeOf } from "./draw_pending.js"
import { drawMatters } from "./draw_matters.js"
import { answersTo, inTurn, matters } from "./matters.js"

const PATIENCE_MS = 4000
export const faultOf = (answer) => (answer.code === "no_connection" ? say("no_answer") : say("not_done", { cause: causeOf(answer) }))

/** {came(before, screen), draw(container, {about, most})}: news of offers are noted; `about`: one own intervention alone. */
export function answering({ scene, draw }) {
  const busy = new Map()
  const faults = new Map()
  const settled = new Map() // own offers that are over, until one has read it
  const takenBack = new Set()

  /** What is there, and what is left of what was there. */
  function rows() {
    const { screen, live } = scene()
    const all = live ? matters(screen) : []
    const isThere = new Set(all.map(({ id }) => id))
    const left = live ? Array.from(faults.keys()).filter((id) => !isThere.has(id)).map((id) => ({ id, kind: "fault" })) : []
    const over = Array.from(settled.values()).filter(({ intervention }) => screen.mine[intervention]?.state === "inscribed")
    return inTurn([...all, ...over, ...left]).map((row) => ({ ...row, busy: busy.get(row.id), fault: faults.get(row.id) }))
  }

  function came(before, screen) {
    const now = new Map(matters(screen).map((each) => [each.id, each]))
    for (const was of before ? matters(before) : []) {
      if (was.kind !== "made" || now.has(was.id) || takenBack.has(was.id)) continue
      const own = screen.mine[was.intervention]
      if (own?.state !== "inscribed") continue
      const isExchanged = own.because.some(({ code, delegation }) => code === "swapped" && delegation === was.delegation)
      settled.set(was.id, { ...was, kind: isExchanged ? "exchanged" : "over" })
    }
    const received = Array.from(now.values()).find(({ kind, id }) => kind === "received" && !before?.swaps?.[id])
    if (received) announceOnce(say("swap_received", { delegation: nameOf(received.delegation) }))
  }

  async function press(row, name) {
    if (busy.has(row.id)) return
    faults.delete(row.id)
    if (settled.delete(row.id) || row.kind === "fault") return void draw()
    const { command, fields } = answersTo(row)[name]
    if (row.kind === "made") takenBack.add(row.id)
    busy.set(row.id, name)
    draw()
    const answer = await send(command, fields, { giveUpAfter: PATIENCE_MS })
    busy.delete(row.id)
    if (!answer.ok) {
      faults.set(row.id, faultOf(answer))
      takenBack.delete(row.id)
    }
    draw()
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".matter button")
    const row = button && rows().find(({ id }) => id === button.closest(".matter").dataset.id)
    if (row) press(row, button.dataset.slot)
  })

  return {
    came,
    draw(container, { about, most } = {}) {
      const here = rows().filter(({ intervention }) => !about || !intervention || intervention === about)
      drawMatters(container, here.slice(0, most), scene(), draw)
    },
  }
}
