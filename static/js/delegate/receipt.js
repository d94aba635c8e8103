// What a delegation keeps of an inscription: the same lines as the letter has, to print or to hand on.

import { itemTitle, listTitle, nameOf } from "../lib/names.js"
import { page, say } from "../lib/page.js"
import { day, timeOfDay } from "../lib/time.js"
import { show, slot } from "./dom.js"
import { kindName, languageName, ownWords } from "./own_words.js"
import { numberOf } from "./programme.js"

/** Its lines, as of now. */
export function receiptLines(id, own, scene) {
  const { screen, now } = scene
  const row = screen.lists[own.list]
  const words = ownWords(own, scene)
  const waits = own.state === "inscribed" && own.place
  return [
    screen.meeting.short_title,
    nameOf(screen.delegation),
    say("receipt_number", { number: id }),
    say("receipt_item", { number: numberOf(own.item), title: itemTitle(own.item) }),
    row && say("receipt_list", { list: listTitle(own.list, row.title) }),
    say("receipt_kind", { kind: kindName(own) }),
    own.language && say("receipt_language", { language: languageName(own.language) }),
    own.inscribed_at && say("receipt_inscribed", { day: day(own.inscribed_at), time: timeOfDay(own.inscribed_at, { seconds: true }) }),
    waits ? say("receipt_place", { place: String(own.place), all: String(Math.max(own.place, row?.waiting ?? 0)) }) : say("receipt_state", { state: words.what }),
    waits && words.why && say("receipt_why", { reasons: words.why }),
    waits && say("receipt_may_change"),
    say("receipt_as_of", { day: day(now), time: timeOfDay(now, { seconds: true }) }),
  ].filter(Boolean)
}

/** Lets one print and share the intervention that `root` shows; {draw()}. */
export function keepsake(root, { scene }) {
  const sheet = document.querySelector("[data-sheet]")
  const [print, share] = ["print", "share"].map((name) => slot(root, name))

  const current = () => {
    const { route, screen } = scene()
    return route.view === "intervention" ? screen.mine[route.id] && [route.id, screen.mine[route.id]] : undefined
  }

  function lines() {
    const [id, own] = current() ?? []
    return own ? receiptLines(id, own, scene()) : []
  }

  print.addEventListener("click", () => {
    sheet.replaceChildren(...lines().map((text) => Object.assign(document.createElement("p"), { textContent: text })))
    window.print()
  })
  share.addEventListener("click", async () => {
    try {
      await navigator.share({ title: page.title ?? document.title, text: lines().join("\n") })
    } catch (error) {
      if (error.name !== "AbortError") throw error // who closes the sheet has shared nothing
    }
  })
  return {
    draw() {
      const own = current()?.[1]
      show(slot(root, "keepsake"), Boolean(own) && own.state !== "draft")
      show(share.parentElement, typeof navigator.share === "function")
    },
  }
}
