// The server's time, from round trips: counted with performance.now(), so that a clock set anew in mid-speech moves nothing.

const SAMPLES = 8
const PATIENCE_MS = 2000

/** `ask()` resolves to the server's time in ms. {now(), measure(), hint(serverNow, sentAt, heardAt)} */
export function serverTime(ask, { clock = () => performance.now(), guess = Date.now() } = {}) {
  let best = { offset: guess - clock(), bound: Infinity }
  let measuring = null

  // An estimate is right to within half its round trip. The old one stays while the new one does not contradict it:
  // digits on a wall should not jitter because the network does.
  const take = (sample, trusted) => {
    const differs = Math.abs(sample.offset - best.offset) > sample.bound
    if (sample.bound < best.bound || (trusted && differs)) best = sample
  }

  const sampleOf = (serverNow, sentAt, heardAt) => ({
    offset: serverNow - (sentAt + heardAt) / 2,
    bound: (heardAt - sentAt) / 2,
  })

  async function sampled() {
    const samples = []
    for (let n = 0; n < SAMPLES; n += 1) {
      const sentAt = clock()
      const serverNow = await ask(PATIENCE_MS).catch(() => null)
      if (serverNow === null) break
      samples.push(sampleOf(serverNow, sentAt, clock()))
    }
    if (samples.length) take(samples.reduce((a, b) => (b.bound < a.bound ? b : a)), true)
  }

  const measure = () => (measuring ??= sampled().finally(() => (measuring = null)))

  return {
    now: () => clock() + best.offset,
    measure,
    /** A first idea, from an answer that was awaited anyway. */
    hint: (serverNow, sentAt, heardAt) => take(sampleOf(serverNow, sentAt, heardAt), false),
    /** News carry the server's time: if ours has come to differ from it, one of the two clocks was set or slept. */
    check: (serverNow) => {
      if (Math.abs(clock() + best.offset - serverNow) > 1000) measure()
    },
  }
}
