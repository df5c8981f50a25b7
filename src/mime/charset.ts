/**
 * Bytes to text. Labels are read as the WHATWG Encoding Standard reads them, plus what real mail writes beyond it. No byte
 * order mark is ever taken away, so every byte of the input is part of some character of the text.
 */
import { findHigh, fromLatin1, latin1 } from './bytes.ts'
import { isUtf8ByMoreThanChance, markedCharset, metaCharset, zeroByteCharset } from './charset-evidence.ts'
import { CHARACTERS, Outline, UTF8_PARTS, utf8 } from './outline.ts'
import { decodeUtf7, utf7Offsets } from './utf7.ts'

/** A text by its outline, and how it was read. */
export interface Outlined {
  outline: Outline
  /** Canonical lower-case name of the charset that the text was read in. */
  charset: string
  /** False where the label is unknown. */
  known: boolean
  /** True where bytes do not fit the declared charset; they are U+FFFD, or windows-1252 for a label of US-ASCII. */
  malformed: boolean
  /** True where text declared in a charset of one byte a character is UTF-8 by more than chance, and is read so. */
  mislabelled?: boolean
}

export interface DecodedText extends Omit<Outlined, 'outline'> {
  text: string
}

interface Codec {
  name: string
  known: boolean
  /** Bytes below 0x80 mean themselves wherever no byte from 0x80 up is near. */
  ascii: boolean
  /** One code unit a byte. */
  single: boolean
  /** The label under which TextDecoder can be fed in pieces. */
  native?: string
  decode(bytes: Uint8Array): string
}

/** windows-1252 in 0x80..0x9f (WHATWG index); TextDecoder of Node 20 passes these bytes through as C1 controls. */
const C1 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178'

/** A latin1 string read as windows-1252. */
function windows1252(text: string): string {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0x80 && code <= 0x9f) return text.slice(0, i) + withC1(text, i)
  }
  return text
}

/** The text from `from` on with C1 controls replaced, by the block: a string for each would cost far more. */
function withC1(text: string, from: number): string {
  let out = ''
  const units = new Uint16Array(Math.min(text.length - from, 8192))
  for (let at = from; at < text.length; at += units.length) {
    const length = Math.min(text.length - at, units.length)
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(at + i)
      units[i] = code >= 0x80 && code <= 0x9f ? C1.charCodeAt(code - 0x80) : code
    }
    out += String.fromCharCode.apply(null, units.subarray(0, length) as unknown as number[])
  }
  return out
}

/**
 * Length of the UTF-8 sequence at `at` where it is well formed, else minus the length of its maximal subpart, which
 * decodes to one U+FFFD (Unicode 3.9, table 3-7).
 */
function utf8Length(byteAt: (at: number) => number, at: number): number {
  const lead = byteAt(at)
  if (lead < 0x80) return 1
  if (lead < 0xc2 || lead > 0xf4) return -1
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
  const second = byteAt(at + 1)
  if (!(second >= low && second <= high)) return -1
  for (let i = 2; i < length; i++) if ((byteAt(at + i) & 0xc0) !== 0x80) return -i
  return length
}

interface NodeBuffer {
  isUtf8?(bytes: Uint8Array): boolean
}

const nativeIsUtf8 = (
  globalThis as unknown as { process?: { getBuiltinModule?(id: string): NodeBuffer | undefined } }
).process?.getBuiltinModule?.('node:buffer')?.isUtf8

function isUtf8(bytes: Uint8Array): boolean {
  if (nativeIsUtf8) return nativeIsUtf8(bytes)
  const byteAt = (at: number) => bytes[at]
  for (let at = findHigh(bytes, 0, bytes.length); at < bytes.length; ) {
    const length = utf8Length(byteAt, at)
    if (length < 0) return false
    at += length
  }
  return true
}

/**
 * A latin1 string with each run of bytes above 0x7f read as UTF-8 where the run is valid UTF-8 (RFC 6532), else as
 * windows-1252. Text that is not all UTF-8 is read in `charset`, that of the message, where it says something. Pure ASCII comes back as it is.
 */
