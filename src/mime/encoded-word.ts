/**
 * Header text with encoded words (RFC 2047, language suffix of RFC 2231 5). Damaged words are read as mail readers read them where
 * that is plain, else left as they stand; either way a problem tells. Decoded text is never structure: CR, LF and NUL that
 * come out of a word are taken away.
 */
import { decodeCharset, decodeHeaderText } from './charset.ts'
import type { DefectCode } from './defects.ts'
import { isSpace, type Problem, quotedEnd, skipSpace, unfold, unquote } from './scan.ts'
import { BASE64, HEX } from './transfer.ts'

export { decodeHeaderText }

/** A problem that names the defect it amounts to. */
export interface CodedProblem extends Problem {
  code: DefectCode
}

export interface HeaderText {
  text: string
  /** At most {@link MAX_PROBLEMS}. */
  problems: CodedProblem[]
}

/** Problems that are listed for one value. */
export const MAX_PROBLEMS = 20
/** RFC 2047 2. */
const MAX_WORD = 75

/**
 * An unstructured value (Subject, Comments) as a reader sees it: unfolded, trimmed, encoded words decoded. `raw` is a latin1 string,
 * folding kept; bytes above 0x7f outside encoded words are read as by {@link decodeHeaderText}, which `charset` is for.
 */
export function decodeUnstructured(raw: string, charset?: string): HeaderText {
  if (raw.indexOf('=?') < 0) return { text: trim(decodeHeaderText(unfoldInner(raw), charset)), problems: [] }
  const { text, problems } = new Reader(raw, false, charset).read()
  return { text: trim(text), problems }
}

/**
 * A display name: as {@link decodeUnstructured}, and quoted strings lose their quotes. Encoded words inside quotes are decoded, since
 * readers do so against RFC 2047 5.
 */
export function decodePhrase(raw: string, charset?: string): HeaderText {
  if (raw.indexOf('=?') < 0 && raw.indexOf('"') < 0 && raw.indexOf('\\') < 0)
    return decodeUnstructured(raw, charset)
  const { text, problems } = new Reader(raw, true, charset).read()
  return { text: trim(text), problems }
}

/** CR and LF become a space, NUL becomes U+FFFD. */
export function withoutControls(text: string): string {
  let out = ''
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code !== 0 && code !== 0x0a && code !== 0x0d) continue
    out += text.slice(from, i) + (code === 0 ? '\ufffd' : ' ')
    from = i + 1
  }
  return from === 0 ? text : out + text.slice(from)
}

/** `String.trim` would take away 0xa0, which ends UTF-8 sequences. */
function trim(text: string): string {
  let end = text.length
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--
  return text.slice(Math.min(skipSpace(text, 0), end), end)
}

/** Joins folds; unlike `unfold` it keeps the white space at the ends. */
function unfoldInner(text: string): string {
  if (text.indexOf('\n') < 0 && text.indexOf('\r') < 0) return text
  return unfold(`|${text}|`).slice(1, -1)
}

/** What stands between `=?` and `?=`. */
interface Word {
  charset: string
  /** `b` or `q`. */
  encoding: string
  textStart: number
  textEnd: number
  /** Index after the word. */
  end: number
  /** False where `?=` is missing. */
  closed: boolean
  /** White space stands before the encoded text. */
  spaced: boolean
}

/**
 * The encoded word at `at`, where `=?` stands, or undefined where this is plain text. Looks no further than the next `=?`, so
 * that all calls together are linear.
 */
function wordAt(raw: string, at: number): Word | undefined {
  const charsetStart = skipSpace(raw, at + 2)
  let charsetEnd = charsetStart
  while (isCharset(raw.charCodeAt(charsetEnd))) charsetEnd++
  let i = skipSpace(raw, charsetEnd)
  if (raw.charCodeAt(i) !== 0x3f) return undefined
  const letter = skipSpace(raw, i + 1)
  const encoding = (raw[letter] ?? '').toLowerCase()
  i = skipSpace(raw, letter + 1)
  if (encoding === '' || raw.charCodeAt(i) !== 0x3f || isSpace(raw.charCodeAt(letter))) return undefined
  const spaced = charsetStart !== at + 2 || letter !== charsetEnd + 1 || i !== letter + 1
  const star = raw.slice(charsetStart, charsetEnd).indexOf('*')
  const charset = raw.slice(charsetStart, star < 0 ? charsetEnd : charsetStart + star)
  const textStart = i + 1
  let close = -1
  let space = -1
  for (i = textStart; i < raw.length; i++) {
    const code = raw.charCodeAt(i)
    if (isSpace(code)) {
      if (space < 0) space = i
      if (close >= 0) break
    } else if (code === 0x3f && raw.charCodeAt(i + 1) === 0x3d) {
      // `?=41` may be a bare question mark and an escape: then `?=` must come once more before the next space
      close = i
      if (encoding !== 'q' || !(HEX[raw.charCodeAt(i + 2)] >= 0 && HEX[raw.charCodeAt(i + 3)] >= 0)) break
    } else if (
      code === 0x3d &&
      raw.charCodeAt(i + 1) === 0x3f &&
      i + 2 < raw.length &&
      raw.charCodeAt(i + 2) !== 0x3d
    )
      break
  }
  if (close >= 0)
    return { charset, encoding, textStart, textEnd: close, end: close + 2, closed: true, spaced }
  const end = space < 0 ? i : space
  const textEnd = end > textStart && raw.charCodeAt(end - 1) === 0x3f ? end - 1 : end
  if (textEnd === textStart) return undefined
  return { charset, encoding, textStart, textEnd, end, closed: false, spaced }
}

