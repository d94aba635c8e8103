import assert from "node:assert/strict"
import { test } from "node:test"

import { mayAct, ownOrder } from "../../static/js/delegate/own_order.js"

const order = (delegation, state = "raised") => ({ rank: "000001", delegation, state })

test("a delegation may raise one, and withdraw its own until it is ruled on", () => {
  assert.equal(mayAct({ delegation: "KEN", orders: {}, may_raise: true }), "raise")
  assert.equal(mayAct({ delegation: "KEN", orders: { o1: order("NOR") }, may_raise: true }), "raise")
  assert.equal(mayAct({ delegation: "KEN", orders: { o1: order("KEN") } }), "withdraw")
  assert.equal(mayAct({ delegation: "KEN", orders: { o1: order("KEN", "heard") } }), "withdraw")
  assert.equal(mayAct({ delegation: "KEN", orders: { o1: order("KEN", "appealed") } }), "")
  assert.equal(mayAct({ delegation: "KEN", orders: {} }), "")
})

test("the own one is found among others", () => {
  assert.deepEqual(ownOrder({ delegation: "KEN", orders: { o1: order("NOR"), o2: order("KEN") } }), { id: "o2", ...order("KEN") })
  assert.equal(ownOrder({ delegation: "KEN", orders: { o1: order("NOR") } }), undefined)
})
