/** How far a scan has come, kept beside its output, so that it can go on after it was killed. */
import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'

/** What a checkpoint file holds, as JSON. */
export interface Progress<Counts> {
  /** What the scan was asked to do; it goes on only where that is the same. */
  settings: string
  /** Items that are done: messages and what gave none. */
  items: number
  /** SHA-256 of their names, to know that they are the same. */
  names: string
  /** Bytes of the output that are theirs. */
  bytes: number
  counts: Counts
}

/** A checkpoint that does not fit; the message says how. */
export class CheckpointError extends Error {}

export interface Checkpoint<Counts> {
  /** Where an earlier scan stopped; absent where there was none. */
  readonly resumed: Progress<Counts> | undefined
  /**
   * What was not done before. `isStopped` is asked while what was done is passed over, which may take long: once true, nothing
   * comes.
   * @throws CheckpointError where what was done before is no longer what the source begins with.
   */
  rest<T extends { path: string }>(source: AsyncIterable<T>, isStopped?: () => boolean): AsyncGenerator<T>
  /** Counts an item as done; in the order of the source. */
  done(path: string): void
  /** Keeps how far the scan has come: everything up to the last item is in the first `bytes` of the output. Where it has not come
   * as far as the one before, what that kept stays. */
  save(bytes: number, counts: Counts): void
  /** The scan is complete. */
  remove(): void
}

/** All files that a checkpoint of that name is ever in. */
export const checkpointFiles = (file: string): string[] => [file, nextOf(file)]

const nextOf = (file: string): string => `${file}.next`

/**
 * @throws CheckpointError where the file is no checkpoint, or of a scan with other settings; the system's own error where it
 * cannot be read.
 */
export function openCheckpoint<Counts>(file: string, settings: string): Checkpoint<Counts> {
  const resumed = read<Counts>(file)
  if (resumed && resumed.settings !== settings)
    throw new CheckpointError('is of a scan with other paths, options or another version')
  const before = resumed?.items ?? 0
  const names = createHash('sha256')
  let items = 0
  const digest = (): string => names.copy().digest('hex')
  const count = (path: string): void => {
    // no path holds a NUL
    names.update(`${path}\0`)
    items++
  }
  return {
    resumed,
    async *rest(source, isStopped = () => false) {
      for await (const item of source) {
        if (items >= before) yield item
        else if (isStopped()) return
        else {
          count(item.path)
          if (items === before && digest() !== resumed?.names) throw changed()
        }
      }
      if (items < before) throw changed()
    },
    done: count,
    save(bytes, counts) {
      if (items < before) return
      const progress: Progress<Counts> = { settings, items, names: digest(), bytes, counts }
      write(file, JSON.stringify(progress))
    },
    remove() {
      rmSync(file, { force: true })
    },
  }
}

function changed(): CheckpointError {
  return new CheckpointError('does not fit: what is scanned has changed since')
}

function read<Counts>(file: string): Progress<Counts> | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  try {
    const progress = JSON.parse(text) as Progress<Counts>
    if (Number.isSafeInteger(progress.items) && Number.isSafeInteger(progress.bytes)) return progress
  } catch {}
  throw new CheckpointError('is no checkpoint of backstamp')
}

/** All of it or nothing: a file that was half written would be worse than an old one. */
function write(file: string, text: string): void {
  const next = nextOf(file)
  const fd = openSync(next, 'w')
  try {
    writeSync(fd, text)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  renameSync(next, file)
}
