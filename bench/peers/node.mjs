// The peer on Node: socket.io as its documentation shows it, websocket only, which emits what it is posted.
//
//   node node.mjs PORT   (socket.io is looked for in SOCKET_IO, a folder of node_modules)

import { createServer } from "node:http"
import { createRequire } from "node:module"

const { Server } = createRequire(`${process.env.SOCKET_IO}/x.js`)("socket.io")
const SNAPSHOT = { screen: "x".repeat(4096) }

const http = createServer((request, response) => {
  let body = ""
  request.on("data", (piece) => { body += piece })
  request.on("end", () => {
    io.to("room").emit("change", JSON.parse(body))
    response.end()
  })
})
const io = new Server(http, { transports: ["websocket"], perMessageDeflate: false })
io.on("connection", (socket) => {
  socket.on("watch", (_, answer) => {
    socket.join("room")
    answer?.(SNAPSHOT)
  })
})
http.listen(Number(process.argv[2]), "0.0.0.0")
