// @ts-check
// Damages messages in ways that matter to a reader of mail: at line ends and header fields, with words that mail and HTML
// are made of, and with bytes at random. The same generator of numbers gives the same mutants.

/** @typedef {import('../../corpus/generate/random.mjs').Random} Random */

/** Words of the trade; each is inserted as it stands. */
const TOKENS = [
  // lines
  '\r\n',
  '\n',
  '\r',
  '\r\n\r\n',
  '\n\n',
  '\r\r\n',
  '\r\n ',
  '\r\n\t',
  '\r\n \r\n',
  '\n \n',
  '\0',
  '\xef\xbb\xbf',
  'From ',
  'From MAILER-DAEMON Mon Jan  5 10:00:00 2026\n',
  '>From ',
  '.\r\n',
  // structure
  '--',
  '\r\n--',
  '--\r\n',
  '\r\n--b\r\n',
  '\r\n--b--\r\n',
  'Content-Type: multipart/mixed; boundary=b\r\n',
  'Content-Type: multipart/alternative;\r\n\tboundary="b"\r\n\r\n--b\r\n',
  'Content-Type: multipart/digest; boundary="b c"\r\n',
  'Content-Type: message/rfc822\r\n\r\n',
  'Content-Type: text/html\r\n',
  'Content-Type: text/plain; charset=',
  'Content-Type: text/x-amp-html; charset=utf-8\r\n\r\n',
  'Content-Type: ;;=;\r\n',
  "; charset*0*=utf-8''a; charset*1=b",
  "; name*=iso-8859-1'en'%E9%",
  '; boundary=',
  '; boundary=""',
  'Content-Disposition: attachment; filename="a.eml"\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'Content-Transfer-Encoding: quoted-printable\r\n',
  'Content-Transfer-Encoding: 8bit\r\n',
  'Content-Transfer-Encoding: x-uuencode\r\n',
  // charsets
  'utf-8',
  'us-ascii',
  'iso-8859-1',
  'windows-1252',
  'windows-1251',
  'koi8-r',
  'gb2312',
  'gb18030',
  'big5',
  'euc-kr',
  'shift_jis',
  'iso-2022-jp',
  'iso-2022-kr',
  'hz-gb-2312',
  'utf-7',
  'utf-16',
  'utf-16be',
  'utf-32',
  'x-mac-roman',
  'ibm852',
  'unknown-8bit',
  // transfer encodings and text
  '=',
  '=\r\n',
  '= \n',
  '=3D',
  '=C3=A9',
  '=E2=80=8B',
  '=ZZ',
  '==',
  'AAAA',
  'w6k=',
  '\x1b$B',
  '\x1b(B',
  '+AGE-',
  '~{',
  '\xc3\xa9',
  '\xe2\x80\x8b',
  '\xe2\x80\xae',
  '\xf0\x9f\x8e\x81',
  '\xf0\x9f',
  '\xff\xfe',
  '\x81\x30\x81',
  // encoded words
  '=?utf-8?Q?',
  '=?utf-8?B?w6k=?=',
  '=?iso-2022-jp?B?GyRC?=',
  '=?gb2312?q?=C4=E3?=',
  '=?utf-8*en?q?a?=',
  '=?',
  '?=',
  '?=\r\n =?utf-8?Q?',
  // addresses and phrases
  'From: ',
  'Subject: ',
  'Date: ',
  'To: undisclosed-recipients:;\r\n',
  'Message-ID: <',
  '<a@example.com>',
  '@[192.0.2.1]',
  '@[IPv6:2001:db8::1]',
  '"',
  '\\',
  '(',
  ')',
  '((((',
  '<',
  '>',
  '[',
  ']',
  ',',
  ';',
  ':',
  '@',
  '%',
  '&',
  // dates
  'Mon, 5 Jan 2026 10:00:00 +0000',
  '31 Feb 0000 99:99:99 -9999',
  '1/5/2026 10:00 AM (PST)',
  '275760-09-13',
  // Received clauses
  'Received: ',
  'Received: from a.example (b.example [192.0.2.1])\r\n\tby c.example with ESMTPS id 1;\r\n\tMon, 5 Jan 2026 10:00:00 +0000\r\n',
  'Received: from AM6PR02MB4721.eurprd02.prod.outlook.com (2603:10a6:20b:6f::19)\r\n by AM6PR02MB4721.eurprd02.prod.outlook.com with HTTPS; Mon, 5 Jan 2026 10:00:00 +0000\r\n',
  'Received: by mail-io1-f41.google.com with SMTP id a1so1; Mon, 05 Jan 2026 02:00:00 -0800 (PST)\r\n',
  ' from ',
  ' by ',
  ' with mapi id ',
  ' via Frontend Transport; ',
  ' for <b@example.net>',
  '(HELO a.example)',
  '(authenticated bits=0)',
  '(version=TLS1_2, cipher=',
  'unknown [127.0.0.1]',
  '.outbound.protection.outlook.com',
  // authentication
  'Authentication-Results: mx.example.net; spf=pass (a) smtp.mailfrom=a@example.com; dkim=',
  'Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.com; compauth=pass reason=100\r\n',
  'Received-SPF: Pass (protection.outlook.com: domain of example.com designates 192.0.2.1) client-ip=192.0.2.1; helo=a;\r\n',
  'DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s; h=from:to; bh=; b=\r\n',
  'ARC-Seal: i=1; a=rsa-sha256; s=arc; d=microsoft.com; cv=none; b=AA==\r\n',
  'ARC-Message-Signature: i=2; d=example.com; h=From; b=\r\n',
  'ARC-Authentication-Results: i=1; mx.microsoft.com 1; spf=pass smtp.mailfrom=example.com\r\n',
  'i=99999999999',
  'cv=fail',
  // Exchange
  'X-MS-Exchange-Organization-AuthAs: Internal\r\n',
  'X-MS-Exchange-Organization-AuthSource: AM6PR02MB4721.eurprd02.prod.outlook.com\r\n',
  'X-MS-Exchange-CrossTenant-Id: 00000000-0000-4000-8000-000000000000\r\n',
  'X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp: TenantId=a;Ip=[192.0.2.1];Helo=[b.example]\r\n',
  'X-MS-TrafficTypeDiagnostic: AM6PR02MB4721:EE_|VI1EUR05FT001:EE_|\r\n',
  'X-Forefront-Antispam-Report: CIP:192.0.2.1;CTRY:;LANG:en;SCL:5;SRV:;IPV:NLI;SFV:NSPM;H:a;PTR:b;CAT:NONE;SFS:(1)(2);DIR:INB;\r\n',
  'X-Microsoft-Antispam: BCL:0;ARA:1|2|;\r\n',
  'X-Microsoft-Antispam-Message-Info: =?us-ascii?Q?AAAA?=\r\n',
  'X-SES-Outgoing: 2026.01.05-192.0.2.1\r\n',
  'X-MC-User: 0123456789abcdef\r\n',
  // HTML
  '<html>',
  '<body bgcolor=#fff>',
  '<div style="display:none">',
  '<span style="font-size:0;color:#fff;position:absolute;left:-9999px">',
  '</div>',
  '</p></td></tr></table>',
  '<table><tr><td>',
  '<style>',
  '</style>',
  '<style>@media(max-width:600px){.a{display:none!important}}</style>',
  '<script>',
  '<title>',
  '<textarea>',
  '<plaintext>',
  '<noscript>',
  '<template>',
  '<svg>',
  '<a href="https://example.com/',
  "<a href='//[::1]:x@%zz",
  '<img src="cid:a" width=600 height="100%" alt="',
  '<map name=m><area href=x>',
  '<!--',
  '-->',
  '<!--[if mso]>',
  '<![endif]-->',
  '<![CDATA[',
  '<!doctype html>',
  '<?xml',
  '</',
  '/>',
  '&#8203;',
  '&#x1F381;',
  '&nbsp;&zwnj;',
  '&amp',
  '&#99999999;',
  'class="a b" id=c hidden',
  // CSS
  'color:rgba(255,255,255,.01)',
  'font:0/0 a',
  '{',
  '}',
  '/*',
  '*/',
  '@import url(',
  '@media',
  '.a>.b,.c~d:not(',
  '!important',
  'calc(1px + ',
  'width:0;max-height:1e999px;opacity:-1',
  '\\0000e9',
]

