/** One invented message for each kind of difference, which shows it with the peer and in the aspect that are named. */
import type { Aspect, PeerName } from './peers.ts'

export interface Example {
  kind: string
  peer: PeerName
  aspect: Aspect
  /** One code unit a byte. */
  message: string
}

const header = (...lines: string[]): string => [...lines, 'Subject: Hello', '', 'Hello.', ''].join('\r\n')
const body = (contentType: string, ...lines: string[]): string =>
  [`Content-Type: ${contentType}`, 'Subject: Hello', '', ...lines, ''].join('\r\n')
const from = (value: string): string => header(`From: ${value}`)

export const EXAMPLES: readonly Example[] = [
  {
    kind: 'limits',
    peer: 'postal-mime',
    aspect: 'addresses',
    message: from(Array.from({ length: 1001 }, (_, i) => `${i}@example.com`).join(', ')),
  },
  {
    kind: 'name-folded-before-colon',
    peer: 'postal-mime',
    aspect: 'fields',
    message: header('From', ' : <other@example.net>', 'From: <alex@example.com>'),
  },
  {
    kind: 'from-field-taken-for-mbox-line',
    peer: 'mailparser',
    aspect: 'fields',
    message: header('From : alex@example.com'),
  },
  {
    kind: 'header-without-blank-line',
    peer: 'postal-mime',
    aspect: 'text',
    message:
      'Content-Type: multipart/mixed; boundary="=_b"\r\n--=_b\r\nContent-Type: text/plain\r\n\r\nHello.\r\n--=_b--\r\n',
  },
  {
    kind: 'line-that-is-no-field',
    peer: 'postal-mime',
    aspect: 'fields',
    message: header('From: alex@example.com', '=========='),
  },
  {
    kind: 'words-beside-identifiers',
    peer: 'mailparser',
    aspect: 'ids',
    message: header('In-Reply-To: Your message of "Mon, 3 Mar 2025" <1@example.com>'),
  },
  {
    kind: 'date-out-of-form',
    peer: 'mailparser',
    aspect: 'date',
    message: header('Date: Mon, 3 Mar 2025 10:00:00 +0000-12-3'),
  },
  {
    kind: 'utf-7',
    peer: 'mailparser',
    aspect: 'html',
    message: body('text/html; charset=utf-7', '+ADw-p+AD4-Hello'),
  },
  {
    kind: 'byte-order-mark',
    peer: 'postal-mime',
    aspect: 'html',
    message: body('text/html; charset=utf-8', '\xef\xbb\xbf<p>Hello'),
  },
  {
    kind: 'utf-8-under-another-label',
    peer: 'postal-mime',
    aspect: 'text',
    message: body('text/plain; charset=us-ascii', 'caf\xc3\xa9'),
  },
  {
    kind: 'undefined-in-windows-1252',
    peer: 'mailparser',
    aspect: 'text',
    message: body('text/plain; charset=windows-1252', 'Hello \x90'),
  },
  {
    kind: 'space-trimmed-before-decoding',
    peer: 'mailparser',
    aspect: 'subject',
    message: 'Subject: Hello voil\xc3\xa0\r\n\r\n',
  },
  {
    kind: 'character-split-over-encoded-words',
    peer: 'postal-mime',
    aspect: 'subject',
    message: 'Subject: =?utf-8?B?Y2Fmw?= =?utf-8?B?6k=?=\r\n\r\n',
  },
  {
    kind: 'encoded-word-out-of-form',
    peer: 'mailparser',
    aspect: 'subject',
    message: 'Subject: =?iso-8859-1?Q?caf\xe9?=\r\n\r\n',
  },
  { kind: 'undeclared-8-bit', peer: 'mailparser', aspect: 'text', message: body('text/plain', 'caf\xe9') },
  {
    kind: 'bytes-outside-the-charset',
    peer: 'mailparser',
    aspect: 'text',
    message: body('text/plain; charset=iso-2022-jp', 'caf\xa4\xce\xa4 abc'),
  },
  {
    kind: 'no-comma-between-addresses',
    peer: 'mailparser',
    aspect: 'addresses',
    message: from('alex@example.com kim@example.net'),
  },
  {
    kind: 'empty-angle-brackets',
    peer: 'mailparser',
    aspect: 'addresses',
    message: from('"Alex"<>4711<alex@example.com>'),
  },
  {
    kind: 'text-after-an-address',
    peer: 'mailparser',
    aspect: 'addresses',
    message: from('Alex <alex@example.com>&?'),
  },
  {
    kind: 'colon-without-a-group',
    peer: 'mailparser',
    aspect: 'addresses',
    message: from(': Alex <alex@example.com>'),
  },
  {
    kind: 'white-space-in-an-address',
    peer: 'mailparser',
    aspect: 'mailboxes',
    message: from('<alex@mail example.com>'),
  },
  {
    kind: 'brackets-out-of-form',
    peer: 'mailparser',
    aspect: 'mailboxes',
    message: from('<link(a,15@example.com>'),
  },
  {
    kind: 'source-route',
    peer: 'postal-mime',
    aspect: 'addresses',
    message: from('<@relay.example:alex@example.com>'),
  },
  {
    kind: 'words-side-by-side',
    peer: 'mailparser',
    aspect: 'addresses',
    message: from('"Alex"=?utf-8?Q?andra?="!" <alex@example.com>'),
  },
  {
    kind: 'comment-in-a-list',
    peer: 'postal-mime',
    aspect: 'addresses',
    message: from('alex(Alex)@example(home).com'),
  },
  {
    kind: 'encoded-word-in-an-address',
    peer: 'mailparser',
    aspect: 'addresses',
    message: from('<=?utf-8?Q?alex=40example=2Ecom?=@example.net>'),
  },
  {
    kind: 'name-without-address',
    peer: 'mailparser',
    aspect: 'mailboxes',
    message: from('Account team, _ <alex@example.com>'),
  },
  {
    kind: 'quoted-local-part',
    peer: 'postal-mime',
    aspect: 'mailboxes',
    message: from('"alex@example.com"@example.net'),
  },
  { kind: 'address-without-domain', peer: 'mailparser', aspect: 'mailboxes', message: from('<Alex>') },
  {
    kind: 'format-flowed',
    peer: 'mailparser',
    aspect: 'text',
    message: body('text/plain; format=flowed', 'One paragraph on ', 'two lines.'),
  },
  { kind: 'content-type-out-of-form', peer: 'mailparser', aspect: 'text', message: body('text', 'Hello.') },
  {
    kind: 'boundary-on-a-text-part',
    peer: 'mailparser',
    aspect: 'html',
    message: body('text/html; boundary="=_b"', '--=_b', 'Content-Type: text/html', '', '<p>Hello', '--=_b--'),
  },
  {
    kind: 'message-as-the-whole',
    peer: 'mailparser',
    aspect: 'text',
    message: body('message/rfc822', 'Subject: Inside', '', 'Hello.'),
  },
  {
    kind: 'attached-message-shown-as-text',
    peer: 'mailparser',
    aspect: 'text',
    message: body(
      'multipart/mixed; boundary="=_b"',
      '--=_b',
      '',
      'See below.',
      '--=_b',
      'Content-Type: message/rfc822',
      'Content-Disposition: inline',
      '',
      'Subject: Inside',
      '',
      'Hello.',
      '--=_b--',
    ),
  },
  {
    kind: 'boundary-out-of-form',
    peer: 'postal-mime',
    aspect: 'text',
    message: body('multipart/mixed; boundary="=_b "', '--=_b', '', 'Hello.', '--=_b--'),
  },
  {
    kind: 'escape-cut-by-a-soft-line-break',
    peer: 'mailparser',
    aspect: 'html',
    message: body('text/html\r\nContent-Transfer-Encoding: quoted-printable', '<p>a=C3=\r\n=A9b=0=\r\n9c'),
  },
  {
    kind: 'line-ends-inside-utf-16',
    peer: 'postal-mime',
    aspect: 'text',
    message: body('text/plain; charset=utf-16le\r\nContent-Transfer-Encoding: binary', 'H\0i\0\n\0H\0i\0'),
  },
]
