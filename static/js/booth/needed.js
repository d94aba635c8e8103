// Which texts the booth has, and whom it would ask next; the order is that of the list.

/** The texts of an intervention, the one handed in first before the others. */
export const statementsOf = (screen, id) =>
  Object.entries(screen.texts[id]?.statements ?? {})
    .map(([name, each]) => ({ id: name, ...each }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))

export const hasText = (screen, id) => Object.keys(screen.texts[id]?.statements ?? {}).length > 0

/** The next of the rows without a text who was not asked yet. */
export const firstToAsk = (screen, rows) =>
  rows.find((row) => !hasText(screen, row.id) && !screen.texts[row.id]?.requested_at)
