// The token of a link stands behind the # and so reaches no log: it goes along with the form alone.

const field = document.querySelector("[data-token]")
const token = location.hash.slice(1)

if (token) {
  field.value = token
  // It must not stay in the address bar, the history, or a picture of the screen.
  history.replaceState(null, "", location.pathname + location.search)
}
document.querySelector("[data-needs-link]")?.toggleAttribute("hidden", Boolean(field.value))
