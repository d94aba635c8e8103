// Two short tones, made here and not loaded. Browsers keep a page silent until somebody has pressed something on it.

const TONES = [{ hertz: 660, at: 0 }, { hertz: 880, at: 0.16 }]
const LENGTH_S = 0.14
const LOUDNESS = 0.15

let context = null

function tone({ hertz, at }) {
  const from = context.currentTime + at
  const source = new OscillatorNode(context, { frequency: hertz })
  const volume = new GainNode(context, { gain: 0 })
  volume.gain.setValueAtTime(0, from)
  volume.gain.linearRampToValueAtTime(LOUDNESS, from + 0.02)
  volume.gain.linearRampToValueAtTime(0, from + LENGTH_S)
  source.connect(volume).connect(context.destination)
  source.start(from)
  source.stop(from + LENGTH_S)
}

export function chime() {
  if (!globalThis.AudioContext) return
  context ??= new AudioContext()
  // A page that may not sound yet stays silent: what was raised is shown and told, and must not sound minutes later.
  if (context.state === "suspended" && !navigator.userActivation?.hasBeenActive) return
  context.resume()
  TONES.forEach(tone)
}
