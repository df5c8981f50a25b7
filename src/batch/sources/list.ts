/**
 * The names in a list of files: each ends with a NUL where there is one, as of `find -print0`, else with a line end. Empty ones are
 * left out.
 */
export function* namesIn(list: Uint8Array): Generator<Uint8Array> {
  const end = list.includes(0) ? 0 : 0x0a
  for (let at = 0; at < list.length; ) {
    const found = list.indexOf(end, at)
    const next = found < 0 ? list.length : found
    const last = end !== 0 && list[next - 1] === 0x0d ? next - 1 : next
    if (last > at) yield list.subarray(at, last)
    at = next + 1
  }
}
