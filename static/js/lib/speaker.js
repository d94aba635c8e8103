// Who speaks, as a second line under the name: the person, on whose behalf, in answer to whom; else the category.

import { nameOf, sentence } from "./names.js"
import { say } from "./page.js"

export function secondLine({ speaker, on_behalf_of: group, kind, in_reply_to: delegation, category }) {
  if (speaker && group) return say("speaker_for", { speaker, group })
  if (group) return say("on_behalf_of", { group })
  if (speaker) return speaker
  if (kind === "comment" && delegation) return say("comment_on", { delegation: nameOf(delegation) })
  if (kind === "reply" && delegation) return say("reply_to", { delegation: nameOf(delegation) })
  if (kind === "reply") return sentence("kind.reply")
  return sentence(`category.${category}`)
}
