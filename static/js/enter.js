// Exchanges the token of a link, which stands behind the # and so reaches no log, for the session cookie.

import { say } from "./lib/page.js"

const slot = (name) => document.querySelector(`[data-${name}]`)
const [title, cause, again, start] = ["title", "cause", "again", "start"].map(slot)

const token = location.hash.slice(1)
// What the link asks of its page, as the layout of the wall: it goes along.
const wishes = location.search
// At once, before anything is asked: the token must not stay in the address bar, the history, or a picture of the screen.
history.replaceState(null, "", location.pathname)

again.addEventListener("click", exchange)
if (token) exchange()
else tell("no_link", say("open_it_again"))

async function exchange() {
  tell("opening", "")
  again.hidden = start.hidden = true
  const answer = await post()
  if (!answer) {
    tell("no_answer", say("nothing_lost"))
    again.hidden = false
    again.focus()
  } else if (answer.ok) {
    sessionStorage.removeItem("rostrum.link") // where a display was pointed before belongs to the link before
    location.replace(answer.to + wishes)
  } else {
    tell("refused", answer.message)
  }
}

/** The answer; null if there was none, so that it is worth asking again. */
async function post() {
  try {
    const answer = await fetch("/enter", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token }),
    })
    return answer.status >= 500 ? null : await answer.json()
  } catch {
    return null
  }
}

function tell(key, why) {
  title.textContent = say(key)
  cause.textContent = why
  start.hidden = key === "opening" || key === "no_answer"
}
