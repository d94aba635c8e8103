// Handing in the text of an intervention: the form, the file on its way, and what waits to be sent when there is a network.

import { delegations, itemTitle } from "../lib/names.js"
import { say } from "../lib/page.js"
import { sendFile } from "../lib/send_file.js"
import { setText } from "../lib/tick.js"
import { uuid } from "../lib/uuid.js"
import { causeOf } from "./draw_pending.js"
import { mark, show, slot, write } from "./dom.js"
import { languageName, mayHandIn } from "./own_words.js"
import { numberOf } from "./programme.js"
import { hashOf } from "./route.js"
import { statusOf } from "./text_words.js"
import { problemOf, uploads } from "./upload.js"

const AGAIN_MS = 5000

/** {draw(scene), stateOf(id), deliverAll()} for the view `root`. `done(id)`: its text has arrived. */
export function handing(root, { scene, done, draw }) {
  const form = root.querySelector("[data-text]")
  const flights = new Map()
  const all = uploads(() => draw())
  let opened = ""

  const here = () => scene().route.id
  const chosen = () => form.elements.file.files[0]

  function fault(what, rest = "") {
    show(form.querySelector("[data-fault]"), Boolean(what))
    setText(slot(form, "fault"), what)
    setText(slot(form, "fault-rest"), rest)
  }

  /** Fills in what was chosen last time, or what fits most. */
  function open(id, own, screen) {
    opened = id
    form.reset()
    fault("")
    const usual = own.language ?? screen.language ?? delegations()[screen.delegation]?.language ?? screen.meeting.working_language
    const languages = Array.from(new Set([...screen.meeting.languages, usual]))
    form.elements.language.replaceChildren(...languages.map((each) => new Option(languageName(each), each)))
    form.elements.language.value = usual
  }

  async function begin(event) {
    event.preventDefault()
    const id = here()
    if (["sending", "cut"].includes(all.of(id).phase)) return
    const file = chosen()
    const problem = problemOf(file)
    if (problem) return void fault(say(problem))
    fault("")
    let body
    try {
      body = await file.arrayBuffer() // from now on it is ours, whatever becomes of the file
    } catch {
      return void fault(say("text_unreadable"))
    }
    const { language, reading, embargo } = form.elements
    const fields = {
      intervention: id, language: language.value, reading: reading.value, embargo: embargo.value, name: file.name,
      command_id: uuid(),
    }
    const upload = { fields, body }
    all.tell(id, { kind: "begin", upload })
    fly(id, upload)
  }

  async function fly(id, upload) {
    const isOurs = () => all.of(id).upload === upload
    const flight = sendFile("statements", upload.fields, upload.body, (share) => {
      if (isOurs()) all.tell(id, { kind: "progress", share })
    })
    flights.set(id, flight)
    const answer = await flight.answer
    if (flights.get(id) === flight) flights.delete(id)
    if (!isOurs()) return
    if (!answer) return void all.tell(id, { kind: "lost" })
    all.tell(id, { kind: "answer", answer })
    if (answer.ok) done(id)
    else if (here() === id) fault(say("not_done", { cause: causeOf(answer) }), say("text_choose_again"))
    if (answer.ok) opened = ""
  }

  function again(id) {
    if (all.of(id).phase !== "cut") return
    all.tell(id, { kind: "again" })
    fly(id, all.of(id).upload)
  }

  function cancel() {
    const id = here()
    all.tell(id, { kind: "cancel" })
    flights.get(id)?.stop()
    slot(form, "button").focus()
  }

  const deliverAll = () => all.kept().forEach(again)

  function drawView({ screen, route }) {
    const own = screen.mine[route.id]
    const isOpen = Boolean(own) && mayHandIn(own)
    if (isOpen && opened !== route.id) open(route.id, own, screen)
    mark(slot(root, "back"), "href", own ? hashOf("intervention", route.id) : "#programme")
    show(form, isOpen)
    write(root, "closed", isOpen ? "" : say("gone"))
    write(root, "what", own ? say("item_and_title", { number: numberOf(own.item), title: itemTitle(own.item) }) : "")
    write(root, "asked", own && isOpen && own.text_requested_at && !own.statements ? say("text_asked") : "")
    if (isOpen) drawForm(own, all.of(route.id))
  }

  function drawForm(own, state) {
    const file = chosen()
    const isBusy = state.phase === "sending" || state.phase === "cut"
    const name = state.upload?.fields.name ?? file?.name
    setText(slot(form, "file"), name ?? say("text_choose"))
    mark(slot(form, "pick"), "data-chosen", name ? "" : undefined)
    const before = Object.values(own.statements ?? {}).find(({ language }) => language === form.elements.language.value)
    write(form, "replaces", before ? say("text_replaces", { language: languageName(before.language) }) : "")
    for (const each of form.querySelectorAll("fieldset")) each.disabled = isBusy
    show(slot(form, "progress"), state.phase === "sending")
    slot(form, "progress").value = state.share ?? 0
    write(form, "status", statusOf(state))
    show(slot(form, "cancel"), isBusy)
    setText(slot(form, "button"), say(state.phase === "cut" ? "text_try" : isBusy ? "sending" : "text_hand_in"))
    mark(slot(form, "button"), "aria-busy", state.phase === "sending" ? "true" : undefined)
  }

  form.addEventListener("submit", (event) => {
    if (all.of(here()).phase !== "cut") return void begin(event)
    event.preventDefault()
    again(here())
  })
  form.addEventListener("change", () => { fault(""); draw() })
  slot(form, "cancel").addEventListener("click", cancel)
  addEventListener("online", deliverAll)
  addEventListener("beforeunload", (event) => { if (all.isUnderWay()) event.preventDefault() })
  setInterval(() => { if (scene().live) deliverAll() }, AGAIN_MS)

  return { draw: drawView, stateOf: (id) => all.of(id), deliverAll }
}
