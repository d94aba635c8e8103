// Follows one screen of the meeting: connects, watches, merges news, knows the server's time, and says when it is no longer live.

import { io } from "../../vendor/socket.io-client-4.8.4/socket.io.esm.min.js"
import { holder } from "./held.js"
import { STALE_MS } from "./live.js"
import { serverTime } from "./offset.js"
import { page } from "./page.js"
import { replayed } from "./replayed.js"
import { msOf } from "./time.js"

const DESKS = new Set(["chair", "secretariat"])
const SOON_MS = 500
const LATE_MS = 5000
const DEAD_MS = 10_000 // two and a half beats: a connection that is only half open, or was never let in, says nothing of it
const ASK_MS = 5000
const AGAIN_MS = 3000
const MEASURE_MS = 60_000
// Refusals that mean: this link opens nothing (any more). All others pass.
const NO_RIGHT = new Set(["not_signed_in", "signed_out", "link_revoked", "unknown_link", "other_meeting", "not_for_role"])

/**
 * `here(desks)`: who works at the desks, for those who do.
 * `show(screen, news)` after each change, `status({live, since, ended})` when it changes: `since` is the last moment something
 * was heard (server time, ms), `ended` the code if we have no right to watch (any more). `list`: another list than the room's.
 * `first`: the screen that is shown already, as lib/first.js has it.
 */
export function follow({ show, status = () => {}, here = () => {} }, { list, first } = {}) {
  if (page.replay) return replayed({ show, status }, { list })
  const held = holder(first)
  const socket = io({
    auth: { as: page.as, meeting: page.meeting }, transports: ["websocket", "polling"], tryAllTransports: true, timeout: ASK_MS,
    reconnectionDelay: SOON_MS, reconnectionDelayMax: LATE_MS,
    // After an interruption that hits everybody the desks are let in first.
    ...(DESKS.has(page.screen) && { query: { desk: 1 } }),
  })
  const time = serverTime(async (patience) => msOf((await socket.timeout(patience).emitWithAck("clock", {})).server_now), { guess: first?.now() })

  // What the page brought was heard as the page came.
  let heardAt = performance.now() - (first?.isFresh ? first.now() - first.at : 0)
  let openedAt = 0 // when the transport was last opened
  let heardBefore = first && !first.isFresh ? first.at : undefined // server time of what was last heard, before this page
  let shown // the status last told
  let ended // the code by which we are shut out
  let isOver = false // revoked: no more asking
  let asking = 0 // the number of the newest watch
  let isAsking = false

  const tell = (next) => {
    if (shown && shown.live === next.live && shown.ended === next.ended) return
    status((shown = next))
  }

  const heard = () => {
    heardAt = performance.now()
    heardBefore = undefined
  }
  const tellLive = () => { ended = undefined; tell({ live: true }) }
  const tellLate = () => tell({ live: false, since: shown?.since ?? heardBefore ?? time.now() - (performance.now() - heardAt), ended })
  const refused = (code) => {
    if (NO_RIGHT.has(code)) ended = code
    tellLate()
  }

  const act = (outcome, news) => {
    if (outcome === "ask") ask()
    if (outcome === "new") show(held.screen, news)
  }

  async function ask() {
    if (isAsking || isOver || !socket.connected) return
    isAsking = true
    const mine = (asking += 1)
    const sentAt = performance.now()
    held.begin()
    try {
      const question = { meeting: page.meeting, screen: page.screen, ...(list && { list }), ...(held.tag && { tag: held.tag }) }
      const answer = await socket.timeout(ASK_MS).emitWithAck("watch", question)
      if (mine !== asking) return
      isAsking = false
      take(answer, sentAt)
    } catch {
      if (mine !== asking) return
      isAsking = false // no answer: the next beat, or the reconnection, asks again
      held.giveUp()
    }
  }

  function take(answer, sentAt) {
    if (!answer.ok) {
      refused(answer.code)
      setTimeout(ask, AGAIN_MS)
      return
    }
    heard()
    time.hint(msOf(answer.server_now), sentAt, heardAt)
    const outcome = held.answer(answer)
    spreadOver(answer.spread_s)
    tellLive()
    act(outcome, answer)
  }

  // Where there are thousands, each comes back at a moment of its own; the desks do not wait.
  function spreadOver(seconds = 0) {
    const isSpread = seconds > 1 && !DESKS.has(page.screen)
    socket.io.reconnectionDelay(isSpread ? seconds * 500 : SOON_MS)
    socket.io.reconnectionDelayMax(isSpread ? Math.max(LATE_MS, seconds * 1000) : LATE_MS)
    socket.io.randomizationFactor(isSpread ? 1 : 0.5)
  }

  const isOurs = (news) => news.meeting === page.meeting && news.screen === page.screen && (news.list ?? null) === (list ?? null)

  const onNews = (judge) => (news) => {
    if (!isOurs(news)) return
    heard()
    if (news.server_now) time.check(msOf(news.server_now))
    if (held.screen) tellLive()
    act(judge(news), news)
  }

  socket.io.on("open", () => { openedAt = performance.now() })
  socket.on("connect", () => {
    isAsking = false
    asking += 1 // an answer on the old connection counts no longer
    ask()
    time.measure()
  })
  socket.on("change", onNews((news) => held.change(news)))
  socket.on("beat", onNews((news) => held.beat(news)))
  socket.on("here", ({ desks }) => here(desks))
  socket.on("revoked", ({ code }) => {
    isOver = true
    refused(code)
    socket.disconnect()
  })
  // Socket.IO comes back by itself after a broken transport, but not after the server has closed or refused us.
  const comeBack = () => setTimeout(() => { if (!socket.active && !isOver) socket.connect() }, AGAIN_MS)
  socket.on("disconnect", () => { if (!socket.active) comeBack() })
  socket.on("connect_error", ({ data }) => {
    if (socket.active) return
    // Whoever is refused tries on: a link can be good again, and a display has nobody beside it to load the page.
    if (data?.code) refused(data.code)
    comeBack()
  })

  function watchOver() {
    if (isOver) return
    const now = performance.now()
    if (now - heardAt > STALE_MS) tellLate()
    // A server without its database answers the transport and lets nobody in: pings go on, and nothing else would end that.
    // While there is no transport the library comes back by itself, when its turn has come.
    const isOpen = socket.active && socket.io.engine?.readyState === "open"
    if (isOpen && now - Math.max(heardAt, openedAt) > DEAD_MS) socket.disconnect().connect()
  }
  setInterval(watchOver, 500)
  setInterval(() => { if (socket.connected) time.measure() }, MEASURE_MS)
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return
    watchOver()
    if (socket.connected) { time.measure(); ask() }
  })

  return {
    now: time.now,
    ask,
    /** The screen that is shown, and under which tag. */
    get held() { return { screen: held.screen, tag: held.tag, version: held.version } },
    /** Somebody does not want to wait for the next attempt. */
    again() {
      if (socket.connected) ask()
      else if (!isOver) socket.disconnect().connect()
    },
    watchList(id) {
      list = id
      held.forget()
      isAsking = false
      ask()
    },
  }
}