export function decodeHeaderText(text: string, charset?: string): string {
  let i = 0
  while (i < text.length && text.charCodeAt(i) < 0x80) i++
  if (i === text.length) return text
  if (charset !== undefined && !saysNothing(charset)) {
    const codec = codecOf(normalised(charset))
    if (codec.known && codec.ascii && codec !== UTF8 && isRaw8Bit(text)) return codec.decode(fromLatin1(text))
  }
  let out = ''
  let from = 0
  const byteAt = (at: number) => text.charCodeAt(at)
  while (i < text.length) {
    if (text.charCodeAt(i) < 0x80) {
      i++
      continue
    }
    out += text.slice(from, i)
    let decoded: string | undefined = ''
    let end = i
    while (text.charCodeAt(end) > 0x7f) {
      const length = decoded === undefined ? 1 : utf8Length(byteAt, end)
      if (length < 0) decoded = undefined
      if (decoded !== undefined) decoded += String.fromCodePoint(codePoint(text, end, length))
      end += Math.abs(length)
    }
    out += decoded ?? windows1252(text.slice(i, end))
    from = i = end
  }
  return out + text.slice(from)
}

/** Whether a latin1 string is neither ASCII nor UTF-8 (RFC 6532 3.2). */
export function isRaw8Bit(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return !isUtf8(fromLatin1(text))
  return false
}

/** The code point of a well-formed UTF-8 sequence of 2 to 4 bytes. */
function codePoint(text: string, at: number, length: number): number {
  let value = text.charCodeAt(at) & (0x7f >> length)
  for (let i = 1; i < length; i++) value = (value << 6) | (text.charCodeAt(at + i) & 0x3f)
  return value
}

/** Labels of real mail that the WHATWG table lacks. */
const ALIASES = new Map(
  Object.entries({
    '646': 'us-ascii',
    ansi: 'windows-1252',
    'ansi-x3.110-1983': 'windows-1252',
    binary: 'us-ascii',
    chinesebig5: 'big5',
    cp932: 'shift_jis',
    cp936: 'gbk',
    cp949: 'euc-kr',
    cp950: 'big5',
    cp65001: 'utf-8',
    default: 'us-ascii',
    'default-charset': 'us-ascii',
    'euc-cn': 'gbk',
    'gb-18030': 'gb18030',
    'gb2312-charset': 'gbk',
    'iso-10646': 'utf-8',
    ms932: 'shift_jis',
    ms936: 'gbk',
    sjis: 'shift_jis',
    'unicode-1-1-utf-7': 'utf-7',
    'unicode-2-0-utf-7': 'utf-7',
    'unicode-2-0-utf-8': 'utf-8',
    'unknown-8bit': 'us-ascii',
    'utf-8mb4': 'utf-8',
    utf8mb4: 'utf-8',
    utf7: 'utf-7',
    utf16: 'utf-16',
    'x-unknown': 'us-ascii',
    'x-utf-8': 'utf-8',
  }),
)

/** Encodings of iconv-lite that are no charsets of mail. It looks only at letters and digits of a label. */
const NOT_CHARSETS = new Set(['base64', 'hex', 'binary', 'utf7imap'])

interface Iconv {
  encodingExists(label: string): boolean
  decode(bytes: Uint8Array, label: string, options: { stripBOM: boolean }): string
}

let iconvLoaded: Iconv | null | undefined

/** iconv-lite, loaded when a charset first needs it, where the runtime is Node or alike. */
function iconv(): Iconv | null {
  if (iconvLoaded === undefined) {
    try {
      const runtime = globalThis as unknown as {
        process: { getBuiltinModule(id: string): { createRequire(url: string): (id: string) => Iconv } }
      }
      iconvLoaded = runtime.process.getBuiltinModule('node:module').createRequire(import.meta.url)(
        'iconv-lite',
      )
    } catch {
      iconvLoaded = null
    }
  }
  return iconvLoaded
}

