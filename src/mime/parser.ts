/**
 * The push parser: chunks of any size in, header fields and parts with byte offsets out, in one pass (RFC 5322, 2045, 2046).
 *
 * One machine over lines. A line is delivered as a head of at most {@link LINE_HEAD} bytes, enough to tell a field, a
 * continuation or a boundary, and the rest of it as tails; so a line may be of any length and the result does not depend
 * on where chunks are cut. Runs of body lines that cannot be boundaries are passed on in one piece.
 */
import { GrowableBytes, indexOfByte } from './bytes.ts'
import type { DefectList } from './defects.ts'
import { Field } from './field.ts'
import { DEFAULT_LIMITS, type LimitHit, type LimitName, type Limits, type UnreadForm } from './limits.ts'
import { type MediaType, parseDisposition, parseMediaType } from './media-type.ts'
import { knownName, lowerName, viewOf } from './names.ts'
import { parseTransferEncoding, type TransferEncoding } from './transfer.ts'

/** One entity: the message itself, a part of a multipart, or an attached message. */
export interface Part {
  /** In order of appearance; 0 is the message itself. */
  index: number
  parent?: Part
  depth: number
  /** First byte of the header. */
  start: number
  /** First byte after the header's blank line. */
  bodyStart: number
  /** After the last byte of the body; the line end before a boundary belongs to the boundary. */
  bodyEnd: number
  fields: Field[]
  /** Lower case, `text/plain` where absent or unreadable (RFC 2045 5.2). */
  type: string
  parameters: ReadonlyMap<string, string>
  encoding: TransferEncoding
  disposition?: string
  filename?: string
  kind: 'leaf' | 'multipart' | 'message'
  /** For a multipart: whether its closing boundary was seen. */
  closed: boolean
  children: Part[]
}

/** What is asked for: a body as text, which the standards bind to lines of some length, or as it comes. */
export type Wanted = 'text' | 'data' | undefined

export interface MimeHandler {
  /** The header of `part` is in. The answer asks for its body in {@link partBody}; of a multipart that is what precedes its parts. */
  partHeader(part: Part): Wanted
  /** The closing boundary of the multipart `part` was met. The answer asks for what follows it. */
  partClosed(part: Part): Wanted
  /** The next raw body bytes of a part that asked for them; `at` is the offset of `bytes[start]` in the message. */
  partBody(part: Part, bytes: Uint8Array, start: number, end: number, at: number): void
  /** The part is complete. */
  partEnd(part: Part): void
}

/** Bytes of a line that are looked at to tell what it is; boundaries and field names are shorter. */
const LINE_HEAD = 1200
/** Longest boundary that is honoured: RFC 2046 allows 70, a line cannot carry more than this. */
const MAX_BOUNDARY = 998
const MAX_LINE = 998
const CRLF = Uint8Array.of(13, 10)

const LF = 10
const CR = 13
const SPACE = 32
const TAB = 9
const DASH = 45
const COLON = 58

export class MimeParser {
  readonly limitHits: LimitHit[] = []

  readonly #limits: Limits
  readonly #defects: DefectList
  readonly #handler: MimeHandler
  /** The whole message where it is in memory: nothing is copied then. */
  readonly #whole: Uint8Array | undefined

  #offset = 0
  readonly #carry = new GrowableBytes(0)
  #carryStart = 0
  #inTail = false

  #state: 'header' | 'body' | 'skip' = 'header'
  #stack: Part[] = []
  #part!: Part
  #boundaries: string[] = []
  #openBoundaries = 0
  #wanted = false
  #asText = false
  /** Bytes of a line end that belong to the body unless a boundary follows: 0, 1 (LF) or 2 (CRLF). */
  #held = 0
  #heldCr = false

