// @ts-check
// Messages that break a mail standard, written out byte by byte. Each breaks it in the one way that its name says.

/** @typedef {import('./build.mjs').Message} Message */

const CRLF = '\r\n'

/** @param {string} subject @param {number} number makes the identifiers differ */
const head = (subject, number) => [
  'Return-Path: <edda@example.org>',
  'Received: from mail.example.org (mail.example.org [198.51.100.25])',
  `\tby mx.example.net (Postfix) with ESMTPS id 4B7E${String(number).padStart(2, '0')}A1C3`,
  '\tfor <reader@example.net>; Wed, 12 Mar 2025 09:14:07 +0100 (CET)',
  'From: Edda Pier <edda@example.org>',
  'To: <reader@example.net>',
  `Subject: ${subject}`,
  'Date: Wed, 12 Mar 2025 09:14:05 +0100',
  `Message-ID: <broken-${number}@example.org>`,
  'MIME-Version: 1.0',
]

const TEXT = 'The ferry leaves at nine.'
const HTML = '<html><body><p>The ferry leaves at <b>nine</b>.</p></body></html>'
const PLAIN = 'Content-Type: text/plain; charset=us-ascii'

/** @param {string} boundary */
const alternative = (boundary) => [
  `--${boundary}`,
  PLAIN,
  '',
  TEXT,
  `--${boundary}`,
  'Content-Type: text/html; charset=us-ascii',
  '',
  HTML,
]

