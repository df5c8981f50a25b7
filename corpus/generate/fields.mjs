// @ts-check
// Header fields, folding, dates, bodies: what every route writes its lines with.
import { createHash } from 'node:crypto'

/**
 * Who wrote a field, and whether a transport rule of the sending tenant can reach it: `author` and `ingress` fields exist
 * when the rules run, `egress` fields are written after them, `recipient` fields by the receiving side.
 * @typedef {'author' | 'ingress' | 'egress' | 'recipient'} Stage
 * @typedef {{ name: string, raw: string, stage: Stage }} Field  raw holds name, value and line ends
 */

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** @param {number} value */
const two = (value) => String(value).padStart(2, '0')

/**
 * Folds at spaces so that no line passes 78 characters where that can be helped. A break already in the value stays.
 * @param {string} name
 * @param {string} value with single spaces; `\n` for a break that is wanted, followed by its indent
 * @param {string} [indent] what a continuation line begins with
 */
function fold(name, value, indent = ' ') {
  const lines = []
  for (const piece of `${name}:${value.startsWith('\n') ? '' : ' '}${value}`.split('\n')) {
    const text = piece.trimStart()
    let row = piece.slice(0, piece.length - text.length)
    let empty = true
    for (const word of text.split(' ')) {
      if (!empty && row.length + 1 + word.length > 78) {
        lines.push(row)
        row = indent + word
      } else {
        row += empty ? word : ` ${word}`
        empty = false
      }
    }
    lines.push(row)
  }
  return `${lines.join('\r\n')}\r\n`
}

/**
 * @param {Stage} stage
 * @param {string} name
 * @param {string} value
 * @param {string} [indent]
 * @returns {Field}
 */
export function field(stage, name, value, indent) {
  return { name, raw: fold(name, value, indent), stage }
}

/** A field as it stands, unfolded. @param {Stage} stage @param {string} name @param {string} value @returns {Field} */
export function line(stage, name, value) {
  return { name, raw: `${name}: ${value}\r\n`, stage }
}

/**
 * `Tue, 6 Sep 2022 14:03:11 +0000`, in a zone.
 * @param {number} time milliseconds since 1970
 * @param {{ zone?: string, comment?: string, pad?: 'none' | 'zero' | 'space', weekday?: boolean }} [options]
 */
export function rfcDate(time, { zone = '+0000', comment, pad = 'none', weekday = true } = {}) {
  const minutes = (zone[0] === '-' ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3)))
  const date = new Date(time + minutes * 60000)
  const number = String(date.getUTCDate())
  const day = pad === 'zero' ? number.padStart(2, '0') : pad === 'space' ? number.padStart(2, ' ') : number
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
  const head = weekday ? `${DAYS[date.getUTCDay()]}, ` : ''
  return `${head}${day} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${clock} ${zone}${comment ? ` (${comment})` : ''}`
}

/** `06 Sep 2022 14:03:11.4231 (UTC)` as Exchange writes arrival times. @param {number} time @param {string} fraction */
export function exchangeDate(time, fraction) {
  const date = new Date(time)
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
  return `${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${clock}.${fraction} (UTC)`
}

/** `2022.09.06.14.03.11` or with another separator. @param {number} time @param {string} [separator] */
export function dottedDate(time, separator = '.') {
  const iso = new Date(time).toISOString()
  return iso.slice(0, 19).replace(/[-T:]/g, separator)
}

/** SHA-256 of a body in DKIM's relaxed form, base64: the `bh=` that a true signer writes. @param {string} body latin1 */
export function bodyHash(body) {
  const relaxed = body
    .split('\r\n')
    .map((text) => text.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
    .join('\r\n')
  const trimmed = relaxed.replace(/(\r\n)+$/, '')
  return createHash('sha256')
    .update(trimmed === '' ? '' : `${trimmed}\r\n`, 'latin1')
    .digest('base64')
}

/**
 * Quoted-printable of text as UTF-8.
 * @param {string} text lines end in \n or \r\n
 */
function quotedPrintable(text) {
  const lines = []
  for (const source of text.replace(/\r\n/g, '\n').split('\n')) {
    let current = ''
    const octets = Buffer.from(source, 'utf8')
    for (let i = 0; i < octets.length; i++) {
      const code = octets[i]
      const last = i === octets.length - 1
      const plain = (code > 32 && code < 127 && code !== 61) || ((code === 32 || code === 9) && !last)
      const piece = plain ? String.fromCharCode(code) : `=${code.toString(16).toUpperCase().padStart(2, '0')}`
      if (current.length + piece.length > 75) {
        lines.push(`${current}=`)
        current = ''
      }
      current += piece
    }
    lines.push(current)
  }
  return lines.join('\r\n')
}

/**
 * @typedef {{ headers: [string, string][], body: string }} Content  MIME fields of the message or part, and its encoded body
 */

/** Text in quoted-printable where it needs it. @param {string} subtype @param {string} text @returns {Content} */
export function textContent(subtype, text) {
  const crlf = text.replace(/\r\n/g, '\n').replace(/\n/g, '\r\n')
  const ascii = /^[\x00-\x7f]*$/.test(crlf) && crlf.split('\r\n').every((row) => row.length <= 900)
  return {
    headers: [
      ['Content-Type', `text/${subtype}; charset=${ascii ? '"us-ascii"' : '"utf-8"'}`],
      ['Content-Transfer-Encoding', ascii ? '7bit' : 'quoted-printable'],
    ],
    body: ascii ? crlf : quotedPrintable(text),
  }
}

/** @param {string} subtype @param {string} boundary @param {Content[]} parts @returns {Content} */
export function multipart(subtype, boundary, parts) {
  let body = ''
  for (const part of parts) {
    body += `--${boundary}\r\n${part.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${part.body}\r\n`
  }
  return {
    headers: [['Content-Type', `multipart/${subtype};\n\tboundary="${boundary}"`]],
    body: `${body}--${boundary}--\r\n`,
  }
}

/** Plain text beside HTML. @param {string} boundary @param {string} text @param {string} html */
export function alternative(boundary, text, html) {
  return multipart('alternative', boundary, [textContent('plain', text), textContent('html', html)])
}

/** The MIME fields of a content as header fields. @param {Content} content @param {Stage} [stage] @returns {Field[]} */
export function contentFields(content, stage = 'author') {
  return content.headers.map(([name, value]) => field(stage, name, value))
}

/** The whole message. @param {Field[]} fields @param {string} body latin1 characters, one an octet */
export function toBytes(fields, body) {
  const text = `${fields.map((one) => one.raw).join('')}\r\n${body}`
  return new Uint8Array(Buffer.from(text, 'latin1'))
}

/** Domain, selector and first digits of the newest DKIM signature, or of the newest of one domain. @param {Field[]} fields @param {string} [domain] */
export function signatureOf(fields, domain) {
  for (const { name, raw } of fields) {
    if (name !== 'DKIM-Signature') continue
    const [d, s, b] = ['d', 's', 'b'].map((tag) => new RegExp(`\\s${tag}=([^;\\s]+)`).exec(raw)?.[1] ?? '')
    if (domain === undefined || d === domain) return { domain: d, selector: s, start: b.slice(0, 8) }
  }
  return undefined
}
