// The pages of the office work by themselves; this only keeps a form from being sent twice by a nervous hand.

addEventListener("submit", (event) => {
  // What opens beside the page leaves it as it is.
  if (event.submitter?.formTarget === "_blank") return
  if (event.target.getAttribute("aria-busy")) event.preventDefault()
  event.target.setAttribute("aria-busy", "true")
})

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy")
})