  /** Where the fields of the open header are. */
  #head: GrowableBytes | { bytes: Uint8Array }
  /** The open field: its name, where it starts in the message and in the head, and where its value starts. */
  #inField = false
  #fieldName = ''
  #fieldStart = 0
  #fieldAt = 0
  #valueStart = 0
  /** Bytes of it that are kept, and trailing CR and LF among them. */
  #fieldBytes = 0
  #lineEnd = 0
  /** The boundary that the open header names, once a line of dashes has asked for it. */
  #ownBoundary: string | undefined
  #headerBytes = 0
  #fieldCount = 0
  #partCount = 0
  #blankLines = 0
  /** Where the last line of a run of body lines starts. */
  #lastLine = 0
  /** Where the first lines end that end this way. */
  #firstLf = -1
  #firstCrlf = -1
  /** The open header may hold a byte that it may not, or a long line. */
  #suspect = true
  /** The next CR, NUL and colon of the whole message, from where they were last asked for. */
  #nextCr = -1
  #nextNul = -1
  #nextColon = -1
  #viewed: Uint8Array | undefined
  #view: DataView | undefined

  constructor(limits: Limits, defects: DefectList, handler: MimeHandler, whole?: Uint8Array) {
    this.#limits = limits
    this.#defects = defects
    this.#handler = handler
    this.#whole = whole
    this.#head = { bytes: whole ?? CRLF }
    this.#startPart(undefined, 0)
  }

