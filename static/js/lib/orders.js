// Which of several points of order and motions is being decided. Pure.

const classOf = ({ rank }) => rank.slice(0, 2)

/** `open` in order: what goes before the others; of its like the one that is being heard, else the one raised first. */
export function decidedNow(open) {
  const alike = open.filter((each) => classOf(each) === classOf(open[0]))
  return alike.find(({ state }) => state !== "raised") ?? open[0]
}
