import {
  closeSync,
  createReadStream,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs'
import { sep } from 'node:path'
import { notMail, SNIFFED } from './sniff.ts'

/** A message to analyse: in memory, or as chunks where it is large. */
export type Found = { kind: 'message'; path: string } & (
  | { bytes: Uint8Array; chunks?: undefined }
  | { bytes?: undefined; chunks: AsyncIterable<Uint8Array> }
)

/** A path that gave no message: left out for a reason (`skipped`), or that could not be read (`failed`). */
export interface Missed {
  kind: 'skipped' | 'failed'
  path: string
  reason: string
}

/** Messages above this size are streamed. */
const IN_MEMORY = 8 << 20

const SEPARATOR = Buffer.from(sep)

const REASONS: Record<string, string> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EISDIR: 'is a folder',
  EMFILE: 'too many open files',
  EIO: 'input/output error',
}

/** Why a file could not be read, in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return REASONS[code ?? ''] ?? message ?? String(error)
}

function missed(path: string, error: unknown): Missed {
  const loops = (error as NodeJS.ErrnoException).code === 'ELOOP'
  return loops
    ? { kind: 'skipped', path, reason: 'a symbolic link that leads to itself' }
    : { kind: 'failed', path, reason: reasonOf(error) }
}

/** A file to open. Its name is kept as bytes, since not every name is UTF-8. */
interface Candidate {
  kind: 'file' | 'pipe'
  path: string
  file: Buffer
}

/**
 * Regular files under a path in byte order of their names, symbolic links followed. Each folder is entered once: a link to
 * one that is scanned under its own name is skipped, so links cannot lead in a circle. Never throws: what cannot be read
 * is yielded.
 */
function* walkOne(named: string, except: readonly string[]): Generator<Candidate | Missed> {
  const trimmed = named.length > 1 ? named.replace(/[/\\]$/, '') : named
  const entered = new Set<string>()
  let root = ''
  const pending: { file: Buffer; top: boolean }[] = [{ file: Buffer.from(trimmed), top: true }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { file, top } = next
    const path = file.toString()
    try {
      const stat = statSync(file)
      if (stat.isDirectory()) {
        const real = realpathSync(file, 'buffer').toString('latin1')
        if (top) root = real
        const inside = real === root || real.startsWith(root + sep)
        if (entered.has(real) || (inside && !top && lstatSync(file).isSymbolicLink())) {
          yield {
            kind: 'skipped',
            path,
            reason: 'a directory loop, or a second way to a folder that is scanned',
          }
          continue
        }
        entered.add(real)
        const names = readdirSync(file, 'buffer').sort(Buffer.compare).reverse()
        for (const name of names) pending.push({ file: Buffer.concat([file, SEPARATOR, name]), top: false })
      } else if (stat.isFile()) {
        if (except.length === 0 || !except.includes(realpathSync(file))) yield { kind: 'file', path, file }
      } else if (top && stat.isFIFO()) yield { kind: 'pipe', path, file }
      else yield { kind: 'skipped', path, reason: 'neither a regular file nor a folder' }
    } catch (error) {
      yield missed(path, error)
    }
  }
}

/** How many files there are under the paths, `-` included. */
export function countFiles(paths: readonly string[], except: readonly string[] = []): number {
  let count = 0
  for (const path of paths) {
    if (path === '-') count++
    else for (const { kind } of walkOne(path, except)) if (kind === 'file' || kind === 'pipe') count++
  }
  return count
}

function skipped(path: string, head: Uint8Array): Missed | undefined {
  if (head.length === 0) return { kind: 'skipped', path, reason: 'an empty file' }
  const reason = notMail(head)
  return reason === undefined ? undefined : { kind: 'skipped', path, reason }
}

function readFully(fd: number, size: number): Uint8Array {
  const bytes = Buffer.allocUnsafeSlow(size)
  let length = 0
  while (length < size) {
    const got = readSync(fd, bytes, length, size - length, length)
    if (got === 0) break
    length += got
  }
  return bytes.subarray(0, length)
}

/** A file by its descriptor, which is closed here or by the stream that is handed out. */
function openFile({ path, file }: Candidate): Found | Missed {
  let fd: number | undefined
  try {
    fd = openSync(file, 'r')
    const { size } = fstatSync(fd)
    const head = readFully(fd, size <= IN_MEMORY ? size : SNIFFED)
    const missed = skipped(path, head)
    if (missed) return missed
    if (size <= IN_MEMORY) return { kind: 'message', path, bytes: head }
    const chunks = createReadStream('', { fd, start: 0, highWaterMark: 1 << 18 })
    fd = undefined
    return { kind: 'message', path, chunks }
  } catch (error) {
    return missed(path, error)
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

/** A stream whose size is not known: in memory where it turns out small. */
async function openStream(path: string, stream: AsyncIterable<Uint8Array>): Promise<Found | Missed> {
  const iterator = stream[Symbol.asyncIterator]()
  const read: Uint8Array[] = []
  let size = 0
  try {
    while (size <= IN_MEMORY) {
      const { done, value } = await iterator.next()
      if (done) {
        const bytes = Buffer.concat(read)
        return skipped(path, bytes) ?? { kind: 'message', path, bytes }
      }
      read.push(value)
      size += value.length
    }
  } catch (error) {
    return missed(path, error)
  }
  const head = Buffer.concat(read)
  const reason = skipped(path, head)
  if (reason) {
    await iterator.return?.()
    return reason
  }
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield head
    yield* { [Symbol.asyncIterator]: () => iterator }
  }
  return { kind: 'message', path, chunks: chunks() }
}

/**
 * Every message under the paths, in the order of the paths; `-` is standard input. Files, folders to any depth, and pipes
 * that are named. A path that gives no message is yielded with the reason; nothing is thrown.
 */
export async function* messages(
  paths: readonly string[],
  stdin: AsyncIterable<Uint8Array>,
  except: readonly string[] = [],
): AsyncGenerator<Found | Missed> {
  for (const path of paths) {
    if (path === '-') {
      yield await openStream(path, stdin)
      continue
    }
    for (const candidate of walkOne(path, except)) {
      if (candidate.kind === 'file') yield openFile(candidate as Candidate)
      else if (candidate.kind === 'pipe')
        yield await openStream(path, createReadStream((candidate as Candidate).file))
      else yield candidate as Missed
    }
  }
}