/** ESC opens a code of ISO-2022, `+,` one of UTF-7: a charset that keeps this text is ASCII wherever bytes are. */
const ASCII_PROBE = Uint8Array.from('\x1b(B\t\r\n+, AZaz09!"#%&*<=>?@[]^_`{|}-', (char) => char.charCodeAt(0))
const HIGH_PROBE = Uint8Array.from({ length: 128 }, (_, i) => 128 + i)

function probed(name: string, decode: (bytes: Uint8Array) => string): Codec {
  const ascii = decode(ASCII_PROBE) === latin1(ASCII_PROBE)
  return { name, known: true, ascii, single: ascii && decode(HIGH_PROBE).length === 128, decode }
}

const UTF8: Codec = {
  name: 'utf-8',
  known: true,
  ascii: true,
  single: false,
  decode: (bytes) => utf8(bytes),
}

const WINDOWS_1252: Codec = {
  name: 'windows-1252',
  known: true,
  ascii: true,
  single: true,
  decode: (bytes) => windows1252(latin1(bytes)),
}

const UNKNOWN: Codec = { ...WINDOWS_1252, known: false }
const UNKNOWN_UTF8: Codec = { ...UTF8, known: false }

/** Halves of surrogate pairs without the other are U+FFFD: no decoder lets one out, and no index moves. */
const wellFormed = (text: string): string => text.toWellFormed()

const UTF7: Codec = {
  name: 'utf-7',
  known: true,
  ascii: false,
  single: false,
  decode: (bytes) => wellFormed(decodeUtf7(bytes)),
}

/** Stands for "nothing said": UTF-8 where the bytes are valid UTF-8, else windows-1252. */
const ASCII: Codec = { ...WINDOWS_1252, name: 'us-ascii' }

function nativeCodec(label: string): Codec | undefined {
  try {
    const decoder = new TextDecoder(label, { ignoreBOM: true })
    if (decoder.encoding === 'utf-8') return UTF8
    if (decoder.encoding === 'windows-1252') return WINDOWS_1252
    return { ...probed(decoder.encoding, (bytes) => wellFormed(decoder.decode(bytes))), native: label }
  } catch {
    return undefined
  }
}

function iconvCodec(label: string): Codec | undefined {
  const loaded = NOT_CHARSETS.has(label.replace(/[^a-z0-9]/g, '')) ? null : iconv()
  try {
    if (!loaded?.encodingExists(label)) return undefined
    return probed(label, (bytes) => wellFormed(loaded.decode(nodeBytes(bytes), label, { stripBOM: false })))
  } catch {
    return undefined
  }
}

