// Asks the browser to open this page without a network too. Over https and on the machine itself; elsewhere none does.

import { page } from "./page.js"

const ADDRESS = "/sw.js"

export async function keepShell() {
  if (page.replay || !globalThis.isSecureContext || !navigator.serviceWorker) return
  // The policy of our pages takes no address of a script as mere text; this one is the only one.
  const ours = globalThis.trustedTypes?.createPolicy("rostrum", { createScriptURL: () => ADDRESS })
  try {
    await navigator.serviceWorker.register(ours ? ours.createScriptURL(ADDRESS) : ADDRESS)
  } catch (error) {
    console.info("opens with a network only:", error) // a private window, or a network that was just lost
  }
}