/** Name to lines, or to the whole text where line ends are the point. @type {Record<string, string[] | string>} */
const SOURCES = {
  'no-closing-boundary': [
    ...head('no closing boundary', 1),
    'Content-Type: multipart/alternative; boundary="b1"',
    '',
    ...alternative('b1'),
    '',
  ],
  'no-blank-line-before-boundary': [
    ...head('no blank line before the first boundary', 2),
    'Content-Type: multipart/alternative; boundary="b2"',
    ...alternative('b2'),
    '--b2--',
    '',
  ],
  'no-boundary-parameter': [
    ...head('multipart without a boundary', 3),
    'Content-Type: multipart/mixed',
    '',
    ...alternative('b3'),
    '--b3--',
    '',
  ],
  'bare-lf': `${[...head('line feeds alone', 4), PLAIN, '', TEXT, 'So does the bus.', ''].join('\n')}`,
  'mixed-line-ends': `${[...head('two kinds of line end', 5), PLAIN].join(CRLF)}\n\n${TEXT}${CRLF}So does the bus.\n`,
  'bare-cr': [...head('a carriage return\rX-Smuggled: yes', 6), PLAIN, '', `${TEXT}\rSo does the bus.`, ''],
  nul: [...head('zero \0 bytes', 7), PLAIN, '', `${TEXT} \0\0 And the bus.`, ''],
  '8bit-header': [
    ...head('F\xe4hre um neun', 8),
    'Content-Type: text/plain; charset=iso-8859-1',
    'Content-Transfer-Encoding: 8bit',
    '',
    'Die F\xe4hre geht um neun.',
    '',
  ],
  'bad-base64': [
    ...head('damaged base64', 9),
    PLAIN,
    'Content-Transfer-Encoding: base64',
    '',
    'VGhlIGZlcnJ5IGxl*YXZlcyBhdCBuaW5l',
    '!!LiBTbyBkb2VzIHRoZSBidXM',
    '',
  ],
  'bad-quoted-printable': [
    ...head('damaged quoted-printable', 10),
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'The ferry =ZZ leaves at =4 nine, and costs 5 =E2=82=A',
    'The end is missing here: =',
  ],
  'unknown-charset': [
    ...head('an unknown charset', 11),
    'Content-Type: text/plain; charset=x-harbour-9',
    'Content-Transfer-Encoding: 8bit',
    '',
    'The ferry leaves at nine \x96 as ever.',
    '',
  ],
  'folded-boundary': [
    ...head('a boundary on its own line', 12),
    'Content-Type: multipart/alternative;',
    '\tcharset=utf-8;',
    '\t  boundary = "b12"',
    '',
    ...alternative('b12'),
    '--b12--',
    '',
  ],
  'nested-rfc822': [
    ...head('Fwd: a message within', 13),
    'Content-Type: multipart/mixed; boundary="b13"',
    '',
    '--b13',
    PLAIN,
    '',
    'See below.',
    '--b13',
    'Content-Type: message/rfc822',
    'Content-Transfer-Encoding: base64',
    '',
    'RnJvbTogQm8gUXVheSA8Ym9AZXhhbXBsZS5jb20+DQpTdWJqZWN0OiB3aXRoaW4NCg0KVGhlIGJ1cyBsZWF2ZXMgYXQgdGVuLg0K',
    '--b13',
    'Content-Type: message/rfc822',
    '',
    'From: Bo Quay <bo@example.com>',
    'To: <edda@example.org>',
    'Subject: within',
    '',
    'The bus leaves at ten.',
    '--b13--',
    '',
  ],
  digest: [
    ...head('Tides digest, volume 4', 14),
    'Content-Type: multipart/digest; boundary="b14"',
    '',
    '--b14',
    '',
    'From: Bo Quay <bo@example.com>',
    'Subject: bus',
    '',
    'The bus leaves at ten.',
    '--b14',
    '',
    'From: Edda Pier <edda@example.org>',
    'Subject: ferry',
    '',
    TEXT,
    '--b14--',
    '',
  ],
  'mbox-from': [
    'From edda@example.org Wed Mar 12 09:14:07 2025',
    ...head('out of an mbox', 15),
    PLAIN,
    '',
    TEXT,
    '>From nine on there is a bus as well.',
    '',
  ],
  'bad-encoded-words': [
    ...head(
      '=?utf-8?B?Zm/DqHJ5?= =?utf-8?X?ferry?= =?utf-8?Q?two words?= =?utf-8?B?Zm9=?= =?nonsense?Q?=E9?= =?utf-8?Q?open',
      16,
    ),
    PLAIN,
    '',
    TEXT,
    '',
  ],
  'two-content-types': [
    ...head('two content types', 17),
    'Content-Type: text/html; charset=us-ascii',
    PLAIN,
    '',
    HTML,
    '',
  ],
  'header-only': head('nothing follows', 18),
  'empty-body': [...head('nothing to say', 19), PLAIN, '', ''],
  truncated: `${[...head('cut off', 20), 'Content-Type: multipart/mixed; boundary="b20"', '', '--b20', PLAIN, '', TEXT, '--b20', 'Content-Type: application/pdf; name="chart.pdf"', 'Content-Transfer-Encoding: base64', '', 'JVBERi0xLjQKJcOkw7zDtsOfCjIgMCBvYmoKPDwvTGVuZ3RoIDMgMCBSL0ZpbHRlci9GbGF0ZURl'].join(CRLF)}`,
  'no-colon': [
    ...head('a line that is no field', 21),
    'this line has no colon',
    PLAIN,
    ' trailing continuation',
    '',
    TEXT,
    '',
  ],
  'space-before-colon': [
    ...head('a space before the colon', 22),
    'X-Loose : yes',
    'Content-Type : text/plain',
    '',
    TEXT,
    '',
  ],
  'boundary-after-close': [
    ...head('parts after the end', 23),
    'Content-Type: multipart/mixed; boundary="b23"',
    '',
    ...alternative('b23'),
    '--b23--',
    'an epilogue',
    '--b23',
    PLAIN,
    '',
    'A late part.',
    '--b23--',
    '',
  ],
  'encoded-multipart': [
    ...head('an encoded multipart', 24),
    'Content-Type: multipart/mixed; boundary="b24"',
    'Content-Transfer-Encoding: base64',
    '',
    ...alternative('b24'),
    '--b24--',
    '',
  ],
}

/** @type {Record<string, () => Message>} */
export const BROKEN = Object.fromEntries(
  Object.entries(SOURCES).map(([name, source]) => [
    name,
    () => {
      const text =
        typeof source === 'string' ? source : source.join(CRLF) + (name === 'header-only' ? CRLF : '')
      // without a body nothing can be said about it
      const body = name === 'header-only' ? null : 0
      return {
        bytes: new Uint8Array(Buffer.from(text, 'latin1')),
        labels: { headersRemoved: 0, headersForged: 0, hiddenFiller: body, prizeLure: body },
      }
    },
  ]),
)