/** Letter, digit, or one of `- _ . : * + ( )`: what names of charsets are made of. */
function isCharset(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x28 && code <= 0x3a && code !== 0x2c && code !== 0x2f) ||
    code === 0x5f
  )
}

class Reader {
  readonly #raw: string
  readonly #phrase: boolean
  /** The charset of the message. */
  readonly #message: string | undefined
  readonly #problems: CodedProblem[] = []
  #out = ''
  /** Bytes of adjacent words of one charset: real mail splits multibyte characters over words. */
  readonly #bytes: Uint8Array
  #length = 0
  #charset = ''
  /** Place of these words; `#end` is -1 where there are none. */
  #start = 0
  #end = -1
  /** Base64 digits that the last word left over, and how many bits they are. */
  #bits = 0
  #width = 0

  constructor(raw: string, phrase: boolean, message?: string) {
    this.#message = message
    this.#raw = raw
    this.#phrase = phrase
    this.#bytes = new Uint8Array(raw.length)
  }

  read(): HeaderText {
    const raw = this.#raw
    let from = 0
    for (let at = this.#next(0); at < raw.length; ) {
      const code = raw.charCodeAt(at)
      if (code === 0x22) {
        this.#literal(from, at, false)
        this.#flush()
        from = quotedEnd(raw, at)
        this.#quoted(at, from)
        at = this.#next(from)
      } else if (code === 0x5c) {
        this.#literal(from, at, false)
        from = at + 1
        at = this.#next(at + 2)
      } else {
        const word = wordAt(raw, at)
        if (word && (word.encoding === 'b' || word.encoding === 'q')) {
          this.#literal(from, at, true)
          this.#word(word, at)
          from = word.end
          at = this.#next(from)
        } else {
          if (word?.closed)
            this.#problem('bad-encoded-word', 'unknown encoding of an encoded word', at, word.end)
          at = this.#next(at + 2)
        }
      }
    }
    this.#literal(from, raw.length, true)
    this.#flush()
    return { text: this.#out, problems: this.#problems }
  }

  /** Index of the next `=?`, and in a phrase of the next quote or backslash, or the length. */
  #next(from: number): number {
    const raw = this.#raw
    if (!this.#phrase) {
      const at = raw.indexOf('=?', from)
      return at < 0 ? raw.length : at
    }
    for (let i = from; i < raw.length; i++) {
      const code = raw.charCodeAt(i)
      if (code === 0x22 || code === 0x5c || (code === 0x3d && raw.charCodeAt(i + 1) === 0x3f)) return i
    }
    return raw.length
  }

  /** Text between words. White space alone between two of them is no text (RFC 2047 6.2). */
  #literal(start: number, end: number, beforeWord: boolean): void {
    if (start >= end) return
    if (beforeWord && this.#end === start && skipSpace(this.#raw, start) >= end) return
    this.#flush()
    this.#out += decodeHeaderText(unfoldInner(this.#raw.slice(start, end)), this.#message)
  }

