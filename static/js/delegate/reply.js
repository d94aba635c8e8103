// To which statements one may ask for the right of reply: those the phone has heard on this list. Pure.

const MOST = 4

/** `heard` with the speech that has the floor now, the last one first; another list begins anew. Items: {id, delegation, list}. */
export function hear(heard, { speech, list }) {
  const here = heard.filter((each) => each.list === list?.id)
  if (!speech || here[0]?.id === speech.intervention) return here
  const last = { id: speech.intervention, delegation: speech.delegation, list: list?.id }
  return [last, ...here.filter(({ id }) => id !== last.id)].slice(0, MOST)
}

/** Of those, what this delegation may answer: called but not begun is nothing said yet, and one reply to each is enough. */
export function answerable(heard, { speech, delegation, mine = {} }) {
  const asked = new Set(Object.values(mine).filter(({ kind, state }) => kind === "reply" && state !== "withdrawn").map(({ answers }) => answers))
  const isSilent = (id) => speech?.intervention === id && speech.state === "called"
  return heard.filter((each) => each.delegation !== delegation && !asked.has(each.id) && !isSilent(each.id))
}
