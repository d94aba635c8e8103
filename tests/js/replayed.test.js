import assert from "node:assert/strict"
import { test } from "node:test"

// A page of a delegation in a replay, at the moment with which it was opened.
const page = {
  meeting: "apmbc-im-2017", screen: "delegate", as: "delegation:KEN", csrf: "", language: "en", timezone: "Europe/Zurich",
  replay: { as: "secretariat", at: "2017-06-08T10:00:00.000Z", delegation: "KEN" },
}
globalThis.document = { getElementById: (id) => ({ textContent: JSON.stringify(id === "page" ? page : {}) }) }

const asked = []
globalThis.fetch = async (path, { headers }) => {
  asked.push([path, headers["X-Acting-As"]])
  return { ok: true, json: async () => ({ screen: { entries: {} } }) }
}

const { sendFile } = await import("../../static/js/lib/send_file.js")
const { send, preview, lookUp } = await import("../../static/js/lib/send.js")

test("nothing is sent, whatever is asked for", async () => {
  const answer = await send("withdraw", { intervention: "i3" }, { giveUpAfter: 0 })

  assert.deepEqual([answer.ok, answer.code], [false, "no_connection"])
  assert.deepEqual(await preview("set_policy", { list: "4" }), { ok: false })
  // There is no XMLHttpRequest here: it would fail if it tried.
  assert.equal(await sendFile("statements", { intervention: "i3" }, "words", () => {}).answer, null)
  assert.deepEqual(asked, [])
})

test("a screen is looked up in the log, as the desk", async () => {
  await lookUp("screens/delegate?list=3.4")

  const [[path, as]] = asked.splice(0)
  const address = new URL(path, "http://localhost")
  assert.equal(address.pathname, "/api/v1/meetings/apmbc-im-2017/replay/delegate")
  assert.deepEqual([...address.searchParams.keys()].sort(), ["at", "delegation", "list"])
  assert.deepEqual([address.searchParams.get("list"), address.searchParams.get("delegation"), as], ["3.4", "KEN", "secretariat"])
})

test("what the log does not tell is not asked for", async () => {
  assert.equal(await lookUp("forecast?list=3.4"), null)
  assert.deepEqual(asked, [])
})
