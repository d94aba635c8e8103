// RFC 7396: the screen that a merge patch makes of another. Pure; neither argument is changed.

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value)

// JSON.parse makes an own property of "__proto__", an assignment would not: such a patch is none of ours.
const FORBIDDEN = "__proto__"

export function merge(target, patch) {
  if (!isObject(patch)) return patch
  const merged = isObject(target) ? { ...target } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (key === FORBIDDEN) throw new Error("a patch may not reach the prototype")
    if (value === null) delete merged[key]
    else merged[key] = merge(Object.hasOwn(merged, key) ? merged[key] : undefined, value)
  }
  return merged
}
