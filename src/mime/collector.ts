/** Keeps what a report needs of a message while it streams by: the parts, and the bodies of its text parts within limits. */
import { GrowableBytes, latin1, plainBytes } from './bytes.ts'
import { DefectList } from './defects.ts'
import type { LimitHit, Limits } from './limits.ts'
import { type MimeHandler, MimeParser, type Part, type Wanted } from './parser.ts'
import { PartText } from './text.ts'

const READ = new Set(['text/plain', 'text/html', 'text/x-amp-html'])

export interface TextBody {
  part: Part
  text: PartText
}

/** What stands before the first boundary of a multipart, or behind the closing one: nothing shows it (RFC 2046 5.1.1). */
export interface OutsideText extends TextBody {
  where: 'preamble' | 'epilogue'
}

/** The beginning of a part that is a picture. */
export interface PictureHead {
  part: Part
  /** As it stands in the message. */
  raw: Uint8Array
}

/** Raw bytes that are kept of a picture, and of all pictures of a message. */
const PICTURE_BYTES = 1 << 16
const ALL_PICTURE_BYTES = 1 << 19

/** A message taken apart. */
export interface Entity {
  size: number
  root: Part
  /** In order of appearance. */
  parts: Part[]
  /** Text parts that belong to the message's own body: not attachments, not inside an attached message. */
  texts: TextBody[]
  /** Text of the message's own body outside the boundaries of its multiparts. */
  outside: OutsideText[]
  /** The pictures of the message's own body, attached or shown in it. */
  pictures: PictureHead[]
  defects: DefectList
  limitHits: LimitHit[]
}

/** Whether a reader shows this part as text of the message. A multipart without a boundary is read as text (RFC 2045 5.2). */
function isBodyText(part: Part): boolean {
  if (part.kind !== 'leaf') return false
  return (READ.has(part.type) || part.type.startsWith('multipart/')) && isOwn(part)
}

/** Neither an attachment nor inside an attached message. */
function isOwn(part: Part): boolean {
  return part.disposition !== 'attachment' && !isAttached(part)
}

function isPicture(part: Part): boolean {
  return part.kind === 'leaf' && part.type.startsWith('image/') && !isAttached(part)
}

/** Whether the part is inside an attached message. */
function isAttached(part: Part): boolean {
  for (let p = part.parent; p; p = p.parent) if (p.kind === 'message' && p.parent) return true
  return false
}

/** Feed it with {@link write}, then {@link end} it once. Give `whole` where the message is in memory: nothing is copied then. */
export class Collector implements MimeHandler {
  readonly #parser: MimeParser
  readonly #defects: DefectList
  readonly #whole: Uint8Array | undefined
  readonly #parts: Part[] = []
  readonly #texts: TextBody[] = []
  readonly #outside: OutsideText[] = []
  readonly #pictures: PictureHead[] = []
  readonly #hits: LimitHit[] = []
  readonly #textLimit: number
  #textBytes = 0
  #kept: GrowableBytes | undefined
  #pictureBytes = 0
  /** The beginning of the picture that is read. */
  #picture: GrowableBytes | undefined
  /** The multipart outside of whose boundaries there is text just now, with that text and its place. */
  #outer: Part | undefined
  #outerText = new GrowableBytes(0)
  #outerStart = 0

  constructor(limits: Limits, whole?: Uint8Array) {
    this.#whole = whole
    this.#textLimit = limits.textBytes
    this.#defects = new DefectList(limits.defects)
    this.#parser = new MimeParser(limits, this.#defects, this, whole)
  }

  /** The message's own header, once it is complete. */
  get root(): Part | undefined {
    return this.#parser.headerComplete ? this.#parts[0] : undefined
  }

  write(chunk: Uint8Array): void {
    this.#parser.write(chunk)
  }

  /** Reads the message's own header alone, of which `chunk` has the beginning; nothing may be written after that. */
  writeHeader(chunk: Uint8Array): void {
    this.#parser.write(chunk, true)
  }

  end(): Entity {
    const size = this.#parser.end()
    return this.#entity(size, this.#texts, this.#outside, this.#pictures)
  }

  /** What is known when only the header is in; undefined before that. */
  headerOnly(size: number): Entity | undefined {
    return this.root && this.#entity(size, [], [], [])
  }

  #entity(size: number, texts: TextBody[], outside: OutsideText[], pictures: PictureHead[]): Entity {
    return {
      size,
      root: this.#parts[0],
      parts: this.#parts,
      texts,
      outside,
      pictures,
      defects: this.#defects,
      limitHits: [...this.#parser.limitHits, ...this.#hits],
    }
  }

