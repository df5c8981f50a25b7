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

/** More words of the things that are read with most care; see {@link DICTIONARIES}. */
const SELECTORS = [
  '.a.b{display:none}',
  '[title~="a"]{color:red}',
  '[class*=a i],[id^=b],[href$=".example"]{color:#fff}',
  'p:not(.a):not([style]){visibility:hidden}',
  ':is(p,td):where(.b)>:has(img){opacity:0}',
  ':nth-child(2n+1 of .a),:nth-last-of-type(odd){font-size:0}',
  'div+div~p>*||td{}',
  '&.b{display:none}',
  '.a{& .b{color:red}color:blue}',
  '@scope(.a)to(.b){p{display:none}}',
  '@layer a,b;@layer b{p{color:red}}',
  '@supports(display:grid) and (not (color:lab(0 0 0))){',
  '@container a (min-width:1px){',
  '@font-face{font-family:a;src:url(//a.example/b) format("woff2")}',
  '\\31 a,#\\0061 b{display:none}',
  '::first-line{color:transparent}p::before{content:"a\\a b"}',
]
const PROPERTIES = [
  '<style>:root{--a:#fff;--b:var(--a)}</style>',
  'style="color:var(--a,var(--b,red))"',
  'style="--a:var(--a) x;display:var(--a)"',
  '--a:initial;--b:;--c:{};--d:!important',
  'color:oklch(50% .1 20/0);background:color-mix(in lab,red,#fff 10%)',
  'color:light-dark(#000,#fff);color:hwb(0 0% 0%)',
  'font-size:clamp(0px,calc(1em*0),min(1vw,2px))',
  'all:unset;color:revert-layer;display:inherit',
  'inset:-9999px auto auto 0;position:fixed',
  'text-shadow:0 0 1px;-webkit-text-stroke:1px red;filter:opacity(0)',
  'mix-blend-mode:difference;clip-path:inset(50%);mask:none',
  'background:url("//a.example/b") no-repeat,linear-gradient(red,blue)',
]
const CHARSETS = [
  '\xff\xfe',
  '\xfe\xff\0',
  '\xff\xfe\0\0',
  '\x2b\x2f\x76\x38',
  '+2AA-',
  '+3DjYPd3P-',
  '&AOk-+AOk-',
  '=?utf-7?Q?+2AA-?=',
  '=?utf-16le?B?ANg=?= =?utf-16be?B?3AA=?=',
  '=?cesu-8?Q?=ED=A0=BD=ED=B8=80?=',
  '\xed\xa0\x80\xed\xb0\x80',
  '\xf0\x9f\x98',
  '\x1b$B$"\x1b(B',
  '~{<:Ky2;~}',
  '<meta charset=koi8-r>',
  '<meta http-equiv=Content-Type content="text/html; charset=shift_jis">',
  'charset=utf-7\r\n',
  'charset=utf-16\r\n',
  'charset=utf-32le\r\n',
  'charset=cesu-8\r\n',
  'charset="x-mac-cyrillic"',
  'charset=iso-2022-jp',
  'charset=hz-gb-2312',
  'charset=unicode-1-1-utf-7',
  "charset*=us-ascii'en'%75tf-16",
  '&#xD800;&#56320;',
]
const RECEIVED = [
  'Received: from a.example (a.example[192.0.2.1]) by b.example (MailMarshal (v6,2,2,3977)) id <B1>; Mon, 5 Jan 2026 10:00:00 +0000\r\n',
  'Received: from unknown (HELO a) (192.0.2.1) by b.example with SMTP; 5 Jan 2026 10:00:00 -0000\r\n',
  'Received: from a.example ([(192.0.2.1)]) by b.example (Firewall v4) with SMTP id 1 for <c@d.example>; Mon, 5 Jan 2026 10:00:00 +0800\r\n',
  'Received: from [192.0.2.1]:25 (account a@b.example HELO c) by d.example (CommuniGate Pro SMTP 6) with ESMTPA id 1\r\n',
  'Received: (qmail 1 invoked by uid 0); 5 Jan 2026 10:00:00 -0000\r\n',
  'Received: by 2002:a05:6402:1:: with SMTP id a1csp1; Mon, 5 Jan 2026 02:00:00 -0800 (PST)\r\n',
  'Received: from a (EHLO b) ([IPv6:2001:db8::1%3]) by c with ESMTPS (TLS1.3:ECDHE:256) id 1;Mon, 05 Jan 26 10:00:00 GMT\r\n',
  'Received: from localhost (::ffff:127.0.0.1) by a.example (Exim 4.98) via unixsocket; 01/05/2026 10:00:00\r\n',
  '(may be forged)',
  '(unverified [192.0.2.1])',
  '(envelope-from <a@b.example>)',
  ' Mon, 5 Jan 2026 10:00:00 +0000 (Coordinated Universal Time)',
]
const URLS = [
  '<a href="http://0xC0.0.02.0x2b/">bank.example</a>',
  '<a href=http://3221226027>',
  '<a href="http://[::ffff:192.0.2.43]/',
  '<a href="https:evil.example">',
  '<a href="\\\\evil.example\\x">',
  '<a href="ht\ntps://ev\til%2eexample/">',
  '<a href="https://\xef\xbd\x85vil\xe3\x80\x82example/" ping="//a.example b">',
  '<a href="https://bank.example@evil.example:99999/',
  '<a href="https://xn--a-\xc3\xa9.example/%zz',
  '<base href="https://evil.example/a/../b?c#d">',
  '<base href=//evil.example><img srcset="a 1x,b,,c 2x, " src=d>',
  '<form action="/a"><button formaction=javascript:a>go</button>',
  '<meta http-equiv=refresh content="0;url=\'//evil.example">',
  '<td background=//evil.example/a style="list-style:u\\72l( a )">',
  '<svg><a xlink:href=//evil.example><image href=a>',
  '<style>@import "//a.example";a{b:url( "c" )}',
]
const ARC = [
  'ARC-Seal: i=1; a=rsa-sha256; t=1; cv=none; d=a.example; s=s; b=AA==\r\n',
  'ARC-Seal: i=2; a=rsa-sha256; cv=pass; d=b.example; s=s; b=AA==; h=from\r\n',
  'ARC-Seal: i=51; cv=invalid; d=; s=; b=\r\n',
  'ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=a.example; s=s; h=from:to:arc-seal; bh=AA==; b=AA==\r\n',
  'ARC-Authentication-Results: i=2; a.example; arc=pass (i=1 spf=pass) smtp.remote-ip=192.0.2.1; dkim=fail\r\n',
  'ARC-Authentication-Results: i=1; i=2; spf=\r\n',
  'i=0;',
  'i= 1 ;cv=PASS',
  'arc.oldest-pass=0',
  '; i=1; i=1',
]

const bytesOf = (/** @type {string} */ token) => Uint8Array.from(token, (char) => char.charCodeAt(0))
/** One is chosen first and a token of it then, so that no dictionary is rare for being short. */
const DICTIONARIES = [TOKENS, TOKENS, SELECTORS, PROPERTIES, CHARSETS, RECEIVED, URLS, ARC].map((tokens) =>
  tokens.map(bytesOf),
)

/** @param {Random} random */
function tokenOf(random) {
  return random.pick(random.pick(DICTIONARIES))
}

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
    return join(bytes.subarray(0, at), tokenOf(random), bytes.subarray(at))
  },
  // a token over what is there
  (random, bytes) => {
    const at = random.int(0, bytes.length)
    const token = tokenOf(random)
    return join(bytes.subarray(0, at), token, bytes.subarray(at + token.length))
  },
  // a token many times
  (random, bytes) => {
    const at = place(random, bytes)
    const token = tokenOf(random)
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
