/** Messages made to be expensive: each shape grows with `n`. */
import { bytesOf } from './outline.ts'

const head = (type: string, ...more: string[]) =>
  ['From: a@example.com', 'Subject: x', `Content-Type: ${type}`, ...more, '', ''].join('\r\n')
const html = (body: string, ...more: string[]) => bytesOf(head('text/html', ...more) + body)
const fields = (text: string) => bytesOf(`${text}\r\n\r\nbody`)

export interface Shape {
  name: string
  make(n: number): Uint8Array
  /** `n` of the full size. */
  full: number
  /** Limits that must be named at full size. */
  limits: string[]
}

export const SHAPES: Shape[] = [
  {
    name: 'tiny parts',
    make: (n) => bytesOf(head('multipart/mixed; boundary=b') + '--b\r\n\r\nx\r\n'.repeat(n)),
    full: 1_000_000,
    limits: ['parts'],
  },
  {
    name: 'nested multiparts',
    make: (n) =>
      bytesOf(
        Array.from(
          { length: n },
          (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
        ).join(''),
      ),
    full: 10_000,
    limits: ['depth'],
  },
  {
    name: 'nested messages',
    make: (n) => bytesOf('Content-Type: message/rfc822\r\n\r\n'.repeat(n)),
    full: 10_000,
    limits: ['depth'],
  },
  {
    name: 'a header line',
    make: (n) => fields(`X-Long: ${'y'.repeat(n)}\r\nSubject: after`),
    full: 100_000_000,
    limits: ['fieldBytes'],
  },
  { name: 'header fields', make: (n) => fields('X-A: b\r\n'.repeat(n)), full: 1_000_000, limits: ['fields'] },
  {
    name: 'parentheses in a Received field',
    make: (n) => fields(`Received: from a ${'(b '.repeat(n)} by c; x`),
    full: 300_000,
    limits: ['fieldBytes'],
  },
  {
    name: 'Received fields',
    make: (n) =>
      fields(
        'Received: from a.example ([192.0.2.1]) by b.example with ESMTP id 1; Mon, 5 Jan 2026 10:00:00 +0000\r\n'.repeat(
          n,
        ),
      ),
    full: 20_000,
    limits: ['fields', 'listed'],
  },
  {
    name: 'Authentication-Results fields',
    make: (n) =>
      fields('Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=a@example.com\r\n'.repeat(n)),
    full: 20_000,
    limits: ['fields'],
  },
  {
    name: 'ARC sets',
    make: (n) =>
      fields(
        Array.from(
          { length: n },
          (_, i) =>
            `ARC-Seal: i=${i}; a=rsa-sha256; cv=none; d=a.example; s=s; b=AA==\r\nARC-Authentication-Results: i=${i}; a.example; spf=pass\r\n`,
        ).join(''),
      ),
    full: 20_000,
    limits: ['fields'],
  },
  {
    name: 'hosts of X-MS-TrafficTypeDiagnostic',
    make: (n) => fields(`X-MS-TrafficTypeDiagnostic: ${'AM6PR02MB4721:EE_|'.repeat(n)}`),
    full: 50_000,
    limits: ['fieldBytes'],
  },
  {
    name: 'addresses of authors beside as many hops',
    make: (n) =>
      fields(
        Array.from(
          { length: n },
          (_, i) =>
            `Received: from a.example ([192.0.${(i >> 8) & 255}.${i & 255}]) by b${i}.example with ESMTP id 1\r\nX-Originating-IP: [198.51.100.${i & 255}]\r\nX-Received: by c${i}.example with SMTP id 1\r\n`,
        ).join(''),
      ),
    full: 20_000,
    limits: ['fields', 'listed'],
  },
  {
    name: 'signatures beside as many verdicts',
    make: (n) =>
      fields(
        `${Array.from(
          { length: n },
          (_, i) =>
            `Authentication-Results: mx.example.net; dkim=pass header.d=a${i}.example\r\nDKIM-Signature: v=1; a=rsa-sha256; d=b${i}.example; s=s; h=to; bh=AA==; b=AA==\r\n`,
        ).join('')}Received: from a.example ([192.0.2.1]) by mx.example.net with ESMTP id 1`,
      ),
    full: 20_000,
    limits: ['fields', 'listed'],
  },
  {
    name: 'machines without a line beside as many damaged names',
    make: (n) =>
      fields(
        Array.from(
          { length: n },
          (_, i) =>
            `Received: from AM6PR02MB${1000 + (i % 9000)}.eurprd02.prod.outlook.com by AM7PR${i}MB@pot.eurprd02.prod.outlook.com with HTTPS\r\n`,
        ).join(''),
      ),
    full: 20_000,
    limits: ['fields', 'listed'],
  },
  {
    name: 'encoded words',
    make: (n) => fields(`Subject: ${'=?utf-8?Q?=C3=A9?= '.repeat(n)}`),
    full: 200_000,
    limits: ['fieldBytes'],
  },
  {
    name: 'openings of encoded words',
    make: (n) => fields(`Subject: ${'=?'.repeat(n)}`),
    full: 200_000,
    limits: ['fieldBytes'],
  },
  {
    name: 'addresses',
    make: (n) => fields(`From: ${'"a" <b@example.com>, '.repeat(n)}`),
    full: 200_000,
    limits: ['fieldBytes'],
  },
  {
    name: 'lines that look like boundaries',
    make: (n) => bytesOf(head('multipart/mixed; boundary=b') + '--c\r\n'.repeat(n)),
    full: 1_000_000,
    limits: [],
  },
  {
    name: 'lines that begin with a giant boundary',
    make: (n) =>
      bytesOf(
        `Content-Type: multipart/mixed; boundary="${'b'.repeat(900)}"\r\n\r\n${`--${'b'.repeat(900)}c\r\n`.repeat(n)}`,
      ),
    full: 10_000,
    limits: [],
  },
  {
    name: 'lines of dashes below a giant Content-Type',
    make: (n) =>
      fields(
        `Content-Type: multipart/mixed; x=${'y'.repeat(100_000)}; boundary=b\r\n${'--x: y\r\n'.repeat(n)}`,
      ),
    full: 1_000_000,
    limits: ['fields'],
  },
  {
    name: 'verdicts in the names of as many hosts',
    make: (n) =>
      fields(
        `Received: from x.example ([192.0.2.1]) by mx.example.net with ESMTP id 1; Mon, 5 Jan 2026 10:00:00 +0000\r\n${Array.from(
          { length: n },
          (_, i) =>
            `Received: by m${i}.example.net with SMTP id 1\r\nAuthentication-Results: mx${i}.example.net; spf=pass smtp.mailfrom=a\r\n`,
        ).join('')}`,
      ),
    full: 20_000,
    limits: ['fields'],
  },
  {
    name: 'hidden characters in GB2312',
    make: (n) =>
      bytesOf(
        `${head('text/html; charset=gb2312')}<div style="display:none">${'\xc4\xe3\xba\xc3 '.repeat(n)}</div>x`,
      ),
    full: 1_000_000,
    limits: ['textBytes'],
  },
  {
    name: 'shifts of ISO-2022-JP',
    make: (n) =>
      bytesOf(
        `${head('text/html; charset=iso-2022-jp')}<div style="display:none">${'\x1b$B$"\x1b(B '.repeat(n)}</div>x`,
      ),
    full: 500_000,
    limits: ['textBytes'],
  },
  {
    name: 'shifts of UTF-7',
    make: (n) =>
      bytesOf(`${head('text/html; charset=utf-7')}<div style="display:none">${'+AGE-b '.repeat(n)}</div>x`),
    full: 600_000,
    limits: ['textBytes'],
  },
  { name: 'unclosed tags', make: (n) => html('<div><b>x'.repeat(n)), full: 200_000, limits: ['htmlDepth'] },
  { name: 'attributes', make: (n) => html(`<p ${'a=b '.repeat(n)}>x`), full: 100_000, limits: [] },
  {
    name: 'styles that quotation marks cut short',
    make: (n) => html(`<p style="font: "a" ${'color: red; '.repeat(30)}>x`.repeat(n)),
    full: 10_000,
    limits: [],
  },
  { name: 'unclosed comments', make: (n) => html('<!--'.repeat(n)), full: 500_000, limits: [] },
  { name: 'less-than signs', make: (n) => html('<'.repeat(n)), full: 1_000_000, limits: [] },
  { name: 'unclosed quotes', make: (n) => html('<a "'.repeat(n)), full: 500_000, limits: [] },
  {
    name: 'style rules',
    make: (n) => html(`<style>${'.a1 .b{color:red}'.repeat(n)}</style><p class=a1>x`),
    full: 600_000,
    limits: ['styleRules', 'textBytes'],
  },
  {
    name: 'hidden spans',
    make: (n) => html('<span style="display:none">a</span>b'.repeat(n)),
    full: 60_000,
    limits: ['htmlTags', 'listed'],
  },
  {
    name: 'hidden quotations of an answer',
    make: (n) =>
      bytesOf(
        head('text/html', 'In-Reply-To: <a@b.example>') +
          '<blockquote><i style="display:none">the word</i></blockquote>x'.repeat(n),
      ),
    full: 50_000,
    limits: ['htmlTags', 'listed'],
  },
  {
    name: 'comments inside words',
    make: (n) => html(`a<!-- ${'b'.repeat(90)} -->`.repeat(n)),
    full: 40_000,
    limits: [],
  },
  {
    name: 'comments that repeat a hidden key',
    make: (n) =>
      html(
        `<p style="display:none">3510vkDeprz941iBQynb</p>x${`<!-- ${'3510vkDeprz941iBQynb '.repeat(20)}--><p>x</p>`.repeat(n)}`,
      ),
    full: 10_000,
    limits: [],
  },
  {
    name: 'comments of prose',
    make: (n) => html(`<!-- ${'there is soup for all of us and a song '.repeat(8)} --><p>x</p>`.repeat(n)),
    full: 10_000,
    limits: [],
  },
  {
    name: 'words of an alternative',
    make: (n) =>
      bytesOf(
        `${head('multipart/alternative; boundary=b')}--b\r\n\r\n${'there is soup for all '.repeat(n)}\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>${'see you there '.repeat(60)}\r\n--b--`,
      ),
    full: 150_000,
    limits: [],
  },
  {
    name: 'siblings that are counted',
    make: (n) =>
      html(
        `<style>${'p:nth-child(2n+1):not(.a, :is(b, .c)){color:red}'.repeat(3)}</style>${'<p>x</p>'.repeat(n)}`,
      ),
    full: 200_000,
    limits: ['htmlTags'],
  },
  {
    name: 'linked pictures',
    make: (n) => html('<a href="https://a.example/"><img src="https://b.example/x.png"></a>'.repeat(n)),
    full: 40_000,
    limits: ['htmlTags', 'listed'],
  },
  {
    name: 'escapes of quoted-printable',
    make: (n) => html('=C3=A9=E2=80=8B<b>'.repeat(n), 'Content-Transfer-Encoding: quoted-printable'),
    full: 200_000,
    limits: ['htmlTags'],
  },
  {
    name: 'invisible characters',
    make: (n) => bytesOf(`${head('text/plain; charset=utf-8')}${'a\xe2\x80\x8bb'.repeat(n)}`),
    full: 400_000,
    limits: [],
  },
]
