import assert from "node:assert/strict"
import { test } from "node:test"

import { orderOnFloor } from "../../static/js/room/order.js"

const order = (rank, delegation, state, more = {}) => ({ rank, delegation, name: delegation, state, ...more })

test("the one that is heard comes before one that was raised earlier", () => {
  const orders = { o1: order("000001", "KEN", "raised"), o2: order("000002", "NOR", "heard") }

  assert.deepEqual(orderOnFloor({ orders }), { id: "o2", ...orders.o2, by: "NOR" })
})

test("of several raised the first is shown", () => {
  const orders = { o2: order("000002", "NOR", "raised"), o1: order("000001", "KEN", "raised") }

  assert.equal(orderOnFloor({ orders }).by, "KEN")
})

test("an appeal is that of the delegation that appeals", () => {
  const orders = { o1: order("000001", "KEN", "appealed", { appealed_by: "PER" }) }

  assert.equal(orderOnFloor({ orders }).by, "PER")
})

test("without one there is none", () => {
  assert.equal(orderOnFloor({ orders: {} }), undefined)
  assert.equal(orderOnFloor({}), undefined)
})
