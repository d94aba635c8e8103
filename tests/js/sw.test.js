// The service worker among caches and a network that are written here.

import assert from "node:assert/strict"
import { readFile } from "node:fs/promises"
import { test } from "node:test"
import { createContext, runInContext } from "node:vm"

const SOURCE = await readFile(new URL("../../static/sw.js", import.meta.url), "utf8")
const HERE = "https://rostrum.example"
const PHONE = `${HERE}/mnd/delegation/KEN`
const FILE = `${HERE}/static/aaaaaaaaaaaa/js/delegate.js`

const full = (request) => new URL(typeof request === "string" ? request : request.url, HERE).href
const bare = (address) => address.split("?")[0]

class Kept {
  entries = new Map()
  async match(request) { return this.entries.get(full(request))?.clone() }
  async put(request, answer) { this.entries.set(full(request), answer) }
  async keys() { return [...this.entries.keys()].map((url) => ({ url })) }
  async delete(request, { ignoreSearch } = {}) {
    const same = (url) => (ignoreSearch ? bare(url) === bare(full(request)) : url === full(request))
    for (const url of [...this.entries.keys()]) if (same(url)) this.entries.delete(url)
  }
}

/** `network(url)`: the answer of the server, or null without one. */
function worker({ release = "aaaaaaaaaaaa", shell = [], network = () => null, stored = new Map(), open = [] } = {}) {
  const heard = {}
  const asked = []
  const caches = {
    async open(name) { return stored.get(name) ?? stored.set(name, new Kept()).get(name) },
    async keys() { return [...stored.keys()] },
    async delete(name) { return stored.delete(name) },
  }
  async function fetch(request) {
    asked.push(full(request))
    const answer = network(full(request))
    if (!answer) throw new TypeError("no network")
    return answer
  }
  const scope = {
    caches, fetch, URL, Headers, Response, setTimeout: (done, _ms, value) => setTimeout(done, 20, value), location: { origin: HERE },
    clients: { claim: async () => {}, matchAll: async () => open.map((url) => ({ url })) }, skipWaiting: async () => {},
    addEventListener: (kind, hear) => { heard[kind] = hear },
  }
  runInContext(`const RELEASE = "${release}"\nconst SHELL = ${JSON.stringify(shell)}\n${SOURCE}`, createContext(scope))

  async function happen(kind, event = {}, isOver = (waits) => Promise.all(waits)) {
    const waits = []
    let answer
    heard[kind]({ ...event, waitUntil: (each) => waits.push(each), respondWith: (each) => { answer = each } })
    const given = await answer
    await isOver(waits)
    return given
  }
  const get = (url, { method = "GET", mode = "navigate", isOver } = {}) => happen("fetch", { request: { url, method, mode } }, isOver)
  return { happen, get, asked, stored }
}

const page = (text, status = 200) => new Response(text, { status })
const file = (text, age = "public, max-age=31536000, immutable") => new Response(text, { headers: { "Cache-Control": age } })
const kept = ({ stored }, name = "rostrum-pages") => [...(stored.get(name)?.entries.keys() ?? [])].sort()

test("a page that is given without a network says that it is a copy", async () => {
  let answer = () => new Response('<!doctype html><html lang="en">', { headers: { "Content-Encoding": "gzip", "X-Other": "kept" } })
  const phone = worker({ network: () => answer() })
  assert.equal(await (await phone.get(PHONE)).text(), '<!doctype html><html lang="en">')

  answer = () => null
  const copy = await phone.get(PHONE)
  assert.equal(await copy.text(), '<!doctype html><html data-kept lang="en">')
  assert.deepEqual([copy.headers.get("Content-Encoding"), copy.headers.get("X-Other")], [null, "kept"])
})

test("a page is asked for first, and given as it was without a network", async () => {
  let answer = () => page("now")
  const phone = worker({ network: () => answer() })

  assert.equal(await (await phone.get(PHONE)).text(), "now")
  for (const other of [() => null, () => page("bad gateway", 502)]) {
    answer = other
    assert.equal(await (await phone.get(PHONE)).text(), "now")
  }
  answer = () => page("later")
  assert.equal(await (await phone.get(PHONE)).text(), "later")
})

