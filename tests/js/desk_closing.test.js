import assert from "node:assert/strict"
import { test } from "node:test"

import "./page_of.js"

/** One panel: what closing.js and panels.js ask of a <dialog>. */
const dialog = Object.assign(new EventTarget(), {
  open: false, dataset: {},
  showModal() { this.open = true },
  close() { this.open = false },
  contains: () => false,
})
document.querySelector = () => dialog
document.querySelectorAll = () => [dialog]

const { closeWhenDone } = await import("../../static/js/desk/closing.js")
const { openPanel, preparePanels } = await import("../../static/js/desk/panels.js")
preparePanels()

/** What was sent from the panel that is opened here, answered later. */
function sent() {
  openPanel("entry")
  const { promise, resolve } = deferred()
  return { closed: closeWhenDone("entry", promise), answer: resolve }
}

function deferred() {
  let resolve
  return { promise: new Promise((done) => { resolve = done }), resolve }
}

async function isOpenAfter(answer, meanwhile = () => {}) {
  const command = sent()
  meanwhile()
  command.answer(answer)
  await command.closed
  return dialog.open
}

test("a panel closes when what was sent from it is done, and stays with a refusal", async () => {
  assert.equal(await isOpenAfter({ ok: true }), false)
  assert.equal(await isOpenAfter({ ok: false }), true)
})

test("a late answer does not close what was opened meanwhile", async () => {
  const isOpen = await isOpenAfter({ ok: true }, () => { dialog.close(); openPanel("entry") })

  assert.equal(isOpen, true)
})

test("nor what somebody has typed meanwhile", async () => {
  assert.equal(await isOpenAfter({ ok: true }, () => dialog.dispatchEvent(new Event("input"))), true)
})
