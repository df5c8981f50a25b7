/** Inputs in which two things that could multiply grow together: about half of the bytes are of each. */
import { recordXml, reportXml } from './dmarc.ts'

export interface Pair {
  name: string
  /** An input of about that many bytes. */
  make(bytes: number): Uint8Array
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Items `0..` until they fill so many bytes. */
function many(bytes: number, item: (i: number) => string): string {
  const items: string[] = []
  for (let i = 0, length = 0; length < bytes; i++) {
    items.push(item(i))
    length += items[i].length
  }
  return items.join('')
}

/** Likewise, spread over header fields of 100 kB, since a longer one is cut. */
function fields(bytes: number, name: string, start: string, item: (i: number) => string): string {
  let out = ''
  for (let left = bytes; left > 0; left -= 100_000)
    out += `${name}: ${start}${many(Math.min(left, 100_000), item)}\r\n`
  return out
}

const header = (text: string, body = 'body') => encode(`${text}Subject: x\r\n\r\n${body}`)
const mail = (type: string, body: string, more = '') =>
  encode(`From: a@example.com\r\nSubject: x\r\n${more}Content-Type: ${type}; charset=utf-8\r\n\r\n${body}`)
const html = (body: string) => mail('text/html', body)

/** A pair of one thing made by `first` and another made by `second`, each half of the bytes. */
const pair = (
  name: string,
  first: (half: number) => string,
  second: (half: number) => string,
  join: (first: string, second: string) => Uint8Array = (a, b) => html(a + b),
): Pair => ({ name, make: (bytes) => join(first(bytes / 2), second(bytes / 2)) })

const sheet =
  (rule: (i: number) => string) =>
  (half: number): string =>
    `<style>${many(half, rule)}</style>`
const repeat =
  (text: string) =>
  (half: number): string =>
    text.repeat(Math.max(1, half / text.length))
const each =
  (item: (i: number) => string) =>
  (half: number): string =>
    many(half, item)

/** Selectors of one list, by the thousand, as a sheet has room for many in few rules. */
const selectors = (one: (i: number) => string) =>
  sheet((i) => `${one(i)}${i % 1000 === 999 ? ',q{color:red}' : ','}`)
const longTitle = (half: number) => `<p title="${'aa'.repeat(half / 2)}">x</p>`

const STYLE_PAIRS: Pair[] = [
  pair(
    'class selectors x classes of one element',
    selectors((i) => `.a${i}.b`),
    (half) => `<p class="b ${many(half, (i) => `a${i} `)}">x</p>`,
  ),
  pair(
    'attribute selectors x one long value',
    selectors(() => '[title~=a]'),
    longTitle,
  ),
  pair(
    'attribute selectors x many values',
    selectors((i) => `[title*="a${i}"]`),
    repeat(`<i title="${'a'.repeat(60)}">x</i>`),
  ),
  pair(
    ':not() x one long value',
    selectors(() => 'p:not([title*=ab])'),
    longTitle,
  ),
  pair(
    'attribute selectors x attributes of one tag',
    selectors((i) => `[z${i}]`),
    (half) => `<p ${many(half, (i) => `a${i}=b `)}>x</p>`,
  ),
  pair(
    'descendants x open elements',
    selectors(() => 'b div b p'),
    (half) => '<div>'.repeat(Math.min(200, half / 5)) + '<p>x</p>'.repeat(half / 8),
  ),
  pair(
    'siblings x elements of one parent',
    selectors(() => 'u~p'),
    repeat('<p>x</p>'),
  ),
  pair(
    'next siblings x elements',
    selectors((i) => `p+p.a${i % 7}`),
    repeat('<p class=a1>x</p>'),
  ),
  pair(
    'ids x elements',
    selectors((i) => `#a${i}`),
    each((i) => `<p id=a${i}>x</p>`),
  ),
  pair(
    ':is() x elements',
    selectors((i) => `:is(p,.a${i % 9})`),
    repeat('<p>x</p>'),
  ),
  pair(
    ':has() x elements',
    selectors(() => 'p:has(b)'),
    repeat('<p><i>x</i></p>'),
  ),
  pair(
    ':nth-child() x elements',
    selectors((i) => `p:nth-child(${i % 97}n+1)`),
    repeat('<p>x</p>'),
  ),
  pair(
    ':nth-of-type() x kinds of elements',
    selectors((i) => `p:nth-of-type(${i % 97}n+1)`),
    each((i) => `<x${i % 300}>y</x${i % 300}>`),
  ),
  pair(
    'one class among many x rules of it',
    selectors(() => '.a:not(.b)'),
    (half) => `<p class="${'a '.repeat(half / 2)}">x</p>`,
  ),
  pair(
    'long class lists x elements',
    selectors((i) => `.a${i}`),
    (half) => `<p class="${many(1000, (i) => `a${i} `)}">x</p>`.repeat(half / 1012),
  ),
  pair('selectors x declarations that count', repeat('<style>p,b,i{'), repeat('color:red;display:block;')),
  pair(
    'selectors of one list x elements',
    (half) => `<style>${many(half, (i) => `.a${i},`)}q{color:red}</style>`,
    repeat('<p class=a1>x</p>'),
  ),
  pair(
    'selectors that are too long x elements',
    sheet(() => `${'div '.repeat(40)}p{color:red}`),
    repeat('<p>x</p>'),
  ),
  pair(
    'at-rules in one another x rules',
    repeat('<style>@media screen{@media screen{'),
    repeat('p{color:red}'),
  ),
  pair(
    'rules x elements that are opened again',
    sheet((i) => `b.a${i % 9}{color:red}`),
    (half) => `${'<b class=a1>'.repeat(30)}${'<p>x</p>'.repeat(half / 8)}`,
  ),
  pair(
    'properties x elements',
    (half) => `<style>p{${many(half, (i) => `--p${i}:1;`)}color:red}</style>`,
    repeat('<p style="--p1:2;color:blue">x</p>'),
  ),
  pair(
    'rules x elements',
    sheet((i) => `.a${i}{color:red}`),
    each((i) => `<p class=a${i}>x</p>`),
  ),
  pair(
    'media rules x elements',
    sheet((i) => `@media(min-width:${i % 900}px){p{width:1px}}`),
    repeat('<p>x</p>'),
  ),
  pair(
    'nested rules x elements',
    sheet((i) => `.a${i % 50}{&.b{color:red}}`),
    repeat('<p class="a1 b">x</p>'),
  ),
  pair(
    'custom properties x uses',
    sheet((i) => `p{--a${i}:var(--a${i + 1})}`),
    repeat('<p style="color:var(--a0)">x</p>'),
  ),
  pair(
    'custom properties x open elements',
    repeat('<div style="--a:red;--b:var(--a)">'),
    repeat('<p style="color:var(--b)">x</p>'),
  ),
  pair(
    'long custom property x uses',
    (half) => `<style>p{--a:${'x '.repeat(half / 2)}}</style>`,
    repeat('<p style="color:var(--a)">x</p>'),
  ),
  pair(
    'declarations of one rule x elements',
    (half) => `<style>p{${many(half, (i) => `width:${i}px;`)}}</style>`,
    repeat('<p>x</p>'),
  ),
  pair(
    'declarations of one style x elements',
    (half) => `<p style="${'color:red;'.repeat(half / 10)}">x</p>`,
    repeat('<p style="color:red">x</p>'),
  ),
  pair('style elements x elements', repeat('<style>p{color:red}</style>'), repeat('<p>x</p>')),
  pair('style elements behind x elements', repeat('<p>x</p>'), repeat('<style>p{color:red}</style>')),
  pair(
    'layers x rules',
    (half) => `<style>@layer ${many(half, (i) => `a${i},`)}z;`,
    (half) => `${many(half, (i) => `@layer a${i}{p{color:red}}`)}</style><p>x</p>`,
  ),
]

const HTML_PAIRS: Pair[] = [
  pair(
    'a base x relative links',
    (half) => `<base href="https://example.com/${'a/'.repeat(half / 2)}">`,
    repeat('<a href=x>y</a>'),
  ),
  pair(
    'a base x addresses of srcset',
    (half) => `<base href="https://example.com/${'a/'.repeat(half / 2)}">`,
    (half) => `<img srcset="${'x 1x, '.repeat(half / 6)}">`,
  ),
  pair(
    'a base x addresses in style sheets',
    (half) => `<base href="https://example.com/${'a/'.repeat(half / 2)}">`,
    sheet(() => 'a{b:url(x)}'),
  ),
  pair(
    'links x pictures in them',
    repeat('<a href=//example.com>'),
    repeat('<img src=//example.com/a alt=b>'),
  ),
  pair('links x text', repeat('<a href="http://0xC0000201/">'), repeat('bank.example ')),
  pair(
    'one link x its blocks',
    (half) => `<a href=//example.com>${'<p>x</p>'.repeat(half / 8)}`,
    repeat('<div>y</div>'),
  ),
  pair(
    'links x words of hosts',
    repeat('<a href=//ｅxample.com>'),
    (half) => `${'www.bank.example '.repeat(half / 17)}</a>`,
  ),
  pair('parentheses x style attributes', repeat('url('), repeat('<p style="a:url(x)">x</p>')),
  pair(
    'formatting elements x blocks',
    each((i) => `<b><i><font size=${i}>`),
    repeat('<p>x</p>'),
  ),
  pair('open elements x end tags of others', repeat('<div>'), repeat('</span>')),
  pair('open elements x end tags of links', repeat('<a href=x><b>'), repeat('</a>')),
  pair('tables x text in the wrong place', repeat('<table>'), repeat('x<b>y</b>')),
  pair(
    'attributes of one tag x tags',
    (half) => `<p ${many(half, (i) => `a${i}=b `)}>`,
    repeat('<p a=b>x</p>'),
  ),
  pair(
    'names of elements x end tags',
    each((i) => `<x${i}>`),
    each((i) => `</y${i}>`),
  ),
  pair(
    'hidden runs x visible words',
    each((i) => `<b style="display:none">k${i}x9Zq</b>w${i} `),
    each((i) => `w${i} `),
  ),
  pair(
    'hidden words x links',
    each((i) => `<p style="display:none">reference ${i}a9Zq</p>`),
    each((i) => `<a href="//example.com/${i}a9Zq">go</a>`),
  ),
  pair(
    'hidden runs x quotations',
    each((i) => `<p style="font-size:0">borrowed words ${i}</p>`),
    repeat('<blockquote>x</blockquote>'),
  ),
  pair(
    'words x hidden runs that are of them',
    each((i) => `word${i} `),
    each((i) => `<b style="display:none">word${i} word${i + 1}</b>`),
  ),
  pair(
    'links x hidden links',
    each((i) => `<a href="//a${i}.example/${i}">a${i}.example</a>`),
    each((i) => `<a style="display:none" href="//b${i}.example">a${i}.example</a>`),
  ),
  pair('cells x tables in one another', repeat('<table><tr><td>'), repeat('<td>x')),
  pair('comments x words they split', repeat('wo<!--x-->rd '), repeat('wo<!---->rd ')),
  pair(
    'pictures x maps',
    repeat('<img src=a usemap=#m width=90 height=90>'),
    each((i) => `<map name=m${i}><area href=//example.com/${i}></map>`),
  ),
  pair(
    'pictures x line breaks',
    repeat('<br><br><br><br><br>'),
    repeat('<a href=//example.com><img src=a width=300 height=90></a>'),
  ),
  pair(
    'prize words x pictures',
    repeat('you have won a gift card '),
    repeat('<a href=//example.com><img src=a alt="you won" width=300 height=90></a>'),
  ),
  pair('entities x look-alike letters', repeat('&#x440;&amp;&notit;'), repeat('p\u0430yp\u0430l ')),
  pair('invisible characters x words', repeat('a\u200bb\u00adc\u034f '), repeat('w\u2060ord ')),
  pair('conditional comments x their text', repeat('<!--[if mso]>'), repeat('<p>x</p><![endif]-->')),
  pair(
    'plain text x other HTML',
    each((i) => `p${i} `),
    each((i) => `h${i} `),
    (a, b) =>
      mail(
        'multipart/alternative; boundary=b',
        `--b\r\n\r\n${a}\r\n--b\r\nContent-Type: text/html\r\n\r\n${b}\r\n--b--`,
      ),
  ),
  pair(
    'footers x notices',
    repeat('unsubscribe here\r\n'),
    repeat('CAUTION: this email originated from outside\r\n'),
    (a, b) => mail('text/plain', a + b),
  ),
]

const HOP = (i: number) =>
  `Received: from h${i + 1}.example.com (h${i + 1}.example.com [198.51.100.${i % 250}]) by h${i}.example.com with ESMTPS id AAAAAAAAAA${i % 10}; Mon, 5 Jan 2026 10:00:00 +0000\r\n`
const SIGNATURE = (i: number) =>
  `DKIM-Signature: v=1; a=rsa-sha256; d=a${i}.example; s=s; bh=AA==; b=AA==; h=from:x-${i}\r\n`
const ARC = (i: number) =>
  `ARC-Seal: i=${i + 1}; a=rsa-sha256; cv=pass; d=a.example; s=s; b=AA==\r\nARC-Message-Signature: i=${i + 1}; a=rsa-sha256; d=a.example; s=s; h=from; bh=AA==; b=AA==\r\nARC-Authentication-Results: i=${i + 1}; a.example; spf=pass\r\n`
const heads = (name: string, first: (half: number) => string, second: (half: number) => string) =>
  pair(name, first, second, (a, b) => header(a + b))

const HEADER_PAIRS: Pair[] = [
  heads('Received x signatures', each(HOP), each(SIGNATURE)),
  heads(
    'Received x Authentication-Results',
    each(HOP),
    each((i) => `Authentication-Results: h${i}.example.com; dkim=pass header.d=a${i}.example\r\n`),
  ),
  heads(
    'Received x Received-SPF',
    each(HOP),
    each(
      (i) =>
        `Received-SPF: pass (h${i}.example.com: ok) client-ip=198.51.100.${i % 250}; helo=h${i}.example.com;\r\n`,
    ),
  ),
  heads(
    'Received x identifiers of Exchange',
    each((i) => HOP(i).replace('.example.com', '.prod.outlook.com')),
    each(
      (i) =>
        `X-MS-Exchange-Organization-Network-Message-Id: 0000${i}-08d8-4000-8000-0000000000\r\nX-MS-TrafficTypeDiagnostic: AM${i}PR02MB4721:EE_|\r\n`,
    ),
  ),
  heads(
    'Received x X-Originating-IP',
    each(HOP),
    each((i) => `X-Originating-IP: [198.51.100.${i % 250}]\r\n`),
  ),
  heads(
    'identifiers x hops',
    each((i) => HOP(i)),
    (half) => fields(half, 'References', '', (i) => `<${i}@h${i}.example.com> `),
  ),
  heads(
    'names of one clause x hops',
    each((i) => HOP(i).replace('(h', `(${'a.'.repeat(60)}h`)),
    each((i) => HOP(i).replace('with', `(${'('.repeat(40)}x${')'.repeat(40)}) with`)),
  ),
  heads(
    'trust x hops of one host',
    each(() => HOP(0)),
    each((i) => `Authentication-Results: h0.example.com; dkim=pass header.i=@a${i}.example; spf=pass\r\n`),
  ),
  heads('ARC sets x Received', each(ARC), each(HOP)),
  heads(
    'ARC instances x fields of one instance',
    each(ARC),
    each(() => ARC(0)),
  ),
  heads(
    'ARC sets x Authentication-Results',
    each(ARC),
    each((i) => `Authentication-Results: a${i}.example; arc=pass; spf=pass smtp.mailfrom=a${i}.example\r\n`),
  ),
  heads(
    'signatures x fields that they sign',
    (half) =>
      `DKIM-Signature: v=1; d=a.example; s=s; bh=AA==; b=AA==; h=${many(Math.min(half, 90_000), (i) => `x-${i}:`)}from\r\n`,
    each((i) => `X-${i}: y\r\n`),
  ),
  heads(
    'signatures x names in each',
    each(
      () =>
        `DKIM-Signature: v=1; d=a.example; s=s; bh=AA==; b=AA==; h=${many(2000, (i) => `x-${i}:`)}from\r\n`,
    ),
    each((i) => `X-${i}: y\r\n`),
  ),
  heads(
    'continuations x parameters',
    (half) => fields(half, 'Content-Type', 'text/plain; ', (i) => `name*${i}=a;`),
    (half) => fields(half, 'Content-Type', 'text/plain; ', (i) => `b${i}=c;`),
  ),
  heads(
    'continuations x encodings',
    (half) => fields(half, 'Content-Disposition', 'attachment; ', (i) => `n*${i}*=utf-8''%41;`),
    (half) => fields(half, 'Content-Disposition', 'attachment; ', (i) => `n*${i}=a;`),
  ),
  heads(
    'results x properties',
    (half) =>
      fields(half, 'Authentication-Results', 'a.example; ', (i) => `dkim=pass header.d=a${i}.example; `),
    (half) => fields(half, 'Authentication-Results', 'a.example; dkim=pass ', (i) => `header.x${i}=y `),
  ),
  heads(
    'encoded words x charsets',
    (half) => fields(half, 'Subject', '', () => '=?utf-8?B?w6k=?= '),
    (half) => fields(half, 'From', '', (i) => `=?x${i}?Q?a?= <a@b.example>, `),
  ),
  heads(
    'comments x addresses',
    (half) => fields(half, 'To', '', () => '((a)'),
    (half) => fields(half, 'Cc', '', (i) => `a${i}@b.example, `),
  ),
  heads(
    'From x Message-ID',
    each((i) => `From: <a${i}@b.example>\r\n`),
    each((i) => `Message-ID: <${i}@c.example>\r\n`),
  ),
  heads(
    'antispam fields x their tags',
    each(() => `X-Forefront-Antispam-Report: ${many(500, (i) => `K${i}:v;`)}\r\n`),
    (half) => fields(half, 'X-Forefront-Antispam-Report', 'CIP:192.0.2.1;', (i) => `K${i}:v;`),
  ),
  pair(
    'boundaries x lines that look like them',
    (half) =>
      many(Math.min(half, 3000), (i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`),
    repeat('--b\r\n--b4\r\n'),
    (a, b) => encode(`${a}\r\n${b}`),
  ),
  pair(
    'parts x fields of each',
    each((i) => `--b\r\nContent-Type: image/png; name=${i}\r\n\r\nx\r\n`),
    each((i) => `--b\r\n${'X-A: b\r\n'.repeat(9)}X-B: ${i}\r\n\r\nx\r\n`),
    (a, b) => mail('multipart/mixed; boundary=b', a + b),
  ),
  pair(
    'parts x lines that end in CR alone',
    repeat('--b\rContent-Type: text/html\r\r<p>x\r'),
    repeat('x\r'),
    (a, b) => mail('multipart/mixed; boundary=b', b + a),
  ),
  pair(
    'multiparts x boundaries that never come',
    (half) =>
      many(Math.min(half, 3000), (i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`),
    repeat('x\r--b1 \r'),
    (a, b) => encode(`${a}\r\n${b}`),
  ),
  pair(
    'attached messages x fields of each',
    each(() => `--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\ny\r\n`),
    each((i) => `--b\r\nContent-Type: message/rfc822\r\n\r\n${HOP(i)}\r\ny\r\n`),
    (a, b) => mail('multipart/mixed; boundary=b', a + b),
  ),
  pair(
    'attached pictures x pictures that name them',
    each((i) => `--b\r\nContent-Type: image/png\r\nContent-ID: <a${i}>\r\n\r\nx\r\n`),
    each((i) => `<img src=cid:a${i}>`),
    (a, b) =>
      mail('multipart/related; boundary=b', `--b\r\nContent-Type: text/html\r\n\r\n${b}\r\n${a}--b--`),
  ),
  pair(
    'text parts x hidden text in each',
    each((i) => `--b\r\nContent-Type: text/html\r\n\r\n<p style="display:none">${i} words</p>\r\n`),
    each((i) => `--b\r\nContent-Type: text/plain\r\n\r\nwords ${i}\r\n`),
    (a, b) => mail('multipart/mixed; boundary=b', `${a}${b}--b--`),
  ),
]

export const MESSAGE_PAIRS: Pair[] = [...STYLE_PAIRS, ...HTML_PAIRS, ...HEADER_PAIRS]

const records = (bytes: number, one: (i: number) => string) => many(bytes, one)
const dmarc = (first: (i: number) => string, second: (i: number) => string) => (bytes: number) =>
  encode(reportXml({ records: records(bytes / 2, first) + records(bytes / 2, second) }))
const HEAD = reportXml({ records: '' }).replace('</feedback>\n', '')

export const DMARC_PAIRS: Pair[] = [
  {
    name: 'sources x signers',
    make: dmarc(
      (i) => recordXml({ ip: `198.51.${(i >> 8) & 255}.${i & 255}` }),
      (i) => recordXml({ results: `<dkim><domain>a${i}.example</domain><result>pass</result></dkim>` }),
    ),
  },
  {
    name: 'sources x senders',
    make: dmarc(
      (i) => recordXml({ ip: `2001:db8:${(i & 0xffff).toString(16)}::1` }),
      (i) => recordXml({ from: `a${i}.example.net` }),
    ),
  },
  {
    name: 'sources x days',
    make: (bytes) =>
      encode(
        reportXml({
          range: '<begin>1</begin><end>1793663999</end>',
          records: records(bytes, (i) => recordXml({ ip: `198.${i >> 16}.${(i >> 8) & 255}.${i & 255}` })),
        }),
      ),
  },
  {
    name: 'records x reasons',
    make: dmarc(
      () => recordXml(),
      (i) => recordXml({ reason: `<reason><type>t${i}</type><comment>c${i}</comment></reason>`.repeat(4) }),
    ),
  },
  {
    name: 'records x results of each',
    make: dmarc(
      () => recordXml(),
      () => recordXml({ results: '<spf><result>pass</result></spf>'.repeat(40) }),
    ),
  },
  {
    name: 'open records x open elements in them',
    make: (bytes) => encode(HEAD + '<record>'.repeat(bytes / 16) + '<row>'.repeat(bytes / 10)),
  },
  {
    name: 'open records x comments',
    make: (bytes) => encode(HEAD + '<record><!--'.repeat(bytes / 24) + '-->'.repeat(bytes / 6)),
  },
  {
    name: 'look-alike domains x sources',
    make: dmarc(
      (i) => recordXml({ from: `examp1e${i}.net`, ip: `198.51.100.${i & 255}` }),
      (i) =>
        recordXml({
          ip: `203.0.${(i >> 8) & 255}.${i & 255}`,
          from: `xn--exmple-${i}.net`,
          dkim: 'fail',
          spf: 'fail',
        }),
    ),
  },
]

let serial = 0
const EVENT = (i: number, operation: string, user: string, more: object): string =>
  JSON.stringify({
    CreationTime: new Date(1_773_626_400_000 + i * 1000).toISOString().slice(0, 19),
    Id: `dddddddd-2222-4000-8000-${(serial++ % 1e12).toString().padStart(12, '0')}`,
    Operation: operation,
    OrganizationId: 'eeeeeeee-1111-4000-8000-00000000000a',
    RecordType: 1,
    ResultStatus: 'True',
    UserType: 2,
    Version: 1,
    Workload: 'Exchange',
    UserId: user,
    ...more,
  })
const cmdlet =
  (
    operation: string,
    parameters: (i: number) => Record<string, string>,
    user: (i: number) => string = () => 'dana@contoso.example',
  ) =>
  (i: number) => {
    const Parameters = Object.entries(parameters(i)).map(([Name, Value]) => ({ Name, Value }))
    return `${EVENT(i, operation, user(i), { ObjectId: parameters(i).Name ?? parameters(i).Identity, Parameters, AppId: '0a0a0a0a-1111-4000-8000-00000000000b' })}\n`
  }
const signIn =
  (user: (i: number) => string, address: (i: number) => string, failed = true) =>
  (i: number) =>
    `${EVENT(i, failed ? 'UserLoginFailed' : 'UserLoggedIn', user(i), { RecordType: 15, Workload: 'AzureActiveDirectory', ApplicationId: '1b730954-1685-4b74-9bfd-dac224a7b894', ClientIP: address(i), ActorIpAddress: address(i), ErrorNumber: failed ? '50126' : '0', Actor: [{ ID: user(i), Type: 5 }] })}\n`
const lines = (name: string, first: (i: number) => string, second: (i: number) => string): Pair =>
  pair(name, each(first), each(second), (a, b) => encode(a + b))
const rule = cmdlet('New-TransportRule', (i) => ({ Name: `Rule${i}`, RemoveHeader: 'Received' }))
const connector = cmdlet('New-InboundConnector', (i) => ({
  Name: `C${i}`,
  SenderDomains: '*',
  SenderIPAddresses: `198.51.100.${i % 250}`,
  RequireTls: 'False',
}))

export const TENANT_PAIRS: Pair[] = [
  lines('rules x connectors', rule, connector),
  lines(
    'rules x their deletions',
    rule,
    cmdlet('Remove-TransportRule', (i) => ({ Identity: `Rule${i}` })),
  ),
  lines(
    'rules x their changes',
    rule,
    cmdlet('Set-TransportRule', (i) => ({ Identity: `Rule${i % 50}`, RemoveHeader: `X-${i}` })),
  ),
  lines(
    'one rule made x deleted again',
    cmdlet('New-TransportRule', () => ({ Name: 'R', RemoveHeader: 'Received' })),
    cmdlet('Remove-TransportRule', () => ({ Identity: 'R' })),
  ),
  lines(
    'connectors x principals',
    connector,
    cmdlet(
      'Set-InboundConnector',
      (i) => ({ Identity: `C${i % 50}`, Enabled: 'False' }),
      (i) => `u${i}@contoso.example`,
    ),
  ),
  lines(
    'failed sign-ins x users',
    signIn(
      (i) => `u${i}@contoso.example`,
      () => '203.0.113.77',
    ),
    signIn(
      () => 'u1@contoso.example',
      (i) => `203.0.${(i >> 8) & 255}.${i & 255}`,
    ),
  ),
  lines(
    'failed sign-ins x addresses that succeed',
    signIn(
      (i) => `u${i % 90}@contoso.example`,
      (i) => `203.0.${(i >> 8) & 255}.${i & 255}`,
    ),
    signIn(
      (i) => `u${i % 90}@contoso.example`,
      (i) => `203.0.${(i >> 8) & 255}.${i & 255}`,
      false,
    ),
  ),
  pair(
    'parameters x values of one event',
    (half) =>
      JSON.stringify({
        Parameters: JSON.parse(`[${many(half, (i) => `${i ? ',' : ''}{"Name":"N${i}","Value":"v"}`)}]`),
      }).slice(1, -1),
    (half) => `"A":[${many(half, (i) => `${i ? ',' : ''}"${i}"`)}]`,
    (a, b) =>
      encode(
        `{"CreationTime":"2026-03-16T02:00:00","Id":"a","Operation":"New-TransportRule","Workload":"Exchange","UserId":"u",${a},${b}}`,
      ),
  ),
  pair(
    'lines of CSV x columns',
    (half) => `${many(half, (i) => `c${i},`)}AuditData\n`,
    repeat('1,2,3\n'),
    (a, b) => encode(a + b),
  ),
  pair('open brackets x strings', repeat('[{"a":'), repeat('"b",'), (a, b) => encode(a + b)),
]
