// Commands that have no answer yet: kept through a reload under their command_id, so that each is done once at most.

/** A shelf of waiting commands in `storage` under `key`; lives in memory where the browser keeps nothing for us. */
export function shelf(key, storage) {
  let inMemory = []
  let isForgetful = false // a private window, or a full one: then the page remembers until it is closed

  const read = () => {
    if (isForgetful) return inMemory
    try {
      const kept = JSON.parse(storage.getItem(key) ?? "[]")
      return Array.isArray(kept) ? kept.filter((each) => each?.command_id && each.command) : []
    } catch {
      return inMemory
    }
  }

  const write = (all) => {
    inMemory = all
    try {
      if (all.length) storage.setItem(key, JSON.stringify(all))
      else storage.removeItem(key)
    } catch {
      isForgetful = true
    }
  }

  return {
    all: read,
    /** Adds an entry at the end; one that is there is changed in its place, because the order is that of asking. */
    put(entry) {
      const all = read()
      const index = all.findIndex((each) => each.command_id === entry.command_id)
      write(index < 0 ? [...all, entry] : all.map((each, at) => (at === index ? entry : each)))
    },
    drop: (commandId) => write(read().filter((each) => each.command_id !== commandId)),
  }
}
