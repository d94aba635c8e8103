import assert from "node:assert/strict"
import { test } from "node:test"

import "./page_of.js"

const { about, day, isSameDay, shortDay, timeOfDay, weekday } = await import("../../static/js/lib/time.js")
const NOON = "2017-06-08T10:00:00.000Z" // in Geneva
const at = (time) => Date.parse(`2017-06-08T${time}Z`)

test("times are those of the meeting, whatever the zone of the display", () => {
  assert.equal(timeOfDay(NOON), "12:00")
  assert.equal(timeOfDay("2017-06-08T09:03:41.500Z", { seconds: true }), "11:03:41")
  assert.equal(timeOfDay("2017-06-07T22:00:00.000Z"), "00:00")
})

test("days are written as the United Nations write them", () => {
  assert.equal(day(NOON).replace(",", ""), "Thursday 8 June")
  assert.equal(shortDay(NOON), "8 June")
  assert.equal(weekday(NOON), "Thursday")
})

test("the day changes at midnight in the meeting's zone", () => {
  assert.equal(isSameDay("2017-06-07T21:59:00.000Z", "2017-06-07T22:01:00.000Z"), false)
  assert.equal(isSameDay("2017-06-07T22:01:00.000Z", "2017-06-08T21:59:00.000Z"), true)
})

test("about: to the minute within the hour, to five minutes beyond, ends rounded up", () => {
  const now = at("10:00:00.000")

  assert.equal(about(at("10:03:29.000"), { now }), "12:03")
  assert.equal(about(at("10:03:31.000"), { now }), "12:04")
  assert.equal(about(at("11:12:00.000"), { now }), "13:10")
  assert.equal(about(at("11:13:00.000"), { now }), "13:15")
  assert.equal(about(at("10:03:01.000"), { now, isEnd: true }), "12:04")
  assert.equal(about(at("11:11:00.000"), { now, isEnd: true }), "13:15")
})