  #quoted(start: number, end: number): void {
    // a backslash may have kept a line end
    const content = unfoldInner(unquote(this.#raw, start, end))
    const plain = decodeHeaderText(content, this.#message)
    const inner =
      content.indexOf('=?') < 0
        ? { text: plain, problems: [] }
        : new Reader(content, false, this.#message).read()
    this.#out += inner.text
    if (inner.text === plain) return
    this.#problem('encoded-word-place', 'encoded word inside a quoted string', start, end)
    // places inside are off by the quoting backslashes, so each problem names the whole quoted string
    for (const { code, message } of inner.problems) this.#problem(code, message, start, end)
  }

  #word(word: Word, start: number): void {
    const raw = this.#raw
    const { end, textStart, textEnd } = word
    const charset = word.charset.toLowerCase()
    if (charset !== this.#charset || this.#end < 0 || this.#endsInAscii()) {
      this.#flush()
      this.#start = start
      this.#charset = charset
    }
    if (!word.closed) this.#problem('bad-encoded-word', 'encoded word without "?="', start, end)
    else if (end - start > MAX_WORD)
      this.#problem('bad-encoded-word', `encoded word longer than ${MAX_WORD} characters`, start, end)
    if (word.spaced) this.#problem('bad-encoded-word', 'white space inside an encoded word', start, end)
    if (textStart === textEnd) this.#problem('bad-encoded-word', 'empty encoded word', start, end)
    if (charset === '') this.#problem('bad-encoded-word', 'encoded word without a charset', start, end)
    if (!stands(raw, start - 1) || !stands(raw, end))
      this.#problem('encoded-word-place', 'no white space around an encoded word', start, end)
    const damage =
      word.encoding === 'q' ? this.#quotedPrintable(textStart, textEnd) : this.#base64(textStart, textEnd)
    if (damage) this.#problem('bad-encoded-word', damage, start, end)
    this.#end = end
  }

  /** Whether the pending words end as words of ISO-2022 shall, back in ASCII: two shifts in a row are an error of the text. */
  #endsInAscii(): boolean {
    const at = this.#length - 3
    const last = this.#bytes[at + 2]
    return (
      at >= 0 && this.#bytes[at] === 0x1b && this.#bytes[at + 1] === 0x28 && (last === 0x42 || last === 0x4a)
    )
  }

  /** Appends the bytes of a Q text; returns what is wrong with it (RFC 2047 4.2). */
  #quotedPrintable(start: number, end: number): string | undefined {
    const raw = this.#raw
    let damage: string | undefined
    this.#width = 0
    for (let i = start; i < end; i++) {
      let code = raw.charCodeAt(i)
      if (code === 0x5f) code = 0x20
      else if (code === 0x3d) {
        const high = i + 2 < end ? HEX[raw.charCodeAt(i + 1)] : -1
        const low = high < 0 ? -1 : HEX[raw.charCodeAt(i + 2)]
        if (low < 0) damage = '"=" without two hexadecimal digits in an encoded word'
        else {
          code = (high << 4) | low
          i += 2
        }
      } else if (isSpace(code)) {
        damage = 'white space inside an encoded word'
        if (code === 0x0d || code === 0x0a) {
          // a fold inside a word is no text
          i = skipSpace(raw, i) - 1
          continue
        }
      } else if (code > 0x7e) damage = 'bytes above 0x7e inside an encoded word'
      this.#bytes[this.#length++] = code
    }
    return damage
  }

  /** Appends the bytes of a B text; returns what is wrong with it (RFC 2047 4.1). */
  #base64(start: number, end: number): string | undefined {
    const raw = this.#raw
    let damage: string | undefined
    let digits = 0
    let padding = 0
    if (!this.#continues(start, end)) this.#width = 0
    const carried = this.#width
    for (let i = start; i < end; i++) {
      const code = raw.charCodeAt(i)
      const value = code < 0x80 ? BASE64[code] : -1
      if (value >= 0) {
        if (padding > 0) damage = 'base64 goes on after its padding in an encoded word'
        digits++
        this.#bits = (this.#bits << 6) | value
        this.#width += 6
        if (this.#width >= 8) {
          this.#width -= 8
          this.#bytes[this.#length++] = this.#bits >> this.#width
        }
      } else if (code === 0x3d) {
        padding++
        this.#width = 0
      } else
        damage = isSpace(code)
          ? 'white space inside an encoded word'
          : 'bytes outside the base64 alphabet in an encoded word'
    }
    if (carried > 0) return 'base64 group split over two encoded words'
    if (((digits + padding) & 3) !== 0 || padding > 2) damage ??= 'wrong base64 length in an encoded word'
    return damage
  }

  /**
   * Whether the text `start..end` goes on with the base64 group that the word before left open, cut in two by whoever folded the value; else
   * that word merely lacks padding. Bits left over that are not zero tell, and of two bits, which are zero before a space or
   * a digit, the lengths.
   */
  #continues(start: number, end: number): boolean {
    if (this.#width === 0) return false
    if (this.#width === 6 || (this.#bits & ((1 << this.#width) - 1)) !== 0) return true
    let length = 0
    for (let i = start; i < end; i++) {
      const code = this.#raw.charCodeAt(i)
      if (code === 0x3d || (code < 0x80 && BASE64[code] >= 0)) length++
    }
    return this.#width === 2 && (length & 3) === 1
  }

  /** Decodes the pending words. */
  #flush(): void {
    if (this.#end < 0) return
    const bytes = this.#bytes.subarray(0, this.#length)
    const { text, known, malformed, mislabelled } = decodeCharset(bytes, this.#charset)
    if (!known) this.#problem('unknown-charset', 'unknown charset of an encoded word', this.#start, this.#end)
    if (malformed)
      this.#problem(
        'bad-charset',
        'bytes that do not fit the charset of an encoded word',
        this.#start,
        this.#end,
      )
    if (mislabelled)
      this.#problem(
        'utf8-under-other-label',
        'UTF-8 in an encoded word of another charset',
        this.#start,
        this.#end,
      )
    const safe = withoutControls(text)
    if (safe !== text)
      this.#problem('bad-encoded-word', 'CR, LF or NUL inside an encoded word', this.#start, this.#end)
    this.#out += safe
    this.#length = 0
    this.#width = 0
    this.#end = -1
  }

  #problem(code: DefectCode, message: string, start: number, end: number): void {
    if (this.#problems.length < MAX_PROBLEMS) this.#problems.push({ code, message, start, end })
  }
}

/** Whether an encoded word may have this neighbour: white space, a parenthesis, a quote, or the value's end. */
function stands(raw: string, at: number): boolean {
  const code = raw.charCodeAt(at)
  return !(code >= 0) || isSpace(code) || code === 0x28 || code === 0x29 || code === 0x22
}