test("a network that says nothing is not waited for for ever", async () => {
  const phone = worker({ network: () => page("now") })
  await phone.get(PHONE)
  const dumb = worker({ stored: phone.stored, network: () => ({ then: () => {} }) })

  const given = await dumb.get(PHONE, { isOver: () => {} })

  assert.equal(await given.text(), "now")
  assert.deepEqual(dumb.asked, [PHONE])
})

for (const status of [401, 403, 404, 410]) {
  test(`nothing stays of a page that is answered with ${status}`, async () => {
    let answer = page("now")
    const phone = worker({ network: () => answer.clone() })
    for (const address of [PHONE, `${PHONE}?lang=fr`]) await phone.get(address)
    const pages = phone.stored.get("rostrum-pages")
    await pages.put(`${PHONE}?kept=screen`, page("{}"))
    await pages.put(`${HERE}/mnd/delegation/NOR`, page("of another"))

    answer = page("no right", status)
    assert.equal((await phone.get(PHONE)).status, status)

    assert.deepEqual(kept(phone), [`${HERE}/mnd/delegation/NOR`])
  })
}

test("what is none of its business goes by", async () => {
  const phone = worker({ network: () => page("now") })
  for (const path of ["/enter", "/office", "/api/v1/meetings/mnd/screens/delegate", "/mnd", "/mnd/chair", "/static/bbbbbbbbbbbb/js/a.js"]) {
    assert.equal(await phone.get(HERE + path), undefined, path)
  }
  assert.equal(await phone.get(PHONE, { method: "POST" }), undefined)
  assert.equal(await phone.get(PHONE, { mode: "cors" }), undefined)
  assert.equal(await phone.get("https://elsewhere.example/mnd/delegation/KEN"), undefined)
  assert.deepEqual(phone.asked, [])
})

test("what is kept beside a page is not taken for one", async () => {
  const phone = worker({ network: () => page("now") })
  const address = `${PHONE}?kept=screen`

  assert.equal(await phone.get(address), undefined)

  const opened = worker({ network: () => page("now"), open: [address] })
  await opened.happen("activate")
  assert.deepEqual([...kept(phone), ...kept(opened)], [])
})

test("a file of the release is asked for once", async () => {
  const phone = worker({ network: () => file("of the release") })

  for (let n = 0; n < 3; n += 1) assert.equal(await (await phone.get(FILE, { mode: "cors" })).text(), "of the release")

  assert.deepEqual(phone.asked, [FILE])
})

test("a file that a server of another release gives is not kept", async () => {
  const phone = worker({ network: () => file("of another", "public, no-cache"), shell: [FILE] })

  await phone.get(FILE, { mode: "cors" })

  assert.deepEqual(kept(phone, "rostrum-files-aaaaaaaaaaaa"), [])
  await assert.rejects(phone.happen("install"), /not of this release/)
})

test("a new release takes the place of the old one, and brings the page that is open", async () => {
  const before = worker({ shell: [FILE], network: (url) => (url === FILE ? file("a") : page("/static/aaaaaaaaaaaa/js/delegate.js")) })
  await before.happen("install")
  await before.get(PHONE)
  await before.get(`${HERE}/static/vendor/flags/ke.svg`, { mode: "no-cors" })
  const flags = before.stored.get("rostrum-vendored")
  const NEW = FILE.replaceAll("a".repeat(12), "b".repeat(12))

  const after = worker({
    release: "bbbbbbbbbbbb", shell: [NEW], stored: before.stored, open: [`${PHONE}#members`],
    network: (url) => (url === NEW ? file("b") : page("/static/bbbbbbbbbbbb/js/delegate.js")),
  })
  await after.happen("install")
  await after.stored.get("rostrum-pages").put(`${PHONE}?kept=screen`, page("{}"))
  await after.happen("activate")

  assert.deepEqual([...after.stored.keys()].sort(), ["rostrum-files-bbbbbbbbbbbb", "rostrum-pages", "rostrum-vendored"])
  assert.equal(after.stored.get("rostrum-vendored"), flags)
  assert.deepEqual(kept(after), [PHONE, `${PHONE}?kept=screen`])
  assert.match(await (await after.stored.get("rostrum-pages").match(PHONE)).text(), /bbbb/)
})
