import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

import "./page_of.js"

const { send } = await import("../../static/js/lib/send.js")
const json = (status, body) => new Response(JSON.stringify(body), { status })

let sent
let answers
beforeEach(() => {
  sent = []
  globalThis.fetch = async (url, { method, headers, body }) => {
    sent.push({ url, method, headers, body })
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    if (answer instanceof Error) throw answer
    return answer.clone()
  }
})

test("a command goes once, with its own id, as whom the page acts", async () => {
  answers = [json(200, { ok: true, version: 7, intervention: "i3" })]

  const answer = await send("inscribe", { list: "2.1", kind: "statement" })

  assert.deepEqual(answer, { ok: true, status: 200, version: 7, intervention: "i3" })
  const [{ url, method, headers, body }] = sent
  assert.equal(url, "/api/v1/meetings/apmbc-im-2017/commands")
  assert.equal(method, "POST")
  assert.deepEqual(headers, { "Content-Type": "application/json", "X-CSRFToken": "token", "X-Acting-As": "chair" })
  const { command_id, ...fields } = JSON.parse(body)
  assert.deepEqual(fields, { command: "inscribe", list: "2.1", kind: "statement" })
  assert.match(command_id, /^[0-9a-f-]{36}$/)
})

test("a refusal is an answer", async () => {
  answers = [json(409, { ok: false, code: "floor_changed", params: {}, message: "The floor has changed." })]

  const answer = await send("call", { intervention: "i2", ending: null })

  assert.deepEqual(answer, { ok: false, status: 409, code: "floor_changed", params: {}, message: "The floor has changed." })
  assert.equal(sent.length, 1)
})

test("no network and a server that is not ready are tried again with the same id", async () => {
  answers = [new TypeError("network"), json(503, { ok: false, code: "busy" }), json(200, { ok: true, version: 8 })]

  const answer = await send("start_clock", { intervention: "i2" })

  assert.equal(answer.version, 8)
  assert.equal(new Set(sent.map(({ body }) => body)).size, 1)
  assert.equal(sent.length, 3)
})

test("given up, it can be sent again under the same id", async () => {
  answers = [new TypeError("network")]
  const lost = await send("withdraw", { intervention: "i2" }, { giveUpAfter: 10 })
  assert.equal(lost.ok, false)
  assert.equal(lost.code, "no_connection")
  answers = [json(200, { ok: true, version: 9 })]

  const answer = await lost.again()

  assert.equal(answer.version, 9)
  assert.equal(new Set(sent.map(({ body }) => body)).size, 1)
})

test("two commands never share an id", async () => {
  answers = [json(200, { ok: true, version: 1 })]

  await send("resume", {})
  await send("resume", {})

  assert.notEqual(sent[0].body, sent[1].body)
})

for (const [how, cut] of [
  ["by the network", () => new Response(new ReadableStream({ start: (body) => body.error(new TypeError("terminated")) }))],
  ["by the network, of a refusal", () => new Response(
    new ReadableStream({ start: (body) => body.error(new TypeError("terminated")) }), { status: 409 },
  )],
  ["in its middle", () => new Response('{"ok": tr')],
  ["by a page of the network itself", () => new Response("<h1>Accept our terms</h1>")],
]) {
  test(`an answer that is cut off ${how} is asked for again, and the command is told as what it was`, async () => {
    const whole = json(200, { ok: true, version: 7 })
    globalThis.fetch = async (_, { body }) => {
      sent.push(body)
      return sent.length === 1 ? cut() : whole.clone()
    }

    const answer = await send("inscribe", { list: "2.1" })

    assert.deepEqual(answer, { ok: true, status: 200, version: 7 })
    assert.equal(sent.length, 2)
    assert.equal(sent[0], sent[1])
  })
}

test("an answer that is no JSON is a refusal, not a fault of the page", async () => {
  answers = [new Response("<h1>Bad request</h1>", { status: 400 })]

  assert.deepEqual(await send("resume", {}), { ok: false, status: 400, code: "unreadable", params: {} })
})