/** iconv-lite's decoders call methods that only Node's own byte arrays have. */
function nodeBytes(bytes: Uint8Array): Uint8Array {
  const { Buffer } = globalThis as unknown as {
    Buffer: { from(buffer: ArrayBufferLike, offset: number, length: number): Uint8Array }
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Longer labels are no charset's. */
const MAX_LABEL = 40
/** Distinct labels whose codec is kept. */
const MAX_CODECS = 200
const codecs = new Map<string, Codec>()

/** The first word of the label in lower case: quotes and spaces before it and whatever follows it are left out. */
function normalised(label: string): string {
  let start = 0
  while (start < label.length && isLabelEnd(label.charCodeAt(start))) start++
  let end = start
  while (end < label.length && !isLabelEnd(label.charCodeAt(end))) end++
  return end - start > MAX_LABEL ? 'unknown' : label.slice(start, end).toLowerCase()
}

function isLabelEnd(code: number): boolean {
  return code <= 0x20 || '"\';,<>'.includes(String.fromCharCode(code))
}

/** The label and other ways to write it, the most canonical last. */
function spellings(label: string): string[] {
  const dashed = label.replaceAll('_', '-')
  const bare = dashed.startsWith('x-') || dashed.startsWith('cs') ? dashed.slice(2) : dashed
  const digits = bare.match(/\d+/)?.[0] ?? ''
  const letters = bare.replace(/[^a-z]/g, '')
  const list: (string | undefined)[] = [label, dashed, bare]
  if (letters === 'koir') list.push('koi8-r')
  if (letters === 'utf') list.push(`utf-${digits}`)
  if (letters === 'iso' || letters === 'isoi')
    list.push(`iso-8859-${bare.slice(bare.indexOf('8859') + 4).replace(/\D/g, '')}`)
  if (letters === 'win' || letters === 'windows' || letters === 'cp' || letters === 'ibm')
    list.push(`windows-${digits}`, `cp${digits}`, ALIASES.get(`cp${digits}`))
  list.push(ALIASES.get(bare), ALIASES.get(dashed))
  return list.filter((spelling) => spelling !== undefined)
}

function codecOf(label: string): Codec {
  const known = codecs.get(label)
  if (known) return known
  let codec: Codec | undefined
  const names = spellings(label)
  for (const name of names)
    codec ??= name === 'us-ascii' ? ASCII : name === 'utf-7' ? UTF7 : nativeCodec(name)
  for (const name of names.reverse()) codec ??= iconvCodec(name)
  codec ??= UNKNOWN
  // a copy: a slice would keep its header field alive
  if (codecs.size < MAX_CODECS) codecs.set(` ${label}`.slice(1), codec)
  return codec
}

const ASCII_LABELS = new Set(['', 'us-ascii', 'ascii', 'ansi_x3.4-1968', 'iso646-us', 'us'])

/** The codec for these bytes under this normalised label; `high` is the index of the first byte above 0x7f. */
function resolve(bytes: Uint8Array, name: string, high: number): Codec {
  const codec = ASCII_LABELS.has(name) ? ASCII : codecOf(name)
  if (codec === ASCII) return high === bytes.length ? ASCII : isUtf8(bytes) ? UTF8 : WINDOWS_1252
  if (codec === UNKNOWN) return high < bytes.length && isUtf8(bytes) ? UNKNOWN_UTF8 : UNKNOWN
  // RFC 2781 3.3: a byte order mark tells the order under the label UTF-16.
  if (codec.name === 'utf-16le' && !name.endsWith('le') && bytes[0] === 0xfe && bytes[1] === 0xff)
    return codecOf('utf-16be')
  if (codec.single && high < bytes.length && isUtf8(bytes) && isUtf8ByMoreThanChance(bytes)) return UTF8
  return codec
}

/** Whether a label says nothing. */
const saysNothing = (label: string | undefined): boolean => ASCII_LABELS.has(normalised(label ?? ''))

/**
 * The label under which the bytes of a text part are read: that of a byte order mark, else the declared one, else what `<meta>` or zero
 * bytes say.
 */
export function decidedLabel(
  bytes: Uint8Array,
  label: string | undefined,
  html: boolean,
): string | undefined {
  const marked = markedCharset(bytes)
  // FF FE 00 00 begins text in UTF-32 too, which no browser knows
  if (marked !== undefined) return normalised(label ?? '').startsWith('utf-32') ? label : marked
  if (!saysNothing(label)) return label
  const named = html ? metaCharset(bytes) : undefined
  if (named !== undefined && codecOf(normalised(named)).native !== undefined) return named
  if (named !== undefined && [UTF8, WINDOWS_1252].includes(codecOf(normalised(named)))) return named
  return zeroByteCharset(bytes) ?? label
}

/**
 * Reads the bytes of a text part. An absent label, US-ASCII and a label that nobody knows mean UTF-8 where the bytes are valid
 * UTF-8, else windows-1252.
 */
export function outlineCharset(bytes: Uint8Array, label: string | undefined): Outlined {
  const declared = normalised(label ?? '')
  const high = findHigh(bytes, 0, bytes.length)
  const codec = resolve(bytes, declared, high)
  const { name: charset, known } = codec
  if (codec.ascii && high === bytes.length)
    return { outline: new Outline(bytes, CHARACTERS, ''), charset, known, malformed: false }
  const misdeclared = declared !== '' && ASCII_LABELS.has(declared)
  if (charset === UTF8.name) {
    const sound = isUtf8(bytes)
    const outline = new Outline(bytes, UTF8_PARTS, '', utf8, sound)
    const mislabelled = !ASCII_LABELS.has(declared) && codecOf(declared).single && known
    return { outline, charset, known, malformed: misdeclared || !sound, ...(mislabelled && { mislabelled }) }
  }
  if (charset === WINDOWS_1252.name) {
    const slice = (all: Uint8Array, start: number, end: number) => windows1252(latin1(all, start, end))
    const outline = new Outline(bytes, CHARACTERS, '', slice)
    return { outline, charset, known, malformed: misdeclared }
  }
  const text = codec.decode(bytes)
  return {
    outline: Outline.of(text),
    charset,
    known,
    malformed: misdeclared || text.includes('\ufffd'),
  }
}

/** As {@link outlineCharset}, for an encoded word or the like. */
export function decodeCharset(bytes: Uint8Array, label: string | undefined): DecodedText {
  const { outline, ...read } = outlineCharset(bytes, label)
  return { text: outline.slice(0, outline.length), ...read }
}

/**
 * Finds for a code unit of the decoded text the index of the first byte of its character; for the length of the text, the number of
 * bytes. Units asked for in order cost one pass.
 */
export function charsetPlaces(bytes: Uint8Array, label: string | undefined): (unit: number) => number {
  const high = findHigh(bytes, 0, bytes.length)
  const codec = resolve(bytes, normalised(label ?? ''), high)
  if (codec.single || (codec.ascii && high === bytes.length)) return (unit) => unit
  if (codec.name === UTF8.name) return utf8Places(bytes)
  const offsets = offsetsOf(bytes, codec)
  return (unit) => offsets[unit]
}

/** For each code unit the index of the first byte of its character; one entry more holds the number of bytes. */
function offsetsOf(bytes: Uint8Array, codec: Codec): Uint32Array {
  if (codec === UTF7) return utf7Offsets(bytes)
  const { length } = codec.decode(bytes)
  if (codec.native !== undefined) return streamOffsets(bytes, codec.native, length)
  // decoders of iconv-lite give other text when fed in pieces: any character stands for the whole
  const offsets = new Uint32Array(length + 1)
  offsets[length] = bytes.length
  return offsets
}

function utf8Places(bytes: Uint8Array): (unit: number) => number {
  const byteAt = (at: number) => bytes[at]
  let at = 0
  /** The first code unit of the character at `at`. */
  let first = 0
  return (unit) => {
    if (unit < first) at = first = 0
    while (at < bytes.length) {
      const length = bytes[at] < 0x80 ? 1 : utf8Length(byteAt, at)
      const next = first + (length === 4 ? 2 : 1)
      if (unit < next) break
      first = next
      at += Math.abs(length)
    }
    return at
  }
}

/** Broken characters after which the rest of a text is mapped as one. */
const MAX_RESTARTS = 100

/**
 * Feeds a decoder one byte at a time. A character starts where the one before it was given out; several code units given out at once
 * are a surrogate pair, or a broken character and the bytes read again after it.
 */
function streamOffsets(bytes: Uint8Array, label: string, length: number): Uint32Array {
  const options = { ignoreBOM: true }
  const offsets = new Uint32Array(length + 1).fill(bytes.length)
  let decoder = new TextDecoder(label, options)
  let unit = 0
  let start = 0
  let restarts = 0
  for (let at = 0; at <= bytes.length; at++) {
    let text: string
    try {
      text =
        at < bytes.length ? decoder.decode(bytes.subarray(at, at + 1), { stream: true }) : decoder.decode()
    } catch {
      // Node throws where one byte gives more than two code units; from here on it can only start anew
      if (restarts++ === MAX_RESTARTS) {
        offsets.fill(start, unit, length)
        break
      }
      text = new TextDecoder(label, options).decode(bytes.subarray(start, at + 1))
      decoder = new TextDecoder(label, options)
    }
    if (text === '') continue
    const pair = text.length === 2 && (text.charCodeAt(0) & 0xfc00) === 0xd800
    for (let i = 0; i < text.length && unit < length; i++)
      offsets[unit++] = i === 0 || pair ? start : Math.max(start, at - (text.length - 1 - i))
    start = Math.min(at + 1, bytes.length)
  }
  return offsets
}
