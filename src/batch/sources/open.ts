/** The messages in a file or a stream, whatever it turns out to be. */
import { createReadStream } from 'node:fs'
import { createByteReader } from './byte-reader.ts'
import { type Content, contentOfChunks, contentOfFile, IN_MEMORY } from './content.ts'
import { unpack } from './gzip.ts'
import { bounded, createMeter, type Meter, type SourceLimits } from './limits.ts'
import { splitMbox } from './mbox.ts'
import { isOle, type MsgFiles } from './msg.ts'
import { reasonOf } from './reason.ts'
import { containerOf, NO_MAIL, notMail } from './sniff.ts'
import { type Found, failed, type Missed, missed, type SourceProgress, skipped, warning } from './source.ts'
import { tarMembers } from './tar.ts'
import type { Candidate } from './walk.ts'
import { zipMembers } from './zip.ts'

type Item = Found | Missed

/** What is known of the file on disk while what is in it is opened. */
export interface Opening {
  limits: SourceLimits
  meter: Meter
  /** Bytes of the file on disk were read. */
  read(bytes: number): void
  /** Whether a member of an archive, by its path and by its name in the archive, is opened. */
  opens(path: string, name: string): boolean
  /** Whether what is no mail is of use all the same. */
  accepts(head: Uint8Array): boolean
  msg: MsgFiles
}

type Options = Pick<Opening, 'limits' | 'opens' | 'accepts' | 'msg'>

/** Where in a file something stands: how many archives around it, and whether it was compressed as a whole. */
interface Place {
  level: number
  compressed: boolean
}

/** An archive, and one within it. */
const MOST_LEVELS = 2
/** Members of one archive that are no mail and are named one by one. */
const NAMED = 1000
/** Bytes of an OLE file that are looked at: they are in memory twice. */
const LARGEST_MSG = 64 << 20
const EMPTY = 'an empty file'
const TOO_DEEP = 'an archive more than one level down in another'

/** The messages in a file on disk or a pipe. Never throws for what they hold. */
export async function* openCandidate(
  { kind, path, file }: Candidate,
  options: Options,
  progress: SourceProgress,
): AsyncGenerator<Item> {
  if (kind === 'pipe') return yield* openStream(path, createReadStream(file), options, progress)
  const before = progress.bytes
  const opening = openingOf(options, progress)
  try {
    yield* closing(contentOfFile(path, file, opening), opening, { level: 0, compressed: false })
  } catch (error) {
    yield missed(path, error)
  }
  progress.bytes = before + opening.meter.size
  progress.files++
}

/** The messages in a stream, such as standard input. */
export async function* openStream(
  path: string,
  stream: AsyncIterable<Uint8Array>,
  options: Options,
  progress: SourceProgress,
): AsyncGenerator<Item> {
  const opening = openingOf(options, progress)
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      opening.meter.size += chunk.length
      opening.read(chunk.length)
      yield chunk
    }
  }
  try {
    yield* closing(await contentOfChunks(path, counted()), opening, { level: 0, compressed: false })
  } catch (error) {
    yield missed(path, error)
  }
  progress.files++
}

function openingOf(options: Options, progress: SourceProgress): Opening {
  const read = (bytes: number): void => {
    progress.bytes += bytes
  }
  return { ...options, meter: createMeter(options.limits), read }
}

async function* closing(content: Content, opening: Opening, place: Place): AsyncGenerator<Item> {
  try {
    yield* open(content, opening, place)
  } finally {
    await content.close()
  }
}

/** @throws Error where the content cannot be read. */
async function* open(content: Content, opening: Opening, place: Place): AsyncGenerator<Item> {
  const { path, head } = content
  const container = containerOf(head)
  if (container === 'mbox') yield* openMbox(content)
  else if (container !== undefined) {
    // an archive that is compressed as a whole is one archive
    const level = container === 'tar' && place.compressed ? place.level - 1 : place.level
    if (level >= MOST_LEVELS) yield skipped(path, TOO_DEEP)
    else if (container === 'gzip') yield* openGzip(content, opening, level + 1)
    else yield* openMembers(membersOf(container, content, opening), path, opening, level + 1)
  } else {
    if (content.failure) throw content.failure.error
    if (isOle(head)) return yield* openMsg(content, opening)
    const reason = head.length === 0 ? EMPTY : opening.accepts(head) ? undefined : notMail(head)
    if (reason !== undefined) yield skipped(path, reason)
    else if (content.whole) yield { kind: 'message', path, bytes: head }
    else yield { kind: 'message', path, chunks: content.chunks() }
  }
}

