/** Messages of an mbox: mboxo, mboxrd, mboxcl and mboxcl2, as their bytes stand in it. */
import { findByte, latin1 } from '../../mime/bytes.ts'
import type { ByteReader } from './byte-reader.ts'

/** A line in a message that begins like a separator and is none. */
export interface Stray {
  /** Line of the mbox, from 1. */
  line: number
  /** Further ones in the same message. */
  more: number
}

/** `chunks` where the message has more bytes than are to be in memory; what is not read of them is passed over. */
export type MboxMessage = {
  /** From 1. */
  number: number
  /** Known once the message was read. */
  stray(): Stray | undefined
} & ({ bytes: Uint8Array; chunks?: undefined } | { bytes?: undefined; chunks: AsyncIterable<Uint8Array> })

/** Bytes of a line that may be a separator. */
const LINE = 1024
/** Bytes of the line behind it that tell whether a message begins there. */
const NEXT = 256
/** Bytes of a header in which Content-Length is looked for. */
const HEADER = 256 << 10
/** Bytes that are kept while a message is streamed: a blank line and the beginning of a separator. */
const HELD = 16

const FEED = 10
const RETURN = 13
const SEPARATOR = '\nFrom '
/** The date of a separator as asctime writes it, or as in a Date field, with the zone anywhere. */
const DATE =
  / (?:mon|tue|wed|thu|fri|sat|sun),? +(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) +\d{1,2}|\d{1,2} +(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)),? +(?:\d{4} +)?\d{1,2}:\d\d/i
const YEAR = / (?:19|20)\d\d(?: |$)/
const FIELD = /^(?:[\x21-\x39\x3b-\x7e]+[ \t]*:|>From )/
const CONTENT_LENGTH = /^content-length:[ \t]*(\d{1,10})[ \t]*\r?$/im

/** Whether a line, without its end, stands between messages: `From ann@example.org Mon Mar  2 10:00:00 2026`. */
export function isSeparator(line: string): boolean {
  return line.startsWith('From ') && DATE.test(line) && YEAR.test(line)
}

/** Whether these first bytes of a file are those of an mbox; blank lines may come first. */
export function isMbox(head: Uint8Array): boolean {
  const text = latin1(head, 0, Math.min(head.length, LINE)).trimStart()
  const end = text.indexOf('\n')
  return isSeparator((end < 0 ? text : text.slice(0, end)).trimEnd())
}

/**
 * The messages in order. Of the bytes between the lines of separators, one blank line at the end of each message is the
 * mbox's; all others are the message's, `>From ` included. At most about `inMemory` bytes are held.
 */
export async function* splitMbox(reader: ByteReader, inMemory: number): AsyncGenerator<MboxMessage> {
  let line = 1
  const consume = (count: number): Buffer => {
    const taken = reader.take(count)
    line += feedsIn(taken, taken.length)
    return taken
  }
  const skipLine = async (): Promise<void> => {
    for (;;) {
      const feed = reader.buffered.indexOf(FEED)
      consume(feed < 0 ? reader.buffered.length : feed + 1)
      if (feed >= 0 || !(await reader.more())) return
    }
  }
  await reader.fill(LINE)
  const before = latin1(reader.buffered, 0, Math.min(LINE, reader.buffered.length))
  consume(before.length - before.trimStart().length)

  for (let number = 1; ; number++) {
    await skipLine()
    const ends = createEndFinder(reader, inMemory, () => line)
    const stray = (): Stray | undefined => ends.stray
    let end = await ends.find()
    while (end === undefined && reader.buffered.length <= inMemory)
      end = (await reader.more()) ? await ends.find() : endOf(reader.buffered)
    if (end) {
      // a copy, so that a small message does not keep all that was read with it
      yield { number, stray, bytes: new Uint8Array(consume(end.message)) }
      end = { message: 0, next: end.next - end.message, last: end.last }
    } else {
      const streaming = (): AsyncGenerator<Uint8Array> =>
        streamed(reader, ends, consume, (found) => {
          end = found
        })
      yield { number, stray, chunks: streaming() }
      // what was not read
      while (!end) for await (const _ of streaming());
    }
    if (end.last) return
    consume(end.next)
  }
}

/** Where a message ends and the next separator begins, counted from the current place. */
interface End {
  message: number
  next: number
  last: boolean
}

async function* streamed(
  reader: ByteReader,
  ends: EndFinder,
  consume: (count: number) => Buffer,
  finish: (end: End) => void,
): AsyncGenerator<Uint8Array> {
  let end = await ends.find()
  while (end === undefined) {
    const ready = reader.buffered.length - HELD
    if (ready > 0) {
      ends.moving(ready)
      yield consume(ready)
    }
    end = (await reader.more()) ? await ends.find() : endOf(reader.buffered)
  }
  const rest = consume(end.message)
  finish({ message: 0, next: end.next - end.message, last: end.last })
  if (rest.length > 0) yield rest
}

/** The end of the last message. */
function endOf(rest: Buffer): End {
  return { message: withoutBlankLine(rest, rest.length), next: rest.length, last: true }
}

