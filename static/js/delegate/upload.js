// What becomes of a text on its way to the server, by intervention; it keeps its id until there is an answer. Pure.

export const LARGEST = 10 * 1024 * 1024 // bytes, as app/domain/statements.py
const ENDINGS = ["pdf", "docx", "odt", "txt"]
const IDLE = Object.freeze({ phase: "idle" })

/** The key of the sentence that says what is wrong with a file before it is sent; undefined if nothing is. */
export function problemOf(file) {
  if (!file) return "text_no_file"
  if (!ENDINGS.includes(file.name.split(".").at(-1).toLowerCase())) return "text_other_kind"
  if (file.size > LARGEST) return "text_too_big"
  return file.size === 0 ? "text_empty" : undefined
}

const MOVES = {
  idle: { begin: start },
  refused: { begin: start, close: () => IDLE },
  sent: { begin: start, close: () => IDLE },
  sending: {
    progress: (state, { share }) => ({ ...state, share }),
    lost: ({ upload }) => ({ phase: "cut", upload }),
    answer: (_, { answer }) => ({ phase: answer.ok ? "sent" : "refused", answer }),
    cancel: () => IDLE,
  },
  cut: { again: ({ upload }) => ({ phase: "sending", upload, share: 0 }), cancel: () => IDLE },
}

function start(_, { upload }) {
  return { phase: "sending", upload, share: 0 }
}

/**
 * The state after an event; what does not fit the phase changes nothing, such as news of an attempt that was cancelled.
 * phase: idle | sending (share: 0 to 1) | cut (kept, not yet sent) | sent | refused (answer).
 */
export const after = (state, event) => MOVES[state.phase][event.kind]?.(state, event) ?? state

/** {of(id), tell(id, event), kept()}: the state of each intervention; `kept`: ids whose text waits to be sent again. */
export function uploads(changed = () => {}) {
  const states = new Map()
  const of = (id) => states.get(id) ?? IDLE
  return {
    of,
    tell(id, event) {
      const next = after(of(id), event)
      if (next === of(id)) return
      states.set(id, next)
      changed(id)
    },
    kept: () => Array.from(states.keys()).filter((id) => of(id).phase === "cut"),
    isUnderWay: () => Array.from(states.values()).some(({ phase }) => phase === "cut" || phase === "sending"),
  }
}
