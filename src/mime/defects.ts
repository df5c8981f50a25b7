import type { ByteRange } from './range.ts'

/** What each defect means, with the rule that was broken. */
export const DEFECTS = {
  // message and header structure
  'empty-message': 'there is no byte in this message',
  'mbox-from-line': 'an mbox "From " line stands before the header (RFC 4155)',
  'leading-blank-line': 'blank lines stand before the header (RFC 5322 3.5)',
  'byte-order-mark': 'a byte order mark stands before the header (RFC 5322 3.5)',
  'malformed-field': 'a header line is no field and no continuation (RFC 5322 2.2)',
  'stray-continuation': 'a folded line has no field to continue (RFC 5322 2.2.3)',
  'space-before-colon': 'white space stands between field name and colon (RFC 5322 4.5)',
  'whitespace-only-line': 'a folded line holds only white space (RFC 5322 4.2)',
  'bare-cr': 'a carriage return stands alone (RFC 5322 2.2)',
  'bare-lf': 'a line ends in a line feed alone (RFC 5322 2.3)',
  'mixed-line-ends': 'some lines end in CRLF and some in LF alone (RFC 5322 2.3)',
  nul: 'a NUL byte stands in header or text (RFC 5322 4)',
  'line-too-long': 'a line is longer than 998 bytes (RFC 5322 2.1.1)',
  'raw-8bit-header': 'a header field holds bytes that are neither ASCII nor UTF-8 (RFC 6532 3.2)',
  'missing-blank-line': 'no blank line separates header and body (RFC 5322 2.1)',
  'truncated-header': 'the message ends inside its header',
  'duplicate-field': 'a field that may stand once stands more often (RFC 5322 3.6)',
  // MIME structure
  'missing-boundary': 'a multipart names no boundary (RFC 2046 5.1.1)',
  'bad-boundary': 'a boundary is longer than 70 characters or empty (RFC 2046 5.1.1)',
  'boundary-not-found': 'a multipart holds no part (RFC 2046 5.1.1)',
  'missing-closing-boundary': 'a multipart has no closing boundary (RFC 2046 5.1.1)',
  'boundary-after-close': 'a boundary stands after the closing one (RFC 2046 5.1.1)',
  'encoded-multipart':
    'a multipart or attached message has a transfer encoding other than 7bit, 8bit, binary (RFC 2045 6.4)',
  'bad-content-type': 'Content-Type is malformed (RFC 2045 5.1)',
  'bad-parameter': 'a parameter is malformed (RFC 2045 5.1, RFC 2231)',
  'duplicate-parameter': 'a parameter stands more than once (RFC 2231 3)',
  'unknown-transfer-encoding': 'Content-Transfer-Encoding is unknown (RFC 2045 6.4)',
  // decoding
  'bad-quoted-printable': 'a quoted-printable escape is malformed (RFC 2045 6.7)',
  'bad-base64': 'base64 holds bytes outside its alphabet, or its length or padding is wrong (RFC 2045 6.8)',
  'unknown-charset': 'the charset is unknown; the text was read as UTF-8 where it is, else as windows-1252',
  'bad-charset': 'bytes do not fit the declared charset',
  'utf8-under-other-label':
    'text declared in a charset of one byte a character is UTF-8 by more than chance; it was read as UTF-8',
  'bad-encoded-word': 'an encoded word is malformed (RFC 2047 2)',
  'encoded-word-place': 'an encoded word stands where none may (RFC 2047 5)',
  // fields
  'bad-address': 'an address list is malformed (RFC 5322 3.4)',
  'bad-date': 'a date is malformed (RFC 5322 3.3)',
  'bad-message-id': 'a message identifier is malformed (RFC 5322 3.6.4)',
  'bad-received': 'a Received field has neither "from" nor "by" (RFC 5321 4.4)',
  'bad-authentication-results': 'Authentication-Results is malformed (RFC 8601 2.2)',
  'bad-received-spf': 'Received-SPF is malformed (RFC 7208 9.1)',
  'bad-dkim-signature': 'a DKIM signature is malformed (RFC 6376 3.5)',
  'bad-arc': 'an ARC field is malformed (RFC 8617 4)',
} as const

export type DefectCode = keyof typeof DEFECTS

/** A violation of a mail standard, with the place where it was first met. Not by itself a sign of fraud. */
export interface Defect extends ByteRange {
  code: DefectCode
  /** The part it is in, by order of appearance; 0 is the message itself. */
  part: number
  /** How often it was met in that part. */
  count: number
}

/** Collects defects, one entry for each code and part, within a bound. */
export class DefectList {
  readonly list: Defect[] = []
  readonly #seen = new Map<string, Defect>()
  readonly #limit: number
  /** Where the first defect stands that did not fit. */
  droppedAt: number | undefined

  constructor(limit: number) {
    this.#limit = limit
  }

  /** A list of its own with the same entries. */
  copy(): DefectList {
    const copy = new DefectList(this.#limit)
    for (const { code, part, start, end, count } of this.list) copy.add(code, part, start, end, count)
    copy.droppedAt = this.droppedAt
    return copy
  }

  add(code: DefectCode, part: number, start: number, end: number, count = 1): void {
    const key = `${code} ${part}`
    const known = this.#seen.get(key)
    if (known) {
      known.count += count
      return
    }
    if (this.list.length >= this.#limit) {
      this.droppedAt ??= start
      return
    }
    const defect: Defect = { code, start, end, part, count }
    this.#seen.set(key, defect)
    this.list.push(defect)
  }
}
