// Single keys for those who work with both hands: outside of fields, never on repeat, and switched off at will.

const FIELDS = "input, textarea, select, [contenteditable]"
const OWN = { Enter: "a, button, summary, [role=option]", " ": "button, summary, input" } // what these keys do by themselves
const STORE = "rostrum.keys"

const isOn = () => localStorage.getItem(STORE) !== "off"
const nameOf = (key) => (key.length === 1 ? key.toLowerCase() : key)

/**
 * `bindings`: {"Enter": fn, "a": fn, " ": fn, "ArrowDown": fn}. A function may return false to leave the key alone.
 * `sheet`: a <dialog> with the list of keys, opened by `?`; a checkbox [data-keys-switch] in it turns the keys off.
 */
export function keys(bindings, { sheet } = {}) {
  const known = Object.fromEntries(Object.entries(bindings).map(([key, act]) => [nameOf(key), act]))

  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.defaultPrevented || event.isComposing) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target.closest?.(FIELDS) || document.querySelector("dialog[open]")) return
    const key = nameOf(event.key)
    if (event.target.closest?.(OWN[key] ?? ":not(*)")) return
    if (key === "?" && sheet) {
      event.preventDefault()
      sheet.showModal()
      return
    }
    const act = known[key]
    if (!act || (key.length === 1 && !isOn())) return
    if (act(event) !== false) event.preventDefault()
  })

  const toggle = sheet?.querySelector("[data-keys-switch]")
  if (!toggle) return
  toggle.checked = isOn()
  toggle.addEventListener("change", () => localStorage.setItem(STORE, toggle.checked ? "on" : "off"))
}
