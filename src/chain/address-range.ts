/** Addresses as 32-bit words, so that looking them up in ranges makes no object. */
import ipaddr from 'ipaddr.js'

export type Cidr = [ipaddr.IPv4 | ipaddr.IPv6, number]

/** An address as ipaddr.js reads it, IPv4 inside IPv6 unwrapped; undefined where it is no address. */
export function parseAddress(ip: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (ip.length > 64 || !ipaddr.isValid(ip)) return undefined
  return ipaddr.process(ip)
}

export function inRange(address: ipaddr.IPv4 | ipaddr.IPv6, [base, bits]: Cidr): boolean {
  return address.kind() === base.kind() && address.match(base, bits)
}

/** The address that {@link readWords} read last: the first word of IPv4, all four of IPv6. */
const words = new Int32Array(4)

/** The first of an address. */
const OCTET = 0xff000000

/** A list of ranges in which addresses are looked up. */
export class RangeTable {
  /** For each range its base, then its mask: one word of IPv4, four of IPv6. */
  readonly #v4: Int32Array
  readonly #v6: Int32Array
  /** By the first octet of an address of IPv4, the places in {@link #v4} of the ranges that may hold it. */
  readonly #byOctet: readonly number[][]
  /** Index in the list that the table was made of. */
  readonly #v4Index: number[] = []
  readonly #v6Index: number[] = []

  constructor(cidrs: readonly Cidr[]) {
    const v4: number[] = []
    const v6: number[] = []
    cidrs.forEach(([base, bits], index) => {
      const isV4 = base.kind() === 'ipv4'
      const masks = Array.from({ length: isV4 ? 1 : 4 }, (_, word) => maskOf(bits - 32 * word))
      const bytes = base.toByteArray()
      ;(isV4 ? v4 : v6).push(...masks.map((mask, word) => wordOf(bytes, 4 * word) & mask), ...masks)
      ;(isV4 ? this.#v4Index : this.#v6Index).push(index)
    })
    this.#v4 = Int32Array.from(v4)
    this.#v6 = Int32Array.from(v6)
    this.#byOctet = Array.from({ length: 256 }, (_, octet) => {
      const places: number[] = []
      for (let i = 0; i < v4.length; i += 2)
        if ((((octet << 24) ^ v4[i]) & v4[i + 1] & OCTET) === 0) places.push(i)
      return places
    })
  }

  /** Index of the first range that holds the address; -1 where none does, -2 where `ip` is no address. */
  find(ip: string): number {
    const kind = readWords(ip)
    if (kind === 0) return -2
    if (kind === 4) {
      const ranges = this.#v4
      const address = words[0]
      for (const i of this.#byOctet[address >>> 24])
        if ((address & ranges[i + 1]) === ranges[i]) return this.#v4Index[i >> 1]
      return -1
    }
    const ranges = this.#v6
    for (let i = 0; i < ranges.length; i += 8) {
      let word = 0
      while (word < 4 && (words[word] & ranges[i + 4 + word]) === ranges[i + word]) word++
      if (word === 4) return this.#v6Index[i >> 3]
    }
    return -1
  }
}

/** Half a surrogate pair, which no text of a message begins with. */
const KEY = 0xd800

/** The same for all ways to write an address; what is no address is its own key. */
export function addressKey(ip: string): string {
  // a zone is part of an address, and is in no word of it
  if (ip.includes('%')) return parseAddress(ip)?.toNormalizedString() ?? ip
  const kind = readWords(ip)
  if (kind === 0) return ip
  const a = words[0]
  const b = words[1]
  const c = words[2]
  const d = words[3]
  if (kind === 4) return String.fromCharCode(KEY, a >>> 16, a)
  return String.fromCharCode(KEY, a >>> 16, a, b >>> 16, b, c >>> 16, c, d >>> 16, d)
}

/** Whether the address in `words` is one of IPv4 inside IPv6. */
function isMappedV4(): boolean {
  return words[0] === 0 && words[1] === 0 && words[2] === 0xffff
}

/** A mask of the first `bits` of a word. */
function maskOf(bits: number): number {
  return bits >= 32 ? -1 : bits <= 0 ? 0 : -1 << (32 - bits)
}

function wordOf(bytes: readonly number[], at: number): number {
  return (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]
}

/** Reads an address into `words`, IPv4 inside IPv6 unwrapped: 4 or 6; 0 where it is no address. */
function readWords(ip: string): 0 | 4 | 6 {
  if (ip.length > 64) return 0
  if (readPlainV4(ip)) return 4
  if (readPlainV6(ip)) {
    if (!isMappedV4()) return 6
    words[0] = words[3]
    return 4
  }
  if (!ip.includes(':') && !V4_LIKE.test(ip)) return 0
  const address = parseAddress(ip)
  if (!address) return 0
  const bytes = address.toByteArray()
  for (let word = 0; 4 * word < bytes.length; word++) words[word] = wordOf(bytes, 4 * word)
  return address.kind() === 'ipv4' ? 4 : 6
}

/** All that notations of IPv4 are made of; host names mostly are not. */
const V4_LIKE = /^[\da-fx.]+$/i

/** Four decimal octets. False also for the notations that ipaddr.js alone reads, such as octal. */
function readPlainV4(ip: string): boolean {
  if (ip.length < 7 || ip.length > 15) return false
  let value = 0
  let octet = 0
  let digits = 0
  let octets = 1
  for (let i = 0; i < ip.length; i++) {
    const code = ip.charCodeAt(i)
    if (code === 0x2e) {
      if (digits === 0 || ++octets > 4) return false
      value = (value << 8) | octet
      octet = digits = 0
      continue
    }
    if (code < 0x30 || code > 0x39 || (digits > 0 && octet === 0)) return false
    octet = octet * 10 + code - 0x30
    if (octet > 255) return false
    digits++
  }
  if (digits === 0 || octets !== 4) return false
  words[0] = (value << 8) | octet
  return true
}

/** Hexadecimal groups, of which one `::` may stand for several. */
function readPlainV6(ip: string): boolean {
  if (ip.length < 2 || ip.length > 39) return false
  let group = 0
  let digits = 0
  let groups = 0
  let gap = -1
  words[0] = words[1] = words[2] = words[3] = 0
  for (let i = 0; i <= ip.length; i++) {
    const code = i < ip.length ? ip.charCodeAt(i) : 0x3a
    if (code !== 0x3a) {
      const digit = hexDigit(code)
      if (digit < 0 || ++digits > 4) return false
      group = (group << 4) | digit
      continue
    }
    if (digits > 0) {
      if (groups === 8) return false
      words[groups >> 1] |= (groups & 1) === 0 ? group << 16 : group
      groups++
      group = digits = 0
      continue
    }
    // an empty group: at the ends only as half of a "::"
    if (i === ip.length) {
      if (gap !== groups) return false
    } else if (i === 0) {
      if (ip.charCodeAt(1) !== 0x3a) return false
    } else if (gap >= 0) return false
    else gap = groups
  }
  if (gap < 0) return groups === 8
  if (groups > 7) return false
  // the groups after the gap go to the end
  for (let from = groups - 1, to = 7; from >= gap; from--, to--) moveGroup(from, to)
  return true
}

function moveGroup(from: number, to: number): void {
  const high = (from & 1) === 0
  const value = high ? words[from >> 1] >>> 16 : words[from >> 1] & 0xffff
  words[from >> 1] &= high ? 0xffff : ~0xffff
  words[to >> 1] |= (to & 1) === 0 ? value << 16 : value
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lower = code | 32
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}
