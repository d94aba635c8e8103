// Words that must be seen whole: they become smaller, step by step, until they fit; nothing is cut off.

const SIZES = ["", "long", "longer"] // what the CSS of the surface makes of data-size

/**
 * Fits the text of `element` into its width and, at each size, into so many lines; says whether it fits at the last.
 * Measures only if the text or the width is another one.
 */
export function fitText(element, lines) {
  const measured = `${element.textContent}\n${element.parentElement.clientWidth}`
  if (element.dataset.measured === measured) return element.dataset.fits === "true"
  element.dataset.measured = measured
  const fits = SIZES.some((size, step) => {
    element.dataset.size = size
    const line = parseFloat(getComputedStyle(element).lineHeight)
    return element.scrollWidth <= element.clientWidth + 1 && element.clientHeight < (lines[step] + 0.5) * line
  })
  element.dataset.fits = fits
  return fits
}
