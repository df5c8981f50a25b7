// @ts-check
// A small seeded generator of numbers (mulberry32) and of the identifiers that mail is full of.

/** @typedef {ReturnType<typeof createRandom>} Random */

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const ALNUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const HEX = '0123456789abcdef'

/**
 * Mixes a number and a label into a seed, so that two kinds with the same seed share nothing.
 * @param {number} seed an integer
 * @param {string} label
 */
export function mixSeed(seed, label) {
  let hash = (seed ^ 0x811c9dc5) >>> 0
  for (let i = 0; i < label.length; i++) hash = Math.imul(hash ^ label.charCodeAt(i), 0x01000193) >>> 0
  return hash
}

/** @param {number} seed an integer; the same seed gives the same sequence */
export function createRandom(seed) {
  let state = seed >>> 0

  /** A number in 0..1, 1 excluded. */
  function next() {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  /** An integer in `low`..`high`, both included. @param {number} low @param {number} high */
  function int(low, high) {
    return low + Math.floor(next() * (high - low + 1))
  }

  /** @template T @param {readonly T[]} list @returns {T} */
  function pick(list) {
    return list[int(0, list.length - 1)]
  }

  /** @param {string} alphabet @param {number} length */
  function string(alphabet, length) {
    let text = ''
    for (let i = 0; i < length; i++) text += alphabet[int(0, alphabet.length - 1)]
    return text
  }

  /** @param {number} length */
  const hex = (length) => string(HEX, length)

  return {
    next,
    int,
    pick,
    hex,
    /** @param {number} length */
    upperHex: (length) => string(HEX, length).toUpperCase(),
    /** @param {number} length */
    letters: (length) => string(LOWER, length),
    /** @param {number} length */
    alnum: (length) => string(ALNUM, length),
    /** @param {number} length */
    digits: (length) => string('0123456789', length),
    /** Base64 of as many random octets. @param {number} octets */
    base64(octets) {
      const rest = octets % 3
      const full = string(BASE64, Math.floor(octets / 3) * 4)
      if (rest === 0) return full
      // the last digit before padding carries 2 or 4 spare bits, which must be zero
      return rest === 1
        ? `${full}${string(BASE64, 1)}${string('AQgw', 1)}==`
        : `${full}${string(BASE64, 2)}${string('AEIMQUYcgkosw048', 1)}=`
    },
    guid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${string('89ab', 1)}${hex(3)}-${hex(12)}`,
  }
}
