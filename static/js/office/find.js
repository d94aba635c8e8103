// Finds rows while one types: all words, anywhere in a code or a name of any language. Without it the form asks the server.

const field = document.querySelector("[data-find]")
const rows = [...document.querySelectorAll("[data-rows] > tr")]
const found = document.querySelector("[data-found]")

function find() {
  const wanted = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  let count = 0
  for (const row of rows) {
    row.hidden = !wanted.every((word) => row.dataset.words.includes(word))
    if (!row.hidden) count += 1
  }
  found.textContent = found.textContent.replace(/\p{Nd}+/u, String(count))
}

if (field) field.addEventListener("input", find)
