// Who has the floor, or that nobody has: flag, name and second line, made to fit. What the steps look like is the layout's.

import { fit, isWithin } from "../lib/fit.js"
import { hasShort, nameOf, setFlag, setName, shortOf } from "../lib/names.js"
import { secondLine } from "../lib/speaker.js"
import { setText } from "../lib/tick.js"
import { emptyFloor } from "./words.js"

export const ONE = [{ fit: "one", lines: 1 }, { fit: "narrow", lines: 1 }]
const NAME = [...ONE, { fit: "mid", lines: 1 }, { fit: "low", lines: 1 }, { fit: "two", lines: 2 }]
const CALM = [...ONE, { fit: "two", lines: 2 }]
const STATE_NAME = [...NAME, { fit: "two-less", lines: 2 }, { fit: "two-least", lines: 2 }, { fit: "three", lines: 3 }]
const SECOND = [...ONE, { fit: "less", lines: 1 }, { fit: "two", lines: 2 }]

/** `keepsSecond`: there is room for the second line below a name of two. */
export function floor(root, { keepsSecond = false } = {}) {
  const [flag, name, second] = ["flag", "name", "second"].map((each) => root.querySelector(`[data-${each}]`))
  let fitted

  function drawWords(speech, [title, line]) {
    if (speech) {
      setFlag(flag, speech.delegation)
      setName(name, speech.delegation, speech.name)
    } else {
      name.removeAttribute("lang")
      name.removeAttribute("dir")
      setText(name, title)
    }
    setText(second, line)
  }

  function fitWords(speech) {
    second.hidden = false
    const isShort = speech && hasShort(speech.delegation)
    fit(name, !speech ? CALM : isShort ? NAME : STATE_NAME)
    if (isShort && !isWithin(name, 2)) {
      setText(second, name.textContent)
      setText(name, shortOf(speech.delegation))
      fit(name, STATE_NAME)
    }
    second.hidden = !second.textContent || (speech && !keepsSecond && name.dataset.fit.startsWith("t"))
    if (!second.hidden) fit(second, SECOND)
  }

  return {
    /** `waiting`: how many wait for the floor. `told`: what the second line says instead. */
    draw({ speech, list }, waiting, told) {
      root.dataset.floor = speech ? "taken" : waiting ? "free" : "empty"
      flag.hidden = !speech
      name.classList.toggle("floor__name--calm", !speech)
      const words = speech ? [nameOf(speech.delegation, speech.name), told ?? secondLine(speech)] : emptyFloor(list, waiting)
      const said = [speech?.intervention, ...words].join("|")
      if (said === fitted) return // to write them again would undo what was made to fit
      fitted = said
      drawWords(speech, words)
      fitWords(speech)
    },

    measure() {
      fitted = undefined
    },
  }
}
