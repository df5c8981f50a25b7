/** Damages messages the way that breaks parsers: pieces cut, doubled, swapped, and tokens of mail put where none belongs. */

/** A small generator of numbers (mulberry32), so that a failure can be made again from its seed. */
export function random(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below)
  }
}

const TOKENS = [
  '\r\n', '\n', '\r', '\r\n\r\n', '\n\n', '\0', ' ', '\t', '\r\n ', '\xef\xbb\xbf', '\xff', '\xc3', '\x1b[31m',
  'From ', 'From: ', 'Subject: ', 'Received: ', 'Content-Type: ', 'Content-Transfer-Encoding: ', ': ', ':',
  'multipart/mixed; boundary=b', 'multipart/alternative; boundary="b"', 'multipart/digest; boundary=b',
  'message/rfc822', 'text/html; charset=utf-8', 'text/plain; charset=gb18030', 'charset="U"TF-8', 'charset=utf-7',
  'charset=iso-2022-jp', 'charset=utf-16', 'base64', 'quoted-printable', '--b', '--b--', '--',
  '=?utf-8?B?', '=?utf-8?Q?=C3', '=?iso-8859-1?Q?', '?=', '=', '=\r\n', '=3D', '=E2=80=8B', '====', '(', ')', '((((',
  '"', '\\', '<', '>', '<>', '@', ',', ';', ';;', 'from ', ' by ', ' with ESMTPS id ', ' for <a@example.com>; ',
  '[192.0.2.1]', '[IPv6:2001:db8::1]', '[fe80::1%9]]', '255.255.255.255', 'Mon, 5 Jan 2026 10:00:00 +0000',
  '99999999999999999999', '-1', 'Authentication-Results: ', 'spf=pass', 'dkim=pass header.d=', 'ARC-Seal: i=1; ',
  'i=51;', 'cv=', 'b=', '__proto__=', 'constructor', 'DKIM-Signature: v=1; d=', 'X-MS-TrafficTypeDiagnostic: ',
  'AM6PR02MB4721:EE_|', 'X-Forefront-Antispam-Report: CIP:', 'X-IncomingHeaderCount: ',
  '<!--', '-->', '<!--[if mso]>', '<style>', '</style>', '{display:none}', '.a,', '<div style="', 'display:none',
  'font-size:0', 'color:#fff', '<a href="https://a.example/', '<img src=', '<table><tr><td>', '</html>', '<title>',
  '<details>', '<select>', '<plaintext>', '&nbsp;', '&#x200b;', '&#99999999;', '&zwnj', '\xe2\x80\x8b', '\xe2\x80\xae',
] // biome-ignore format: a dictionary is read as one

const tokens = TOKENS.map((token) => Uint8Array.from(Buffer.from(token, 'latin1')))

/** A damaged copy; at most `limit` bytes long. */
export function mutate(source: Uint8Array, below: (n: number) => number, limit = 40_000): Uint8Array {
  let bytes: Uint8Array = source.slice(0, limit)
  for (let edits = 1 + below(6); edits > 0; edits--) {
    const at = below(bytes.length + 1)
    const length = below(Math.min(64, bytes.length - at + 1))
    const piece = bytes.subarray(at, at + length)
    switch (below(7)) {
      case 0: // a bit turned
        if (at < bytes.length) bytes[at] ^= 1 << below(8)
        break
      case 1: // a piece cut out
        bytes = join(bytes.subarray(0, at), bytes.subarray(at + length))
        break
      case 2: // a piece doubled, sometimes often
        bytes = join(
          bytes.subarray(0, at),
          ...Array<Uint8Array>(1 + below(below(20) === 0 ? 40 : 3)).fill(piece),
          bytes.subarray(at),
        )
        break
      case 3: // cut off
        if (below(4) === 0) bytes = bytes.slice(0, at)
        break
      case 4: // a piece moved
        bytes = join(piece, bytes.subarray(0, at), bytes.subarray(at + length))
        break
      default:
        bytes = join(bytes.subarray(0, at), tokens[below(tokens.length)], bytes.subarray(at))
    }
  }
  return bytes.length > limit ? bytes.slice(0, limit) : bytes
}

function join(...pieces: Uint8Array[]): Uint8Array {
  const out = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    out.set(piece, at)
    at += piece.length
  }
  return out
}
