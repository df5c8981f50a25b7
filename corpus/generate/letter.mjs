// @ts-check
// A letter, what its author's programme writes, and what the machines of every route have in common.
import { bodyHash, contentFields, dottedDate, field, line, rfcDate } from './fields.mjs'

/**
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./fields.mjs').Field} Field
 * @typedef {import('./fields.mjs').Content} Content
 * @typedef {import('./exchange.mjs').Client} Client
 *
 * @typedef {object} Letter  what a person or a programme wrote
 * @property {string} from  address
 * @property {string} [name]  display name
 * @property {string} to  address
 * @property {string} subject
 * @property {Content} content
 * @property {[string, string][]} [extra]  further fields, such as List-Unsubscribe
 * @property {string} [messageId]  without angle brackets
 *
 * @typedef {object} Handover  a message on its way to the next host
 * @property {Field[]} wire  newest first
 * @property {Client} client  the machine that hands it over
 * @property {string} mailFrom
 * @property {string} [dkimDomain]  of a signature that is valid
 * @property {number} time  milliseconds since 1970
 */

/** @param {string} address */
export const domainOf = (address) => address.slice(address.indexOf('@') + 1)

/** @param {Letter} letter */
const mailbox = (letter) => (letter.name ? `${letter.name} <${letter.from}>` : `<${letter.from}>`)

/**
 * The fields an author's programme writes.
 * @param {Letter} letter
 * @param {number} time
 * @param {string} messageId
 * @param {{ zone?: string, comment?: string }} [dating]
 * @returns {Field[]}
 */
export function authorFields(letter, time, messageId, dating) {
  return [
    field('author', 'From', mailbox(letter)),
    field('author', 'To', `<${letter.to}>`),
    field('author', 'Subject', letter.subject),
    field('author', 'Date', rfcDate(time, dating)),
    field('author', 'Message-ID', `<${letter.messageId ?? messageId}>`),
    ...(letter.extra ?? []).map(([name, value]) => field('author', name, value)),
    line('author', 'MIME-Version', '1.0'),
    ...contentFields(letter.content),
  ]
}

/**
 * A DKIM signature that names a true body hash; the signature itself is random.
 * @param {Random} random
 * @param {{ domain: string, selector: string, hashed: string, body: string, time?: number, canonical?: string, extra?: string }} of
 * @param {string} [indent]
 */
export function dkim(
  random,
  { domain, selector, hashed, body, time, canonical = 'relaxed/relaxed', extra = '' },
  indent = ' ',
) {
  const stamp = time ? `\n${indent}t=${Math.floor(time / 1000)};${extra}` : ''
  return field(
    'author',
    'DKIM-Signature',
    `v=1; a=rsa-sha256; c=${canonical}; d=${domain}; s=${selector};${stamp}\n${indent}h=${hashed};\n${indent}bh=${bodyHash(body)};\n${indent}b=${random.base64(256)}`,
    indent,
  )
}

/** The fields a plain signer signs. */
export const HASHED = 'From:To:Subject:Date:Message-ID:MIME-Version:Content-Type'

/** Summer or winter time, near enough for a made-up date. @param {number} time */
function isSummer(time) {
  const month = new Date(time).getUTCMonth()
  return month >= 3 && month <= 9
}

/** @param {number} time @returns {{ zone: string, comment: string, pad: 'zero' }} */
export const pacific = (time) => ({
  ...(isSummer(time) ? { zone: '-0700', comment: 'PDT' } : { zone: '-0800', comment: 'PST' }),
  pad: 'zero',
})

/** @param {number} time @returns {{ zone: string, comment: string, pad: 'space' }} */
export const central = (time) => ({
  ...(isSummer(time) ? { zone: '+0200', comment: 'CEST' } : { zone: '+0100', comment: 'CET' }),
  pad: 'space',
})

/** Google's local date in its identifiers. @param {number} time */
export const googleStamp = (time) => dottedDate(time - (isSummer(time) ? 7 : 8) * 3600000)

/** The highest ARC instance. @param {Field[]} wire */
export const sealsOf = (wire) =>
  Math.max(0, ...wire.map((one) => (one.name === 'ARC-Seal' ? Number(/i=(\d+)/.exec(one.raw)?.[1]) : 0)))

/** @param {Random} random */
export const queueId = (random) => random.upperHex(10)

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Exim's: seconds since the epoch to the base of 62 in front. @param {Random} random @param {number} time */
export function eximId(random, time) {
  let seconds = Math.floor(time / 1000)
  let front = ''
  for (let i = 0; i < 6; i++) {
    front = DIGITS[seconds % 62] + front
    seconds = Math.floor(seconds / 62)
  }
  return `${front}-${random.alnum(11)}-${random.alnum(4)}`
}

/** Sendmail's: year, month, day, hour, minute and second in front. @param {Random} random @param {number} time @param {number} hours of its zone */
export function sendmailId(random, time, hours) {
  const at = new Date(time + hours * 3_600_000)
  const parts = [
    (at.getUTCFullYear() - 1900) % 60,
    at.getUTCMonth(),
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
  ]
  return `${parts.map((part) => DIGITS[part]).join('')}${random.alnum(2)}${random.digits(6)}`
}