interface EndFinder {
  stray: Stray | undefined
  /** The end of the message, where it is in what is buffered. */
  find(): Promise<End | undefined>
  /** Bytes are about to be taken. */
  moving(count: number): void
}

/** `lineHere` gives the line of the mbox at the current place. */
function createEndFinder(reader: ByteReader, inMemory: number, lineHere: () => number): EndFinder {
  /** Where the body begins. */
  let body: number | undefined
  /** Where to look on from. */
  let at = 0
  const isStray = (place: number): void => {
    finder.stray ??= { line: lineHere() + feedsIn(reader.buffered, place), more: -1 }
    finder.stray.more++
  }
  const finder: EndFinder = {
    stray: undefined,
    async find() {
      if (body === undefined) {
        body = await headerEnd(reader)
        const end = await declaredEnd(reader, body, inMemory)
        if (end) {
          for (const place of separatorsIn(reader.buffered, body, end.message)) isStray(place)
          return end
        }
      }
      for (;;) {
        const found = reader.buffered.indexOf(SEPARATOR, Math.max(0, at), 'latin1')
        if (found < 0) {
          at = Math.max(at, reader.buffered.length - SEPARATOR.length + 1)
          return undefined
        }
        const next = found + 1
        await reader.fill(next + LINE + NEXT)
        const { buffered } = reader
        const message = withoutBlankLine(buffered, next)
        if ((message < next || next >= body) && separatorAt(buffered, next) && messageAt(buffered, next))
          return { message, next, last: false }
        isStray(next)
        at = next
      }
    },
    moving(count) {
      at -= count
      body = (body ?? 0) - count
    },
  }
  return finder
}

/** The end that Content-Length gives, which counts where a separator or nothing is behind it. */
async function declaredEnd(reader: ByteReader, body: number, inMemory: number): Promise<End | undefined> {
  const [, length] = CONTENT_LENGTH.exec(latin1(reader.buffered, 0, body)) ?? []
  const message = body + Number(length)
  if (length === undefined || message > inMemory) return undefined
  if (!(await reader.fill(message + LINE)) && reader.buffered.length < message) return undefined
  const { buffered, ended } = reader
  const next = lineAfterBlank(buffered, message)
  const last = ended && next === buffered.length
  const startsLine = next > message || message === body || buffered[message - 1] === FEED
  return last || (startsLine && separatorAt(buffered, next)) ? { message, next, last } : undefined
}

/** Places in a body that would be separators but for its Content-Length. */
function* separatorsIn(bytes: Buffer, start: number, end: number): Generator<number> {
  for (;;) {
    const found = bytes.indexOf(SEPARATOR, start, 'latin1')
    if (found < 0 || found + 1 >= end) return
    start = found + 1
    if (separatorAt(bytes, start) && messageAt(bytes, start)) yield start
  }
}

function feedsIn(bytes: Uint8Array, end: number): number {
  let count = 0
  for (let i = 0; i < end; i++) if (bytes[i] === FEED) count++
  return count
}

/** The end of a line that may be a separator; -1 where it is longer. */
function lineEnd(bytes: Uint8Array, at: number): number {
  const end = Math.min(bytes.length, at + LINE)
  const feed = findByte(bytes, FEED, at, end)
  return feed === end && end < bytes.length ? -1 : feed
}

/** The end of a message whose last line ends at `end`, without the blank line that the mbox adds. */
function withoutBlankLine(bytes: Uint8Array, end: number): number {
  if (bytes[end - 1] !== FEED) return end
  const start = bytes[end - 2] === RETURN ? end - 2 : end - 1
  return start === 0 || bytes[start - 1] === FEED ? start : end
}

/** Behind a blank line at `at`, or `at` where there is none. */
function lineAfterBlank(bytes: Uint8Array, at: number): number {
  const feed = bytes[at] === RETURN ? at + 1 : at
  return bytes[feed] === FEED ? feed + 1 : at
}

function separatorAt(bytes: Uint8Array, at: number): boolean {
  const end = lineEnd(bytes, at)
  return end >= 0 && isSeparator(latin1(bytes, at, end).trimEnd())
}

/** Whether a message begins behind the separator at `at`. */
function messageAt(bytes: Uint8Array, at: number): boolean {
  const start = lineEnd(bytes, at) + 1
  return start >= bytes.length || FIELD.test(latin1(bytes, start, Math.min(bytes.length, start + NEXT)))
}

/** Reads to the blank line behind the header: where the body begins. */
async function headerEnd(reader: ByteReader): Promise<number> {
  /** Where a line begins that may be blank. */
  let line = 0
  for (;;) {
    await reader.fill(line + 2)
    const { buffered } = reader
    const body = lineAfterBlank(buffered, line)
    if (body > line) return body
    let feed = buffered.indexOf(FEED, line)
    while (feed < 0 && reader.buffered.length < HEADER && (await reader.more()))
      feed = reader.buffered.indexOf(FEED, line)
    if (feed < 0 || feed >= HEADER) return Math.min(HEADER, reader.buffered.length)
    line = feed + 1
  }
}