async function* openMsg(content: Content, { msg }: Opening): AsyncGenerator<Item> {
  const { path } = content
  if (msg.needs) return yield skipped(path, `an OLE file: ${msg.needs}`)
  const file = await inMemory(content, LARGEST_MSG, () => `an OLE file of more than ${LARGEST_MSG} bytes`)
  try {
    const { bytes, note } = await msg.read(file)
    yield { kind: 'message', path, bytes, note }
    yield warning(path, note)
  } catch (error) {
    const reason = reasonOf(error)
    yield reason.startsWith(NO_MAIL) ? skipped(path, reason) : failed(path, error)
  }
}

/** One message with the line of an mbox before it keeps its name and that line; in an mbox of several they have numbers. */
async function* openMbox(content: Content): AsyncGenerator<Item> {
  const { path, head, whole } = content
  const named = !(whole && (await holdsOne(content)))
  const reader = createByteReader(content.chunks())
  for await (const { number, bytes, chunks, stray } of splitMbox(reader, IN_MEMORY)) {
    const name = named ? `${path}#${number}` : path
    if (chunks) yield { kind: 'message', path: name, chunks }
    else if (bytes.length === 0 && named) yield skipped(name, 'an empty message')
    else yield { kind: 'message', path: name, bytes: named ? bytes : head }
    const lines = stray()
    if (lines) {
      const others = lines.more > 0 ? ` (and ${lines.more} more in this message)` : ''
      yield warning(
        name,
        `line ${lines.line}${others} begins with "From " and was taken for text of the message`,
      )
    }
  }
}

async function holdsOne(content: Content): Promise<boolean> {
  const messages = splitMbox(createByteReader(content.chunks()), IN_MEMORY)
  await messages.next()
  return (await messages.next()).done === true
}

async function* openGzip(content: Content, opening: Opening, level: number): AsyncGenerator<Item> {
  const unpacked = bounded(unpack(content.chunks(), opening.meter), opening.limits.memberBytes)
  yield* closing(await contentOfChunks(content.path, unpacked), opening, { level, compressed: true })
}

interface Member {
  name: string
  empty: boolean
  missed: { kind: Missed['kind']; reason: string } | undefined
  chunks(): AsyncIterable<Uint8Array>
}

async function* membersOf(kind: 'tar' | 'zip', content: Content, opening: Opening): AsyncGenerator<Member> {
  if (kind === 'tar') {
    for await (const { name, size, reason, chunks } of tarMembers(createByteReader(content.chunks())))
      yield {
        name,
        empty: size === 0,
        missed: reason === undefined ? undefined : { kind: 'skipped', reason },
        chunks,
      }
  } else {
    const archive = content.fd ?? (await inMemory(content, opening.limits.streamedZipBytes, zipTooLarge))
    for await (const { name, packed, failure, chunks } of zipMembers(archive, opening.meter)) {
      yield {
        name,
        empty: false,
        missed: failure === undefined ? undefined : { kind: 'failed', reason: failure },
        chunks,
      }
      if (content.fd !== undefined) opening.read(packed)
    }
  }
}

function zipTooLarge(most: number): string {
  return `a ZIP archive in a stream is read into memory, and this one has more than ${most} bytes (limit streamedZipBytes)`
}

/** All of what has to be in memory. @throws Error with what `tooLarge` says of more than `most` bytes. */
async function inMemory(content: Content, most: number, tooLarge: (most: number) => string): Promise<Buffer> {
  if (content.whole) return Buffer.from(content.head.buffer, content.head.byteOffset, content.head.length)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of content.chunks()) {
    size += chunk.length
    if (size > most) throw new Error(tooLarge(most))
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

/** The messages in members of an archive. @throws Error where no further members can be found. */
async function* openMembers(
  members: AsyncIterable<Member>,
  archive: string,
  opening: Opening,
  level: number,
): AsyncGenerator<Item> {
  let count = 0
  let left = 0
  let failure: { error: unknown } | undefined
  try {
    for await (const member of members) {
      opening.meter.check()
      if (++count > opening.limits.members)
        throw new Error(`more than ${opening.limits.members} members (limit members)`)
      const name = member.name.replace(/^(?:\.\/)+/, '')
      const path = `${archive}!/${name}`
      if (!opening.opens(path, name)) continue
      for await (const item of openMember(path, member, opening, level))
        if (item.kind !== 'skipped' || ++left <= NAMED)
          yield { ...item, member: item.path.slice(archive.length + 2) }
    }
  } catch (error) {
    failure = { error }
  }
  if (left > NAMED) yield skipped(archive, `${left - NAMED} more of its members, which are no mail either`)
  if (failure) throw failure.error
}

async function* openMember(
  path: string,
  { missed, empty, chunks }: Member,
  opening: Opening,
  level: number,
): AsyncGenerator<Item> {
  if (missed) return yield { ...missed, path }
  if (empty) return yield skipped(path, EMPTY)
  try {
    const content = await contentOfChunks(path, bounded(chunks(), opening.limits.memberBytes))
    yield* closing(content, opening, { level, compressed: false })
  } catch (error) {
    yield failed(path, error)
  }
}
