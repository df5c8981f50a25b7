/** Hashes of 32 bits, all of them integers as the bit operators leave them. */

const PRIME = 0x9e3779b1

/** One step: every bit of both counts. */
export function mix(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value, PRIME)
  return mixed ^ (mixed >>> 15)
}

/** Hash of `text[start..end]`, letter case of ASCII aside. */
export function hashText(text: string, seed = 0, start = 0, end = text.length): number {
  let hash = seed
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    hash = mix(hash, code >= 0x41 && code <= 0x5a ? code | 32 : code)
  }
  return mix(hash, end - start)
}