const encoded = TOKENS.map((token) => Uint8Array.from(token, (char) => char.charCodeAt(0)))

/** @param {readonly Uint8Array[]} pieces */
function join(...pieces) {
  const out = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    out.set(piece, at)
    at += piece.length
  }
  return out
}

/** Any place, or in three of four the start of a line near it. @param {Random} random @param {Uint8Array} bytes */
function place(random, bytes) {
  const at = random.int(0, bytes.length)
  if (random.next() < 0.25) return at
  const lf = bytes.indexOf(10, at)
  return lf < 0 ? at : lf + 1
}

/** Two places in order, near each other in half of the cases. @param {Random} random @param {Uint8Array} bytes @returns {[number, number]} */
function span(random, bytes) {
  const a = place(random, bytes)
  const b = random.next() < 0.5 ? Math.min(bytes.length, a + random.int(0, 80)) : place(random, bytes)
  return a < b ? [a, b] : [b, a]
}

/** @type {((random: Random, bytes: Uint8Array, other: Uint8Array) => Uint8Array)[]} */
const OPERATIONS = [
  // a token between two bytes
  (random, bytes) => {
    const at = random.next() < 0.5 ? place(random, bytes) : random.int(0, bytes.length)
    return join(bytes.subarray(0, at), random.pick(encoded), bytes.subarray(at))
  },
  // a token over what is there
  (random, bytes) => {
    const at = random.int(0, bytes.length)
    const token = random.pick(encoded)
    return join(bytes.subarray(0, at), token, bytes.subarray(at + token.length))
  },
  // a token many times
  (random, bytes) => {
    const at = place(random, bytes)
    const token = random.pick(encoded)
    const many = Array(random.int(2, 60)).fill(token)
    return join(bytes.subarray(0, at), ...many, bytes.subarray(at))
  },
  // a stretch taken out
  (random, bytes) => {
    const [from, to] = span(random, bytes)
    return join(bytes.subarray(0, from), bytes.subarray(to))
  },
  // a stretch said again, there or elsewhere
  (random, bytes) => {
    const [from, to] = span(random, bytes)
    const at = random.next() < 0.5 ? to : place(random, bytes)
    const copies = Array(random.int(1, 4)).fill(bytes.subarray(from, Math.min(to, from + 4096)))
    return join(bytes.subarray(0, at), ...copies, bytes.subarray(at))
  },
  // a stretch of another message
  (random, bytes, other) => {
    const at = place(random, bytes)
    const [from, to] = span(random, other)
    return join(bytes.subarray(0, at), other.subarray(from, to), bytes.subarray(at))
  },
  // the rest of another message
  (random, bytes, other) => {
    return join(bytes.subarray(0, place(random, bytes)), other.subarray(place(random, other)))
  },
  // bits turned over
  (random, bytes) => {
    const out = bytes.slice()
    for (let n = random.int(1, 8); n > 0 && out.length > 0; n--)
      out[random.int(0, out.length - 1)] ^= 1 << random.int(0, 7)
    return out
  },
  // bytes at random
  (random, bytes) => {
    const out = bytes.slice()
    for (let n = random.int(1, 8); n > 0 && out.length > 0; n--)
      out[random.int(0, out.length - 1)] = random.int(0, 255)
    return out
  },
  // the end cut off
  (random, bytes) => bytes.subarray(0, random.int(0, bytes.length)),
  // other line ends
  (random, bytes) => {
    const [from, to] = span(random, bytes)
    const bare = random.next() < 0.5
    /** @type {number[]} */
    const lines = []
    for (const byte of bytes.subarray(from, to)) {
      if (byte === 13 && bare) continue
      if (byte === 10 && !bare) lines.push(13)
      lines.push(byte)
    }
    return join(bytes.subarray(0, from), Uint8Array.from(lines), bytes.subarray(to))
  },
]

/** Bytes of a mutant at most. */
const MAX_SIZE = 100_000

/**
 * A damaged copy of a message, one to five times changed.
 * @param {Random} random
 * @param {Uint8Array} bytes
 * @param {Uint8Array} other a message to borrow from
 * @returns {Uint8Array}
 */
export function mutate(random, bytes, other) {
  let out = bytes
  for (let n = random.int(1, 5); n > 0; n--) out = random.pick(OPERATIONS)(random, out, other)
  return out.length > MAX_SIZE ? out.subarray(0, MAX_SIZE) : out
}