  partHeader(part: Part): Wanted {
    this.#endOutside('preamble')
    this.#parts.push(part)
    if (part.kind === 'multipart') return isOwn(part) ? 'text' : undefined
    if (isBodyText(part)) {
      if (!this.#whole) this.#kept = new GrowableBytes(4096)
      return 'text'
    }
    if (this.#whole || !isPicture(part)) return undefined
    this.#picture = new GrowableBytes(4096)
    return 'data'
  }

  partClosed(part: Part): Wanted {
    // where the first boundary is the closing one, programs differ in what they show
    this.#outer = undefined
    return part.children.length > 0 && isOwn(part) ? 'text' : undefined
  }

  partBody(part: Part, bytes: Uint8Array, start: number, end: number, at: number): void {
    const picture = this.#picture
    if (picture) {
      const room = Math.min(PICTURE_BYTES, ALL_PICTURE_BYTES - this.#pictureBytes) - picture.length
      if (room > 0) picture.append(bytes, start, Math.min(end, start + room))
      return
    }
    const outside = part.kind === 'multipart'
    if (outside && this.#outer === undefined) {
      this.#outer = part
      this.#outerText = new GrowableBytes(end - start)
      this.#outerStart = at
    }
    const kept = outside ? this.#outerText : this.#kept
    if (!kept) return
    const room = this.#textLimit - this.#textBytes - kept.length
    if (room > 0) kept.append(bytes, start, Math.min(end, start + room))
    if (outside && room < end - start) this.#limited(at + Math.max(0, room))
  }

  #endOutside(where: OutsideText['where']): void {
    const part = this.#outer
    if (part === undefined) return
    this.#outer = undefined
    const bytes = this.#outerText.view()
    if (isBlank(bytes) || (where === 'epilogue' && holdsBoundary(bytes, part))) return
    this.#textBytes += bytes.length
    this.#outside.push({ part, where, text: new PartText(bytes, '8bit', undefined, this.#outerStart) })
  }

  /** Programs that end lines at a CR see parts where none are read. */
  #endWithoutBoundary(part: Part): void {
    this.#outer = undefined
    if (part.children.length > 0) return
    const at = boundaryBehindCr(this.#outerText.view(), part)
    if (at < 0 || this.#hits.some(({ limit }) => limit === 'bareCr')) return
    const start = this.#outerStart + at
    this.#hits.push({ limit: 'bareCr', value: 0, start, skipped: 'parts whose lines end in CR without LF' })
  }

  #limited(start: number): void {
    if (this.#hits.some(({ limit }) => limit === 'textBytes')) return
    this.#hits.push({ limit: 'textBytes', value: this.#textLimit, start, skipped: 'the text that follows' })
  }

  partEnd(part: Part): void {
    // where no boundary ever comes, programs differ in what they show
    if (part === this.#outer && !part.closed) this.#endWithoutBoundary(part)
    else this.#endOutside('epilogue')
    if (isPicture(part)) this.#endPicture(part)
    if (!isBodyText(part)) return
    const length = Math.min(part.bodyEnd - part.bodyStart, this.#textLimit - this.#textBytes)
    if (length < part.bodyEnd - part.bodyStart) this.#limited(part.bodyStart + length)
    this.#textBytes += length
    const raw = this.#whole
      ? this.#whole.subarray(part.bodyStart, part.bodyStart + length)
      : this.#kept!.view()
    this.#kept = undefined
    this.#texts.push({
      part,
      text: new PartText(
        raw,
        part.encoding,
        part.parameters.get('charset'),
        part.bodyStart,
        part.type === 'text/html',
      ),
    })
  }

  #endPicture(part: Part): void {
    const { bodyStart, bodyEnd } = part
    const length = Math.min(bodyEnd - bodyStart, PICTURE_BYTES, ALL_PICTURE_BYTES - this.#pictureBytes)
    this.#pictureBytes += length
    const raw = this.#whole ? this.#whole.subarray(bodyStart, bodyStart + length) : this.#picture!.view()
    this.#picture = undefined
    this.#pictures.push({ part, raw })
  }
}

/** Whether there is nothing but white space and controls. */
function isBlank(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] > 0x20) return false
  return true
}

/** Index of the first boundary of the multipart that stands on a line by itself where lines end in CR, -1 where none does. */
function boundaryBehindCr(bytes: Uint8Array, { parameters }: Part): number {
  const text = latin1(bytes, 0, bytes.length)
  const line = `--${parameters.get('boundary')?.trimEnd()}\r`
  if (text.startsWith(line)) return 0
  const at = text.indexOf(`\r${line}`)
  return at < 0 ? -1 : at + 1
}

/** Whether the boundary comes again behind the closing one: some programs go on to read parts there. */
function holdsBoundary(bytes: Uint8Array, { parameters }: Part): boolean {
  return latin1(bytes, 0, bytes.length).includes(`--${parameters.get('boundary')?.trimEnd()}`)
}

/** Takes apart a message that is in memory. */
export function collect(limits: Limits, message: Uint8Array): Entity {
  const whole = plainBytes(message)
  const collector = new Collector(limits, whole)
  collector.write(whole)
  return collector.end()
}
