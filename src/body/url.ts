/** Web addresses as browsers read them (WHATWG URL Standard), whatever notation they are written in. */

/** Where an address leads. */
export interface Destination {
  /** As the URL Standard writes it where it has a host; else as it was written, without white space around it. */
  url: string
  /** Lower case, punycode, IPv4 in decimal, IPv6 in brackets; empty where the address has none. */
  host: string
}

/** Schemes of addresses that have a host. `file` opens a share on another machine. */
const SPECIAL = /^(?:https?|ftp|wss?|file):/i
const SCHEME = /^[a-z][a-z\d+.-]*:/i
/** What the URL Standard takes away wherever it stands. */
const INNER = /[\t\n\r]/g

/** Without control codes and spaces at both ends. No regular expression: one would try at each space of a long run. */
function trimmed(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && text.charCodeAt(start) <= 0x20) start++
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--
  return text.slice(start, end)
}

// what a code of a plain address may be, as bits
const IN_HOST = 1
const IN_REST = 2
const CODES = new Uint8Array(128)
for (let code = 0x21; code < 0x7f; code++) {
  const char = String.fromCharCode(code)
  if (/[a-z\d.-]/.test(char)) CODES[code] |= IN_HOST
  if (!/["'<>\\^`{|}]/.test(char)) CODES[code] |= IN_REST
}

/**
 * Where the host of an address ends that the URL Standard would leave as it is, which most are; -1 where it may not.
 * `start`: where the host begins.
 */
function plainHostEnd(href: string, start: number): number {
  const { length } = href
  let at = start
  let label = start
  let before = 0
  for (; at < length; at++) {
    const code = href.charCodeAt(at)
    if (code > 0x7f || (CODES[code] & IN_HOST) === 0) break
    if (code === 0x2e) {
      if (at === label) return -1
      label = at + 1
    }
    // punycode is checked by the standard
    if (code === 0x2d && before === 0x2d) return -1
    before = code
  }
  // a last label that begins with a digit may be an address
  const first = href.charCodeAt(label)
  if (at === label || (first >= 0x30 && first <= 0x39)) return -1
  if (at === length) return at
  if (href.charCodeAt(at) !== 0x2f) return -1
  before = 0
  for (let i = at; i < length; i++) {
    const code = href.charCodeAt(i)
    if (code > 0x7f || (CODES[code] & IN_REST) === 0) return -1
    // a segment of dots goes up
    if (before === 0x2f && (code === 0x2e || code === 0x25)) return -1
    before = code
  }
  return at
}

function isPlainHttp(href: string): number {
  if (!href.startsWith('http')) return -1
  if (href.startsWith('://', 4)) return 7
  return href.startsWith('s://', 4) ? 8 : -1
}

/**
 * Where an address leads, with that base where it is relative. Never throws. Without a base, one that begins with two slashes leads
 * to its host by https, as in a web mailer.
 */
export function destinationOf(href: string, base?: string): Destination {
  const start = isPlainHttp(href)
  if (start > 0) {
    const end = plainHostEnd(href, start)
    if (end > 0) return { url: end === href.length ? `${href}/` : href, host: href.slice(start, end) }
  }
  const written = trimmed(href)
  const clean = written.replace(INNER, '')
  const known = SPECIAL.test(clean)
  if (!known && (SCHEME.test(clean) || (base === undefined && !/^[\\/]{2}/.test(clean))))
    return { url: written, host: '' }
  try {
    const { href: url, hostname: host } = new URL(
      known || base !== undefined ? clean : `https:${clean}`,
      base,
    )
    return { url, host }
  } catch {
    return { url: written, host: '' }
  }
}

/** Code units of a base; longer ones keep their host only, since every relative address begins with it. */
const LONGEST_BASE = 1024

/** What `<base href>` makes of relative addresses; undefined where it says nothing of where they lead. */
export function baseOf(href: string): string | undefined {
  const { url, host } = destinationOf(href)
  if (host === '') return undefined
  if (url.length <= LONGEST_BASE) return url
  const short = `${url.slice(0, url.indexOf(':'))}://${host}/`
  return short.length <= LONGEST_BASE ? short : undefined
}

const MAPPED = /^\[::ffff:([\da-f]{1,4}):([\da-f]{1,4})\]$/

/** The address that a host of {@link destinationOf} is, undefined where it is a name. IPv4 in IPv6 is written as IPv4. */
export function addressOfHost(host: string): string | undefined {
  if (host.charCodeAt(0) === 0x5b) {
    const mapped = MAPPED.exec(host)
    if (mapped === null) return host.slice(1, -1)
    const [high, low] = [Number.parseInt(mapped[1], 16), Number.parseInt(mapped[2], 16)]
    return `${high >> 8}.${high & 0xff}.${low >> 8}.${low & 0xff}`
  }
  // the last label of a name is no number
  const last = host.charCodeAt(host.length - 1)
  return last >= 0x30 && last <= 0x39 && /^[\d.]+$/.test(host) ? host : undefined
}

/** Whether an address has a scheme of the web, or the one of the page that it is in. */
export function isWebAddress(href: string): boolean {
  if (isPlainHttp(href) > 0) return true
  // control codes and white space may stand before and in it, so that the first codes may say nothing
  const clean = trimmed(href.slice(0, LONGEST_BASE)).replace(INNER, '')
  return /^(?:https?:|[\\/]{2})/i.test(clean)
}