  /** A view of the bytes, made once for all fields in them. */
  #viewOf(bytes: Uint8Array): DataView {
    if (this.#viewed !== bytes) {
      this.#viewed = bytes
      this.#view = viewOf(bytes)
    }
    return this.#view!
  }

  /** True once the header of the message itself is complete. */
  get headerComplete(): boolean {
    return this.#partCount > 1 || this.#state !== 'header'
  }

  /** With `headerOnly` it stops behind the header of the message itself. */
  write(chunk: Uint8Array, headerOnly = false): void {
    const length = chunk.length
    let at = 0
    while (at < length) {
      if (this.#state === 'skip' || (headerOnly && this.headerComplete)) break
      if (this.#inTail) {
        const lf = indexOfByte(chunk, LF, at)
        const end = lf < 0 ? length : lf + 1
        this.#inTail = lf < 0
        this.#lineTail(chunk, at, end, this.#offset + at)
        at = end
      } else if (this.#carry.length > 0) {
        at = this.#fillCarry(chunk, at)
      } else {
        if (this.#state === 'body') {
          at = this.#bodyLines(chunk, at)
          if (at >= length) break
        } else if (chunk === this.#whole) {
          at = this.#plainFields(chunk, at)
          if (at >= length) break
        }
        const lf = indexOfByte(chunk, LF, at)
        const end = lf < 0 ? length : lf + 1
        if (end - at > LINE_HEAD) {
          this.#inTail = true
          this.#lineHead(chunk, at, at + LINE_HEAD, this.#offset + at)
          at += LINE_HEAD
        } else if (lf >= 0) {
          this.#lineHead(chunk, at, end, this.#offset + at)
          at = end
        } else {
          this.#carryStart = this.#offset + at
          this.#carry.append(chunk, at, length)
          at = length
        }
      }
    }
    this.#offset += length
  }

  /** Ends the message; returns its size in bytes. */
  end(): number {
    if (this.#carry.length > 0) {
      const length = this.#carry.length
      this.#carry.clear()
      this.#lineHead(this.#carry.bytes, 0, length, this.#carryStart)
    }
    while (this.#state === 'header') this.#finishHeader(this.#offset)
    if (this.#state === 'body') this.#releaseHeld(this.#offset)
    this.#closeDownTo(0, this.#offset)
    this.#closePart(this.#stack.pop()!, this.#offset)
    if (this.#offset === 0) this.#defects.add('empty-message', 0, 0, 0)
    if (this.#firstLf >= 0) {
      if (this.#firstCrlf < 0) this.#defects.add('bare-lf', 0, this.#firstLf, this.#firstLf + 1)
      else {
        const second = Math.max(this.#firstLf, this.#firstCrlf)
        this.#defects.add('mixed-line-ends', 0, second, second + 1)
      }
    }
    return this.#offset
  }

  #fillCarry(chunk: Uint8Array, at: number): number {
    const carry = this.#carry
    const room = Math.min(LINE_HEAD - carry.length, chunk.length - at)
    const lf = indexOfByte(chunk.subarray(at, at + room), LF, 0)
    const end = at + (lf < 0 ? room : lf + 1)
    carry.append(chunk, at, end)
    if (lf < 0 && room > 0) return end
    this.#inTail = lf < 0
    const length = carry.length
    carry.clear()
    this.#lineHead(carry.bytes, 0, length, this.#carryStart)
    return end
  }

  /** Passes on complete body lines that start with no dash, in one piece. Returns where the next line to look at starts. */
  #bodyLines(chunk: Uint8Array, at: number): number {
    const next = this.#undashedLines(chunk, at)
    if (next === at) return at
    this.#releaseHeld(this.#offset + at)
    const last = this.#lastLine - this.#offset
    const held = next - 2 >= last && chunk[next - 2] === CR ? 2 : 1
    if (this.#wanted && next - held > at)
      this.#handler.partBody(this.#part, chunk, at, next - held, this.#offset + at)
    this.#held = held
    return next
  }

  /**
   * Where the complete lines from `at` on end that cannot be boundaries. A loop on its own: most bytes of an attachment
   * pass here and nowhere else, in one call.
   */
  #undashedLines(chunk: Uint8Array, at: number): number {
    const { length } = chunk
    const offset = this.#offset
    const bounded = this.#openBoundaries > 0
    const longest = this.#wanted ? MAX_LINE + 1 : length
    let lf = this.#firstLf
    let crlf = this.#firstCrlf
    let last = at
    let next = at
    while (next < length && (chunk[next] !== DASH || !bounded)) {
      const end = indexOfByte(chunk, LF, next)
      if (end < 0) break
      if (chunk[end - 1] === CR && end > next) {
        if (crlf < 0) crlf = offset + end
      } else if (lf < 0) lf = offset + end
      if (end - next > longest) this.#lineTooLong(offset + next)
      last = next
      next = end + 1
    }
    this.#firstLf = lf
    this.#firstCrlf = crlf
    this.#lastLine = offset + last
    return next
  }

  #want(wanted: Wanted): void {
    this.#wanted = wanted !== undefined
    this.#asText = wanted === 'text'
  }

  #lineTooLong(start: number): void {
    if (!this.#asText) return
    this.#defects.add('line-too-long', this.#part.index, start, start + MAX_LINE)
  }

  /** The first bytes of a line, at most LINE_HEAD of them, its line end included where they reach that far. */
  #lineHead(bytes: Uint8Array, start: number, end: number, at: number): void {
    if (this.#state === 'header') this.#headerLine(bytes, start, end, at)
    else if (this.#state === 'body') {
      if (bytes[start] === DASH && bytes[start + 1] === DASH && this.#openBoundaries > 0) {
        if (this.#boundaryLine(bytes, start, end, at)) return
      }
      this.#bodyBytes(bytes, start, end, at, true)
    }
  }

  #lineTail(bytes: Uint8Array, start: number, end: number, at: number): void {
    if (this.#state === 'header') this.#keep(bytes, start, end)
    else if (this.#state === 'body') this.#bodyBytes(bytes, start, end, at, false)
  }

  // ---- bodies

  /** A piece of one body line; its line end is held back because it may belong to a boundary. */
  #bodyBytes(bytes: Uint8Array, start: number, end: number, at: number, first: boolean): void {
    if (first) this.#releaseHeld(at)
    else if (this.#heldCr) {
      this.#heldCr = false
      if (end - start === 1 && bytes[start] === LF) {
        this.#held = 2
        if (this.#firstCrlf < 0) this.#firstCrlf = at
        return
      }
      if (this.#wanted) this.#handler.partBody(this.#part, CRLF, 0, 1, at - 1)
    }
    if (first && this.#wanted && end - start > MAX_LINE + 2) this.#lineTooLong(at)
    let stop = end
    if (bytes[end - 1] === LF) {
      const cr = end - 2 >= start && bytes[end - 2] === CR
      this.#held = cr ? 2 : 1
      stop = end - this.#held
      this.#countLineEnd(bytes, start, end, at)
    } else if (bytes[end - 1] === CR && this.#inTail) {
      this.#heldCr = true
      stop = end - 1
    }
    if (this.#wanted && stop > start) this.#handler.partBody(this.#part, bytes, start, stop, at)
  }

  #releaseHeld(at: number): void {
    if (this.#heldCr) {
      this.#heldCr = false
      if (this.#wanted) this.#handler.partBody(this.#part, CRLF, 0, 1, at - 1)
    }
    if (this.#held === 0) return
    if (this.#wanted) this.#handler.partBody(this.#part, CRLF, 2 - this.#held, 2, at - this.#held)
    this.#held = 0
  }

  // ---- boundaries

  /** Handles a line that may be a boundary of an open multipart, innermost first; false where it is none. */
  #boundaryLine(bytes: Uint8Array, start: number, end: number, at: number): boolean {
    const stop = lineContentEnd(bytes, start, end)
    for (let depth = this.#stack.length - 1; depth >= 0; depth--) {
      const boundary = this.#boundaries[depth]
      if (boundary === '') continue
      const kind = matchBoundary(bytes, start + 2, stop, boundary)
      if (kind === 0) continue
      const multipart = this.#stack[depth]
      if (multipart.closed) {
        this.#defects.add('boundary-after-close', multipart.index, at, at + stop - start)
        return false
      }
      this.#countLineEnd(bytes, start, end, at)
      this.#closeDownTo(depth, at - this.#held)
      this.#held = 0
      if (kind === 2) {
        multipart.closed = true
        this.#part = multipart
        this.#state = 'body'
        this.#want(this.#handler.partClosed(multipart))
      } else this.#startPart(multipart, at + end - start)
      return true
    }
    return false
  }

  // ---- parts

  #startPart(parent: Part | undefined, start: number): void {
    if (this.#partCount >= this.#limits.parts) {
      this.#hit('parts', start, 'the parts that follow')
      this.#state = 'skip'
      return
    }
    const part: Part = {
      index: this.#partCount++,
      parent,
      depth: parent ? parent.depth + 1 : 0,
      start,
      bodyStart: start,
      bodyEnd: start,
      fields: [],
      type: parent?.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain',
      parameters: NO_PARAMETERS,
      encoding: '7bit',
      kind: 'leaf',
      closed: false,
      children: [],
    }
    parent?.children.push(part)
    this.#stack.push(part)
    this.#boundaries.push('')
    this.#part = part
    this.#state = 'header'
    this.#held = 0
    this.#blankLines = 0
    if (this.#whole) this.#suspect = false
    else this.#head = new GrowableBytes(parent ? 256 : 8192)
  }

  #closeDownTo(depth: number, at: number): void {
    while (this.#stack.length - 1 > depth) this.#closePart(this.#stack.pop()!, at)
  }

  #closePart(part: Part, at: number): void {
    const boundary = this.#boundaries.pop()
    if (boundary) {
      this.#openBoundaries--
      if (!part.closed && this.#state !== 'skip') {
        const code = part.children.length > 0 ? 'missing-closing-boundary' : 'boundary-not-found'
        this.#defects.add(code, part.index, at, at)
      }
    }
    part.bodyEnd = Math.max(part.bodyStart, at)
    this.#handler.partEnd(part)
  }

  #hit(limit: LimitName | UnreadForm, start: number, skipped: string): void {
    if (this.limitHits.some((hit) => hit.limit === limit)) return
    const value = isLimit(limit) ? this.#limits[limit] : 0
    this.limitHits.push({ limit, value, start, skipped })
  }

  // ---- headers

  /**
   * Takes fields of the whole message that need no closer look: of a name met before, their lines neither blank nor of more
   * bytes than are looked at, within the limits. Returns where the next line to look at starts.
   */
  #plainFields(bytes: Uint8Array, at: number): number {
    if (this.#blankLines > 0) return at
    const { fields: maxFields, fieldBytes, headerBytes } = this.#limits
    const { index, fields } = this.#part
    const view = this.#viewOf(bytes)
    while (this.#fieldCount < maxFields) {
      if (this.#nextColon < at) this.#nextColon = nextByte(bytes, COLON, at)
      const colon = this.#nextColon
      const name = knownName(view, at, colon)
      if (name === undefined || bytes[at] === DASH) return at
      const next = this.#foldedEnd(bytes, at)
      const length = next - at
      if (length <= 0 || length > fieldBytes || this.#headerBytes + length > headerBytes) return at
      this.#closeField()
      this.#fieldCount++
      this.#headerBytes += length
      const end = lineContentEnd(bytes, at, next)
      fields.push(new Field(name, index, at, colon + 1, end, this.#head, at))
      at = next
    }
    return at
  }

  /** Where the field that starts at `at` and the line end behind it end; -1 where one of its lines needs a closer look. */
  #foldedEnd(bytes: Uint8Array, at: number): number {
    let line = at
    for (;;) {
      const lf = indexOfByte(bytes, LF, line)
      if (lf < 0 || lf >= line + LINE_HEAD) return -1
      const stop = lineContentEnd(bytes, line, lf + 1)
      if (line > at && isBlank(bytes, line, stop)) return -1
      if (!this.#suspect) this.#lookThrough(line, stop)
      if (stop === lf) {
        if (this.#firstLf < 0) this.#firstLf = lf
      } else if (this.#firstCrlf < 0) this.#firstCrlf = lf
      line = lf + 1
      const first = bytes[line]
      if (first !== SPACE && first !== TAB) return line
    }
  }

  #headerLine(bytes: Uint8Array, start: number, end: number, at: number): void {
    const part = this.#part
    let first = bytes[start]
    if (at === 0 && first === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf) {
      this.#defects.add('byte-order-mark', 0, 0, 3)
      start += 3
      at += 3
      first = bytes[start]
    }
    const stop = lineContentEnd(bytes, start, end)
    if (stop === start && end > start) {
      this.#countLineEnd(bytes, start, end, at)
      if (part.parent === undefined && this.#noField) this.#blankLines++
      else this.#finishHeader(at + end - start)
      return
    }
    if (end === start) return
    if (!this.#suspect) this.#lookThrough(at, at + stop - start)
    if (first === SPACE || first === TAB) {
      this.#countLineEnd(bytes, start, end, at)
      if (isBlank(bytes, start, stop) && !this.#inTail)
        this.#defects.add('whitespace-only-line', part.index, at, at + stop - start)
      if (this.#inField) this.#keep(bytes, start, end)
      else this.#beginField('', bytes, start, end, at, 0, 'stray-continuation')
      return
    }
    if (first === DASH && bytes[start + 1] === DASH && this.#boundaryInHeader(bytes, start, end, at)) return
    const colon = fieldColon(bytes, start, stop)
    if (colon < 0) {
      if (this.#blankLines > 0 && this.#noField) {
        // Blank lines and then no field: there is no header, and the body has begun.
        this.#finishHeader(at)
        this.#lineHead(bytes, start, end, at)
        return
      }
      const mbox = this.#noField && startsWithFrom(bytes, start)
      if (isWide(bytes, start, end)) this.#hit('wideCharacters', at, 'a header in UTF-16 or UTF-32')
      this.#countLineEnd(bytes, start, end, at)
      this.#beginField('', bytes, start, end, at, 0, mbox ? 'mbox-from-line' : 'malformed-field')
      return
    }
    this.#countLineEnd(bytes, start, end, at)
    if (this.#blankLines > 0 && this.#noField) this.#defects.add('leading-blank-line', 0, 0, at)
    let nameEnd = colon
    while (nameEnd > start && (bytes[nameEnd - 1] === SPACE || bytes[nameEnd - 1] === TAB)) nameEnd--
    if (nameEnd < colon)
      this.#defects.add('space-before-colon', part.index, at + nameEnd - start, at + colon - start)
    const name = lowerName(bytes, this.#viewOf(bytes), start, nameEnd)
    this.#beginField(name, bytes, start, end, at, colon + 1 - start)
  }

  /** A line of dashes in a header: a boundary that no blank line precedes, of this very part or of one around it. */
  #boundaryInHeader(bytes: Uint8Array, start: number, end: number, at: number): boolean {
    const stop = lineContentEnd(bytes, start, end)
    let known = this.#boundaries.some((b) => b !== '' && matchBoundary(bytes, start + 2, stop, b) > 0)
    if (!known) {
      this.#closeField()
      const type = this.#part.fields.find(({ name }) => name === 'content-type')
      if (type) this.#ownBoundary ??= parseMediaType(type.raw).params.get('boundary') ?? ''
      known = !!this.#ownBoundary && matchBoundary(bytes, start + 2, stop, this.#ownBoundary) > 0
    }
    if (!known) return false
    this.#defects.add('missing-blank-line', this.#part.index, at, at)
    this.#finishHeader(at)
    this.#lineHead(bytes, start, end, at)
    return true
  }

  #beginField(
    name: string,
    bytes: Uint8Array,
    start: number,
    end: number,
    at: number,
    value: number,
    defect?: 'malformed-field' | 'stray-continuation' | 'mbox-from-line',
  ): void {
    this.#closeField()
    if (defect)
      this.#defects.add(defect, this.#part.index, at, at + lineContentEnd(bytes, start, end) - start)
    const spent =
      this.#fieldCount >= this.#limits.fields
        ? 'fields'
        : this.#headerBytes >= this.#limits.headerBytes
          ? 'headerBytes'
          : undefined
    if (spent) {
      this.#hit(spent, at, 'header fields that follow')
      return
    }
    this.#fieldCount++
    this.#inField = true
    this.#fieldName = name
    this.#fieldStart = at
    this.#fieldAt = this.#head instanceof GrowableBytes ? this.#head.length : at
    this.#valueStart = at + value
    this.#fieldBytes = 0
    this.#lineEnd = 0
    this.#keep(bytes, start, end)
  }

  /** Adds bytes to the open field, as far as the limits allow. */
  #keep(bytes: Uint8Array, start: number, end: number): void {
    if (!this.#inField) return
    const room = Math.min(
      this.#limits.fieldBytes - this.#fieldBytes,
      this.#limits.headerBytes - this.#headerBytes,
      end - start,
    )
    if (room < end - start) {
      const limit = this.#limits.fieldBytes - this.#fieldBytes <= room ? 'fieldBytes' : 'headerBytes'
      const at = this.#fieldStart + this.#fieldBytes + Math.max(room, 0)
      this.#hit(limit, at, `the rest of a field of the header`)
    }
    if (room <= 0) return
    if (this.#head instanceof GrowableBytes) this.#head.append(bytes, start, start + room)
    this.#fieldBytes += room
    this.#headerBytes += room
    if (bytes[start + room - 1] === LF) {
      // The CR may have come with the piece before.
      const cr = room > 1 ? bytes[start + room - 2] === CR : this.#lineEnd === 1
      this.#lineEnd = cr ? 2 : 1
    } else this.#lineEnd = bytes[start + room - 1] === CR ? 1 : 0
  }

  #closeField(): void {
    if (!this.#inField) return
    this.#inField = false
    const { index, fields } = this.#part
    const start = this.#fieldStart
    const end = start + this.#fieldBytes - this.#lineEnd
    const valueStart = Math.min(this.#valueStart, end)
    fields.push(new Field(this.#fieldName, index, start, valueStart, end, this.#head, this.#fieldAt))
  }

  /** No field of the open header has begun. */
  get #noField(): boolean {
    return !this.#inField && this.#part.fields.length === 0
  }

  #finishHeader(bodyStart: number): void {
    this.#closeField()
    const part = this.#part
    this.#ownBoundary = undefined
    part.bodyStart = bodyStart
    part.bodyEnd = bodyStart
    if (this.#suspect || this.#holdsNul(part.start, bodyStart)) this.#scanDamage(part)
    this.#describe(part)
    this.#state = 'body'
    this.#want(this.#handler.partHeader(part))
    if (part.kind === 'message') this.#startPart(part, bodyStart)
  }

  /** Sees to it that the header is scanned for damage where the line of the whole message holds a CR, or is long. */
  #lookThrough(at: number, end: number): void {
    if (this.#nextCr < at) this.#nextCr = nextByte(this.#whole!, CR, at)
    if (this.#nextCr < end || end - at > MAX_LINE - 1) this.#suspect = true
  }

  #holdsNul(start: number, end: number): boolean {
    if (this.#nextNul < start) this.#nextNul = nextByte(this.#whole!, 0, start)
    return this.#nextNul < end
  }

  /** Bytes that no header may hold (RFC 5322 2.2, 6532 3.2). */
  #scanDamage(part: Part): void {
    for (const field of part.fields) {
      const raw = field.raw
      const nul = raw.indexOf('\0')
      if (nul >= 0) {
        const at = field.valueStart + nul
        this.#defects.add('nul', part.index, at, at + 1)
      }
      for (let cr = raw.indexOf('\r'); cr >= 0; cr = raw.indexOf('\r', cr + 1)) {
        if (raw.charCodeAt(cr + 1) === LF) continue
        const at = field.valueStart + cr
        this.#defects.add('bare-cr', part.index, at, at + 1)
        NAME_BEHIND_CR.lastIndex = cr + 1
        if (NAME_BEHIND_CR.test(raw)) this.#hit('bareCr', at + 1, 'fields behind a CR without LF')
        else if (BODY_BEHIND_CR.test(raw.slice(cr, cr + 3)))
          this.#hit('bareCr', at + 2, 'a body behind lines that end in CR without LF')
      }
      let line = -(field.valueStart - field.start)
      for (let lf = raw.indexOf('\n'); ; lf = raw.indexOf('\n', lf + 1)) {
        const end = lf < 0 ? raw.length : lf
        if (end - line > MAX_LINE + 1)
          this.#defects.add('line-too-long', part.index, field.valueStart + line, field.valueStart + end)
        if (lf < 0) break
        line = lf + 1
      }
    }
  }

  /** Reads what the structure needs: type, encoding, disposition. The first of several equal fields counts. */
  #describe(part: Part): void {
    let typeField: Field | undefined
    let encodingField: Field | undefined
    let dispositionField: Field | undefined
    for (const field of part.fields) {
      if (field.name === 'content-type') typeField ??= field
      else if (field.name === 'content-transfer-encoding') encodingField ??= field
      else if (field.name === 'content-disposition') dispositionField ??= field
    }
    let media: MediaType | undefined
    if (typeField) {
      media = parseMediaType(typeField.raw, this.#limits.parameters)
      this.#omits(typeField, media.omitted)
      if (media.type) {
        part.type = media.type
        part.parameters = media.params
      } else this.#defects.add('bad-content-type', part.index, typeField.start, typeField.end)
      for (const problem of media.problems) {
        const range = typeField.range(problem.start, problem.end)
        this.#defects.add('bad-parameter', part.index, range.start, range.end)
      }
    }
    if (encodingField) {
      part.encoding = parseTransferEncoding(encodingField.raw)
      if (part.encoding === 'unknown')
        this.#defects.add('unknown-transfer-encoding', part.index, encodingField.start, encodingField.end)
    }
    const disposition = dispositionField && parseDisposition(dispositionField.raw, this.#limits.parameters)
    if (dispositionField) this.#omits(dispositionField, disposition?.omitted)
    part.disposition = disposition?.disposition
    part.filename = disposition?.params.get('filename') ?? media?.params.get('name')
    this.#nest(part, typeField)
  }

  #omits(field: Field, at: number | undefined): void {
    if (at !== undefined) this.#hit('parameters', field.valueStart + at, 'further parameters of a field')
  }

  #nest(part: Part, typeField: Field | undefined): void {
    const multipart = part.type.startsWith('multipart/')
    const message = part.type === 'message/rfc822' || part.type === 'message/global'
    if (!multipart && !message) return
    const place = typeField ?? { start: part.start, end: part.start }
    const coded = part.encoding === 'base64' || part.encoding === 'quoted-printable'
    if (coded) this.#defects.add('encoded-multipart', part.index, place.start, place.end)
    if (part.depth >= this.#limits.depth) {
      this.#hit('depth', part.bodyStart, 'the parts inside a part nested too deep')
      return
    }
    if (message) {
      if (!coded) part.kind = 'message'
      return
    }
    const boundary = part.parameters.get('boundary')?.trimEnd() ?? ''
    if (boundary === '') {
      this.#defects.add('missing-boundary', part.index, place.start, place.end)
      return
    }
    if (boundary.length > 70) this.#defects.add('bad-boundary', part.index, place.start, place.end)
    if (boundary.length > MAX_BOUNDARY) {
      this.#hit('longBoundary', part.bodyStart, 'the parts of a multipart with a boundary longer than a line')
      return
    }
    part.kind = 'multipart'
    this.#boundaries[this.#boundaries.length - 1] = boundary
    this.#openBoundaries++
  }

  #countLineEnd(bytes: Uint8Array, start: number, end: number, at: number): void {
    if (bytes[end - 1] !== LF) return
    const place = at + end - start - 1
    if (end - 2 >= start && bytes[end - 2] === CR) {
      if (this.#firstCrlf < 0) this.#firstCrlf = place
    } else if (this.#firstLf < 0) this.#firstLf = place
  }
}

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map()

function isLimit(name: LimitName | UnreadForm): name is LimitName {
  return Object.hasOwn(DEFAULT_LIMITS, name)
}

/** Index of the next such byte, Infinity where there is none. */
function nextByte(bytes: Uint8Array, byte: number, from: number): number {
  const at = indexOfByte(bytes, byte, from)
  return at < 0 ? Number.POSITIVE_INFINITY : at
}

/** End of a line's content, its CRLF or LF left out. */
function lineContentEnd(bytes: Uint8Array, start: number, end: number): number {
  if (end > start && bytes[end - 1] === LF) end--
  if (end > start && bytes[end - 1] === CR) end--
  return end
}

/** What a program that ends lines at a CR takes for the name of a field. */
const NAME_BEHIND_CR = /[\x21-\x39\x3b-\x7e]{1,76}[\t ]{0,8}:/y

/** What it takes for an empty line and a body. */
const BODY_BEHIND_CR = /^\r\r[^\r\n]/

/** Whether a line has as many zero bytes as one of ASCII has in UTF-16 or UTF-32, which is one in two at least; half of them will do. */
function isWide(bytes: Uint8Array, start: number, end: number): boolean {
  let zeros = 0
  for (let i = start; i < end; i++) if (bytes[i] === 0) zeros++
  return zeros > 0 && zeros * 4 >= end - start
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== SPACE && bytes[i] !== TAB) return false
  return true
}

/** "From " or ">From ", as mbox files have before a message. */
function startsWithFrom(bytes: Uint8Array, start: number): boolean {
  const at = bytes[start] === 0x3e ? start + 1 : start
  return (
    bytes[at] === 0x46 &&
    bytes[at + 1] === 0x72 &&
    bytes[at + 2] === 0x6f &&
    bytes[at + 3] === 0x6d &&
    bytes[at + 4] === SPACE
  )
}

/** Index of the colon that ends a field name (RFC 5322 2.2: printable ASCII; 4.5.1 lets white space follow), else -1. */
function fieldColon(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  for (; at < end; at++) {
    const byte = bytes[at]
    if (byte === COLON || byte <= SPACE || byte >= 127) break
  }
  if (at === start) return -1
  while (at < end && (bytes[at] === SPACE || bytes[at] === TAB)) at++
  return at < end && bytes[at] === COLON ? at : -1
}

/** 0 no match, 1 delimiter, 2 closing delimiter (RFC 2046 5.1.1); white space may pad the line. */
function matchBoundary(bytes: Uint8Array, start: number, end: number, boundary: string): 0 | 1 | 2 {
  const length = boundary.length
  if (end - start < length) return 0
  for (let i = 0; i < length; i++) if (bytes[start + i] !== boundary.charCodeAt(i)) return 0
  let at = start + length
  const closing = bytes[at] === DASH && bytes[at + 1] === DASH && at + 1 < end
  if (closing) at += 2
  return isBlank(bytes, at, end) ? (closing ? 2 : 1) : 0
}
