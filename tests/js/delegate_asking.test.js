import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

import "./page_of.js"

const stored = new Map()
globalThis.localStorage = {
  getItem: (key) => stored.get(key) ?? null,
  setItem: (key, value) => stored.set(key, value),
  removeItem: (key) => stored.delete(key),
}
globalThis.setInterval = () => 0 // each test says itself when it is time
const { asking } = await import("../../static/js/delegate/asking.js")

const DONE = { ok: true, version: 7 }
const soon = () => new Promise((done) => setTimeout(done, 20))
const names = (all) => all.map(({ command }) => command)

let isLive
let arrived // the commands that the server has answered
let ids
let server // async (command) => [status, answer]; what it throws is a lost connection

const cut = () => { throw new TypeError("network") }
const shelf = () => asking({ isLive: () => isLive, now: () => 1000, changed() {} })

beforeEach(() => {
  stored.clear()
  isLive = false
  arrived = []
  ids = []
  server = cut
  globalThis.fetch = async (_url, { body }) => {
    const { command, command_id } = JSON.parse(body)
    ids.push(command_id)
    const [status, answer] = await server(command)
    arrived.push(command)
    return new Response(JSON.stringify(answer), { status })
  }
})

/** A shelf on which these wait, and a connection again. */
async function waiting(...commands) {
  const asked = shelf()
  for (const command of commands) await asked.ask(command, { intervention: "i1" })
  assert.deepEqual(names(asked.all()), commands)
  isLive = true
  ids = []
  return asked
}

test("what was discarded while another was on its way is not sent", async () => {
  const asked = await waiting("amend", "withdraw")
  let arrive
  server = (command) => (command === "amend" ? new Promise((done) => { arrive = () => done([200, DONE]) }) : [200, DONE])

  const all = asked.deliverAll()
  await soon()
  asked.drop(asked.all()[1].command_id)
  arrive()
  await all

  assert.deepEqual(arrived, ["amend"])
  assert.deepEqual(asked.all(), [])
})

test("what waits arrives in the order in which it was asked, however often it is tried again", async () => {
  const asked = await waiting("amend", "withdraw")
  server = async (command) => {
    if (command === "amend") await soon()
    return [200, DONE]
  }

  await Promise.all([asked.deliverAll(), asked.deliverAll()])

  assert.deepEqual(arrived, ["amend", "withdraw"])
})

test("what is just being sent by its button is waited for, not overtaken", async () => {
  const asked = shelf()
  let lose
  server = () => new Promise((_, failed) => { lose = () => failed(new TypeError("network")) })
  const first = asked.ask("amend", { intervention: "i1" })
  server = cut
  await asked.ask("withdraw", { intervention: "i1" })
  isLive = true
  server = async () => [200, DONE]

  const all = asked.deliverAll()
  await soon()
  lose()
  await Promise.all([first, all])

  assert.deepEqual(arrived, ["amend", "withdraw"])
})

test("a round that had begun without a connection is followed by one with it", async () => {
  const asked = await waiting("withdraw")
  isLive = false
  let lose
  server = () => new Promise((_, failed) => { lose = () => failed(new TypeError("network")) })

  const all = asked.deliverAll()
  await soon()
  isLive = true
  server = async () => [200, DONE]
  asked.deliverAll()
  lose()
  await all

  assert.deepEqual(arrived, ["withdraw"])
  assert.deepEqual(asked.all(), [])
})

const REFUSED = { ok: false, code: "list_closed", params: {} }
const told = (asked) => asked.answers().map(({ entry, answer }) => [entry.command, answer.code])

test("what is refused later is told until it was read, through a reload", async () => {
  const asked = await waiting("inscribe")
  server = async () => [409, REFUSED]

  await asked.deliverAll()

  assert.deepEqual(told(asked), [["inscribe", "list_closed"]])
  const [id] = ids
  const anew = shelf()
  assert.deepEqual(told(anew), [["inscribe", "list_closed"]])
  assert.deepEqual(anew.all(), [])
  await anew.deliverAll()
  assert.deepEqual(arrived, ["inscribe"])
  anew.drop(id)
  assert.deepEqual(told(shelf()), [])
})

test("what is refused when one has turned away is told as what comes later", async () => {
  isLive = true
  server = async () => [409, REFUSED]
  const asked = shelf()

  const answer = await asked.ask("inscribe", { list: "2.1" }, {}, () => false)

  assert.deepEqual([answer.code, answer.isKept], ["list_closed", false])
  assert.deepEqual(told(asked), [["inscribe", "list_closed"]])
  assert.deepEqual(told(shelf()), [["inscribe", "list_closed"]])
})

test("what is done later is told until the page is loaded again, which says so itself", async () => {
  const asked = await waiting("inscribe")
  server = async () => [200, DONE]

  await asked.deliverAll()

  const [{ entry, answer, at }] = asked.answers()
  assert.deepEqual([entry.command, entry.fields, answer.ok, at], ["inscribe", { intervention: "i1" }, true, 1000])
  assert.deepEqual(shelf().answers(), [])
  asked.drop(entry.command_id)
  assert.deepEqual(asked.answers(), [])
})

test("what is refused at once is told by the form alone", async () => {
  isLive = true
  server = async () => [409, REFUSED]
  const asked = shelf()

  const answer = await asked.ask("inscribe", { list: "2.1" })

  assert.deepEqual([answer.code, answer.isKept], ["list_closed", false])
  assert.deepEqual(asked.answers(), [])
  assert.deepEqual(asked.all(), [])
})

test("what is not done because the page is too old, or the link must be opened again, is not lost", async () => {
  for (const [status, code] of [[403, "csrf_failed"], [401, "not_signed_in"]]) {
    stored.clear()
    isLive = true
    server = async () => [status, { ok: false, code, params: {} }]
    const asked = shelf()

    const answer = await asked.ask("inscribe", { list: "2.1" })
    await asked.deliverAll()

    assert.equal(answer.isKept, true)
    assert.deepEqual(asked.all().map(({ command, cause }) => [command, cause.code]), [["inscribe", code]])
    assert.deepEqual(asked.answers(), [])
    const anew = shelf()
    assert.equal(anew.all()[0].cause, undefined)
    server = async () => [200, DONE]
    await anew.deliverAll()
    assert.deepEqual(told(anew), [["inscribe", undefined]])
    assert.deepEqual(anew.all(), [])
  }
})

test("what waits and is pressed again goes under the same id, and is on the shelf once", async () => {
  const asked = await waiting("withdraw")
  const [{ command_id }] = asked.all()

  const kept = await Promise.all([asked.deliverAll(), asked.ask("withdraw", { intervention: "i1" })])
  assert.equal(kept[1].isKept, true)
  assert.equal(asked.all().length, 1)
  await asked.ask("withdraw", { intervention: "i2" })
  assert.equal(asked.all().length, 2)
  server = async () => [200, DONE]
  const answer = await asked.ask("withdraw", { intervention: "i1" })

  assert.equal(answer.ok, true)
  assert.equal(ids.at(-1), command_id)
  assert.deepEqual(asked.all().map(({ fields }) => fields.intervention), ["i2"])
})
