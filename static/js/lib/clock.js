// The clock of a speech: arithmetic on instants. Pure; a copy of what domain/speech.py does, checked by shared vectors.

/** Milliseconds that the clock of the speech has run at `nowMs`. */
export function spokenMs(speech, nowMs) {
  if (!speech.started_at) return 0
  const until = speech.paused_at ? Date.parse(speech.paused_at) : nowMs
  return Math.max(0, until - Date.parse(speech.started_at) - Math.round(speech.paused_s * 1000))
}

/**
 * {phase, seconds, is_over, spoken_s, limit_s}. A countdown rounds up and an overrun down, so that 0:00 is shown only at
 * the limit. `is_over` stands beside the phase because a paused speech may be over too.
 */
export function clockOf(speech, nowMs) {
  const spoken = spokenMs(speech, nowMs)
  const left = speech.limit_s * 1000 - spoken
  const isOver = speech.state !== "called" && left <= 0
  return {
    phase: phaseOf(speech, left),
    seconds: isOver ? Math.floor((spoken - speech.limit_s * 1000) / 1000) : Math.ceil(left / 1000),
    is_over: isOver,
    spoken_s: spoken / 1000,
    limit_s: speech.limit_s,
  }
}

function phaseOf(speech, left) {
  if (speech.state === "called" || speech.state === "paused") return speech.state
  if (left <= 0) return "over"
  return left <= (speech.warning_s ?? 30) * 1000 ? "warning" : "normal"
}

/** 134 -> "2:14". Minutes are not turned into hours: a limit of 75 minutes reads 75:00. */
export function digits(seconds) {
  const whole = Math.trunc(Math.abs(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`
}
