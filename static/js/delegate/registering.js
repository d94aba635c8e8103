// The members of the delegation: who comes, and the one form that registers, asks for, amends and withdraws them.

import { inOrder } from "../lib/forecast.js"
import { drawList } from "../lib/list.js"
import { say } from "../lib/page.js"
import { day, timeOfDay } from "../lib/time.js"
import { setText } from "../lib/tick.js"
import { faultOf } from "./answering.js"
import { mark, show, slot, write } from "./dom.js"
import { asked, isLate, usualCapacity } from "./membership.js"
import { sendingOnce } from "./once.js"
import { languageName } from "./own_words.js"

const PATIENCE_MS = 6000
const TEXTS = ["person", "function", "email", "access_needs"]

/** {draw(scene)} for the view `root`. */
export function registering(root, { scene, draw }) {
  const form = root.querySelector("[data-member]")
  const { elements } = form
  let chosen = "" // the member that is amended; "" for a new one
  let isOpen = false
  let isSure = false
  const send = sendingOnce({ giveUpAfter: PATIENCE_MS })

  const members = () => scene().screen.members ?? {}
  const button = slot(form, "button")
  const boxes = () => Array.from(form.querySelectorAll("[name=languages]"))

  function fault(text) {
    show(form.querySelector("[data-fault]"), Boolean(text))
    setText(slot(form, "fault"), text)
  }

  function open(id) {
    const { screen } = scene()
    const before = members()[id]
    chosen = before ? id : ""
    isOpen = true
    isSure = false
    form.reset()
    fault("")
    const codes = Array.from(new Set([...screen.meeting.languages, ...(before?.languages ?? [])]), (each) => ({ id: each }))
    drawList(slot(form, "languages"), document.getElementById("tongue-row"), codes, (label, { id: code }) => {
      label.querySelector("input").value = code
      label.querySelector("input").checked = Boolean(before?.languages.includes(code))
      setText(slot(label, "language"), languageName(code))
    })
    show(elements.gender.querySelector("[data-takes-back]"), Boolean(before))
    elements.capacity.value = before?.capacity ?? usualCapacity(members())
    for (const name of TEXTS) elements[name].value = before?.[name] ?? ""
    form.querySelector("details").open = Boolean(before && (before.function || before.email || before.access_needs))
  }

  function values() {
    const texts = Object.fromEntries([...TEXTS, "capacity", "gender"].map((name) => [name, elements[name].value]))
    return { ...texts, languages: boxes().filter(({ checked }) => checked).map(({ value }) => value) }
  }

  async function press(pressed, command, fields) {
    if (pressed.hasAttribute("aria-busy")) return undefined
    fault("")
    pressed.setAttribute("aria-busy", "true")
    const answer = await send(command, fields)
    pressed.removeAttribute("aria-busy")
    if (!answer.ok) fault(answer.again ? say("member_no_answer") : faultOf(answer))
    return answer
  }

  async function save() {
    const person = elements.person.value.trim()
    if (!person) {
      fault(say("member_no_name"))
      return elements.person.focus()
    }
    const { command, fields } = asked(values(), chosen, members()[chosen])
    const { screen, now } = scene()
    const words = chosen ? "member_amended" : isLate(screen, now) ? "member_asked" : "member_done"
    const sent = typed()
    const answer = await press(button, command, fields)
    if (answer?.ok) after(sent, say(words, { person }), fields.capacity === "head" && !chosen)
    draw()
  }

  /** What is open and stands in it, to be compared. */
  const typed = () => JSON.stringify([chosen, values()])

  /** The next one can be entered at once, unless somebody has begun with it while `sent` was on its way. */
  function after(sent, words, hasHead) {
    const isSame = typed() === sent
    if (isSame) open("")
    if (isSame && hasHead) elements.capacity.value = "adviser" // the news of it may not be here yet
    write(form, "status", words)
    if (isSame || !form.contains(document.activeElement)) elements.person.focus()
  }

  async function withdraw() {
    const member = chosen
    const { person } = members()[member] ?? {}
    const sent = typed()
    const answer = await press(slot(form, "yes"), "withdraw_member", { member })
    if (answer?.ok) after(sent, say("member_withdrawn", { person: person ?? "" }), false)
    if (chosen === member) isSure = false
    draw()
  }

  function drawView({ screen, now }) {
    if (!isOpen) open("")
    if (chosen && !members()[chosen]) open("")
    const late = isLate(screen, now)
    const ends = screen.registration_ends_at
    write(root, "until", ends ? say(late ? "member_late" : "member_until", { day: day(ends), time: timeOfDay(ends) }) : "")
    const rows = inOrder(members())
    write(root, "none", rows.length ? "" : say("member_nobody"))
    drawList(slot(root, "members"), document.getElementById("member-row"), rows, drawMember)
    setText(slot(form, "form-head"), say(chosen ? "member_amend" : late ? "member_ask" : "member_add"))
    setText(button, say(chosen ? "member_save" : late ? "member_ask_now" : "member_register_now"))
    for (const name of ["cancel", "withdraw"]) show(slot(form, name), Boolean(chosen) && !isSure)
    show(slot(form, "acts"), !isSure)
    show(slot(form, "sure"), isSure)
    if (isSure) setText(slot(form, "sure-words"), say("member_withdraw_ask", { person: members()[chosen].person ?? "" }))
  }

  function drawMember(li, each) {
    const row = li.firstElementChild
    setText(slot(row, "person"), each.person ?? "")
    setText(slot(row, "what"), [say(`member_${each.capacity}`), each.function].filter(Boolean).join(" · "))
    const isGone = each.state === "declined"
    const reason = each.declined_for ? `${say("member_declined")}: ${each.declined_for}` : say("member_declined")
    write(row, "state", isGone ? reason : each.state === "requested" ? say("member_requested") : "")
    row.disabled = isGone
    mark(row, "aria-current", each.id === chosen ? "true" : undefined)
  }

  function turn(id, focus) {
    open(id)
    write(form, "status", "")
    draw()
    focus.focus()
  }

  slot(root, "members").addEventListener("click", ({ target }) => {
    const li = target.closest("li")
    if (li && members()[li.dataset.id]) turn(li.dataset.id, elements.person)
  })
  form.addEventListener("submit", (event) => { event.preventDefault(); save() })
  form.addEventListener("input", () => { fault(""); write(form, "status", "") })
  slot(form, "cancel").addEventListener("click", () => turn("", elements.person))
  slot(form, "withdraw").addEventListener("click", () => { isSure = true; draw(); slot(form, "keep").focus() })
  slot(form, "keep").addEventListener("click", () => { isSure = false; draw(); slot(form, "withdraw").focus() })
  slot(form, "yes").addEventListener("click", withdraw)
  return { draw: drawView }
}
