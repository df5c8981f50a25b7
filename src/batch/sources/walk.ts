/** The files under a path. */
import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { sep } from 'node:path'
import type { Ignores } from './ignore.ts'
import { type Missed, missed, skipped } from './source.ts'

/** A file to open. Its name is kept as bytes, since not every name is UTF-8. */
export interface Candidate {
  kind: 'file' | 'pipe'
  path: string
  file: Buffer
  /** Bytes; 0 where that is not known. */
  size: number
}

const SEPARATOR = Buffer.from(sep)

/** Folders of a Maildir; messages in the last are still being written. */
const MAILDIR = ['cur', 'new', 'tmp'].map((name) => Buffer.from(name))
const [, , UNFINISHED] = MAILDIR

interface WalkOptions {
  /** Files that are left out without a word, as real paths. */
  except?: readonly string[]
  /** What is left out without a word, by its names below the path. */
  ignores?: Ignores
}

interface Pending {
  file: Buffer
  top: boolean
  /** Names of the folders above it below the path, and where its own name begins. */
  above: readonly string[]
  from: number
  unfinished?: boolean
}

function withoutSlash(name: Buffer): Buffer {
  const slashed = name.length > 1 && (name.at(-1) === 0x2f || (sep === '\\' && name.at(-1) === 0x5c))
  return slashed ? name.subarray(0, -1) : name
}

/**
 * Regular files under a path in byte order of their names, symbolic links followed. Each folder is entered once: a link to
 * one that is scanned under its own name is skipped, so links cannot lead in a circle. Never throws: what cannot be read
 * is yielded.
 */
export function* walk(
  named: string | Uint8Array,
  { except = [], ignores = () => false }: WalkOptions = {},
): Generator<Candidate | Missed> {
  const entered = new Set<string>()
  let root = ''
  const pending: Pending[] = [
    { file: withoutSlash(Buffer.from(named as Uint8Array)), top: true, above: [], from: 0 },
  ]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { file, top } = next
    const path = file.toString()
    try {
      const stat = statSync(file)
      const below = top ? [] : [...next.above, file.toString('utf8', next.from)]
      if (!top && ignores(below, stat.isDirectory())) continue
      if (stat.isDirectory()) {
        if (next.unfinished) {
          yield skipped(path, 'a Maildir folder for messages that are still being delivered')
          continue
        }
        const real = realpathSync(file, 'buffer').toString('latin1')
        if (top) root = real
        const inside = real === root || real.startsWith(root + sep)
        if (entered.has(real) || (inside && !top && lstatSync(file).isSymbolicLink())) {
          yield skipped(path, 'a directory loop, or a second way to a folder that is scanned')
          continue
        }
        entered.add(real)
        const names = readdirSync(file, 'buffer').sort(Buffer.compare).reverse()
        const isMaildir = MAILDIR.every((folder) => names.some((name) => name.equals(folder)))
        for (const name of names)
          pending.push({
            file: Buffer.concat([file, SEPARATOR, name]),
            top: false,
            above: below,
            from: file.length + SEPARATOR.length,
            unfinished: isMaildir && name.equals(UNFINISHED),
          })
      } else if (stat.isFile()) {
        if (except.length === 0 || !except.includes(realpathSync(file)))
          yield { kind: 'file', path, file, size: stat.size }
      } else if (top && stat.isFIFO()) yield { kind: 'pipe', path, file, size: 0 }
      else yield skipped(path, 'neither a regular file nor a folder')
    } catch (error) {
      yield missed(path, error)
    }
  }
}
