// The screen that a display holds, and the one rule by which it changes: a patch fits only the tag it was made for. Pure.

import { merge } from "./merge.js"

/**
 * holder(first): {screen, tag, version, begin(), answer(news), change(news), beat(news)}. The last three return "new" (draw),
 * "same" (nothing to do) or "ask" (what is held may be old: `watch`). `begin()` is called as `watch` is sent: changes may
 * overtake its answer, and are kept until it is there.
 */
export function holder({ screen, tag, version = -1 } = {}) {
  let held = { screen, tag, version }
  let early = null

  const apply = ({ base, tag, version, patch }) => {
    held = { screen: merge(held.screen, patch), tag, version }
  }

  return {
    get screen() { return held.screen },
    get tag() { return held.tag },
    get version() { return held.version },

    begin() { early = [] },

    /** There was no answer: what came meanwhile is dropped, the next beat tells whether anything is amiss. */
    giveUp() { early = null },

    answer(news) {
      const before = held.tag
      if (news.screen) held = { screen: news.screen, tag: news.tag, version: news.version }
      else if (news.patch && news.base === held.tag) apply(news)
      else if (news.tag !== held.tag) { early = null; return "ask" }
      const waiting = early ?? []
      early = null
      let missed = false
      for (const change of waiting) {
        if (change.base === held.tag) apply(change)
        else if (change.version > held.version && change.tag !== held.tag) missed = true
      }
      if (missed) return "ask"
      return held.tag === before ? "same" : "new"
    },

    change(news) {
      if (early) { early.push(news); return "same" }
      if (news.tag === held.tag) return "same"
      if (news.base !== held.tag) return "ask"
      apply(news)
      return "new"
    },

    beat(news) { return early || news.tag === held.tag ? "same" : "ask" },

    /** Another list is wanted: nothing held fits it. */
    forget() { held = { screen: undefined, tag: undefined, version: -1 }; early = null },
  }
}
