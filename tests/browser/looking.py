"""What is asked of every page: nothing that shuts anybody out, nothing beyond the edge."""

from playwright.sync_api import Page

from tests.drills.serving import ROOT

AXE = (ROOT / "tests" / "vendor" / "axe-core-4.14.1" / "axe.min.js").read_text()


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe-core finds: the rule, and where. It looks when what moves has come to rest: half faded in, all is pale.
    """
    page.evaluate(AXE)
    page.evaluate("""() => Promise.allSettled(document.getAnimations()
      .filter((each) => each.effect.getComputedTiming().endTime !== Infinity)
      .map((each) => each.finished))""")
    found = page.evaluate("() => axe.run({ resultTypes: ['violations'] })")
    return [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found["violations"]]


def cut_off(page: Page) -> list[str]:
    """Buttons whose words do not fit into them, or that stand beyond what holds them."""
    found: list[str] = page.evaluate("""() => [...document.querySelectorAll(
        "main button, main .floor__scale, main .programme__head, .list-head > *"
      )]
      .filter((each) => each.checkVisibility() && !each.closest("ol, ul"))
      .filter((each) => {
        const own = each.getBoundingClientRect()
        const inner = [...each.querySelectorAll("span, kbd, b, small")]
          .filter((part) => part.checkVisibility() && !part.closest(".unseen"))
        if (each.matches(".list-head__state") && each.scrollWidth > each.clientWidth) return true
        return inner.some((part) => {
          const { left, right } = part.getBoundingClientRect()
          return left < own.left - 1 || right > own.right + 1
        })
      })
      .map((each) => each.innerText.replace(/\\s+/g, " "))""")
    return found


def overflow(page: Page) -> tuple[int, int]:
    """By how many pixels the page is wider and higher than its window."""
    wider, higher = page.evaluate("""() => {
      const { scrollWidth, scrollHeight } = document.documentElement
      return [scrollWidth - innerWidth, scrollHeight - innerHeight]
    }""")
    return wider, higher
