// @ts-check
// Shapes that cost a reader time or memory. Each is honest mail otherwise: one author, one Postfix host, one recipient.

import { plainRoute } from './build.mjs'
import { textContent } from './fields.mjs'
import { word } from './words.mjs'

/**
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./fields.mjs').Content} Content
 * @typedef {import('./build.mjs').Message} Message
 */

/** n tiny text parts in one multipart. @param {Random} random @param {number} n @returns {Message} */
export function manyParts(random, n) {
  const boundary = `p${random.hex(12)}`
  const rows = []
  for (let i = 0; i < n; i++) rows.push(`--${boundary}\r\n\r\n${i % 10}\r\n`)
  rows.push(`--${boundary}--\r\n`)
  return plainRoute(random, multipartContent('mixed', boundary, rows.join('')), `${n} parts`)
}

/** @param {string} subtype @param {string} boundary @param {string} body @returns {Content} */
function multipartContent(subtype, boundary, body) {
  return { headers: [['Content-Type', `multipart/${subtype}; boundary="${boundary}"`]], body }
}

/**
 * n containers in one another.
 * @param {Random} random
 * @param {number} n
 * @param {'multipart' | 'rfc822'} of
 * @returns {Message}
 */
export function nested(random, n, of) {
  const text = 'At the bottom.\r\n'
  const rows = []
  if (of === 'rfc822') {
    for (let i = 2; i <= n; i++) rows.push(`Subject: level ${i}\r\nContent-Type: message/rfc822\r\n\r\n`)
    rows.push(`Subject: the last\r\nContent-Type: text/plain\r\n\r\n${text}`)
    return plainRoute(
      random,
      { headers: [['Content-Type', 'message/rfc822']], body: rows.join('') },
      `${n} messages in messages`,
    )
  }
  const name = (/** @type {number} */ i) => `b${String(i).padStart(7, '0')}`
  for (let i = 1; i < n; i++)
    rows.push(`--${name(i)}\r\nContent-Type: multipart/mixed; boundary=${name(i + 1)}\r\n\r\n`)
  rows.push(`--${name(n)}\r\n\r\n${text}`)
  for (let i = n; i >= 1; i--) rows.push(`--${name(i)}--\r\n`)
  return plainRoute(
    random,
    multipartContent('mixed', name(1), rows.join('')),
    `${n} multiparts in multiparts`,
  )
}

/** A header field of one line of n octets. @param {Random} random @param {number} n @returns {Message} */
export function longLine(random, n) {
  const { bytes, labels } = plainRoute(
    random,
    textContent('plain', 'The header is the letter.\n'),
    'a long line',
    {
      extra: [['X-Long', 'here']],
    },
  )
  // spliced in as bytes, since n may be a hundred million
  const at = Buffer.from(bytes).indexOf('X-Long: here') + 'X-Long: '.length
  const value = Buffer.alloc(n, `${word(random)}=${random.alnum(5)};`)
  return {
    bytes: new Uint8Array(Buffer.concat([bytes.subarray(0, at), value, bytes.subarray(at + 4)])),
    labels,
  }
}

/** n opening tags and no closing one. @param {Random} random @param {number} n @returns {Message} */
export function unclosedTags(random, n) {
  const tags = ['<div>', '<span>', '<b>', '<table><tr><td>', '<font color=red>', '<p>']
  const rows = ['<html><body>']
  for (let i = 0; i < n; i++) rows.push(`${tags[i % tags.length]}${i % 20 === 0 ? `${word(random)}\n` : ''}`)
  return plainRoute(random, textContent('html', rows.join('')), 'nothing is closed')
}

/** n encoded words in the subject, on folded lines. @param {Random} random @param {number} n @returns {Message} */
export function encodedWords(random, n) {
  const words = []
  for (let i = 0; i < n; i++)
    words.push(
      i % 2
        ? `=?utf-8?Q?${word(random)}_=C3=A9?=`
        : `=?iso-8859-1?B?${Buffer.from(`${word(random)} `).toString('base64')}?=`,
    )
  return plainRoute(random, textContent('plain', 'See the subject.\n'), words.join(' '))
}

/** n addresses in Cc, with comments, groups and quoted names among them. @param {Random} random @param {number} n @returns {Message} */
export function addresses(random, n) {
  const list = []
  for (let i = 0; i < n; i++) {
    const address = `${word(random)}${i}@example.com`
    list.push(
      i % 4 === 0
        ? address
        : i % 4 === 1
          ? `"${word(random)}, ${word(random)}" <${address}>`
          : i % 4 === 2
            ? `${word(random)} (a (nested) comment) <${address}>`
            : `crew${i}: ${address};`,
    )
  }
  return plainRoute(random, textContent('plain', 'To all of you.\n'), 'a long list', {
    extra: [['Cc', list.join(', ')]],
  })
}
