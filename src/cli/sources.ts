/** What commands that read many messages have in common: where these come from, and how far the reading is. */
import { createReadStream, existsSync, realpathSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { createAnalyzer } from '../analyzer.ts'
import type { ScanOptions } from '../batch/scan.ts'
import { createIgnores } from '../batch/sources/ignore.ts'
import {
  type Found,
  type Missed,
  measureSources,
  readSources,
  reasonOf,
  type SourceLimits,
  type SourceOptions,
  type SourceProgress,
} from '../batch/sources/index.ts'
import { namesIn } from '../batch/sources/list.ts'
import { escapeText } from '../report/escape.ts'
import { InputError, type Io, UsageError } from './io.ts'
import { asOption, integer, type OptionTable, type Parsed, takeSourceLimits, withOptions } from './options.ts'
import { createProgress, NO_PROGRESS, type Progress } from './progress.ts'

/** Options that say what is read, beside the paths. */
export const SOURCE_OPTIONS = {
  'files-from': {
    value: 'FILE',
    help: 'Read the files and folders that FILE names as well, one a line, or each with a NUL at its end; - for standard input.',
  },
  ignore: {
    value: 'PATTERN',
    multiple: true,
    help: 'Leave out what matches in folders and archives, as in a .gitignore. May be repeated.',
  },
} as const satisfies OptionTable

/** The option of how many threads analyse. */
export const JOBS_OPTION = {
  jobs: {
    short: 'j',
    value: 'N',
    help: 'Threads that analyse; as many as there are cores unless given. The output is the same with any.',
  },
} as const satisfies OptionTable

/** What the workers run, beside the file that this is part of when it is built. */
export const WORKER = new URL('../batch/analyzer-worker.js', import.meta.url)

/** Likewise what reads Outlook's .msg. */
export const MSG_WORKER = new URL('../batch/msg-worker.js', import.meta.url)

/** What is asked for; also what a scan that is gone on with must have been asked for. */
export interface SourceRequest {
  paths: readonly string[]
  filesFrom: string | undefined
  ignore: readonly string[]
  limits: Partial<SourceLimits>
}

/** Bytes of a list of files. */
const LIST = 1 << 30

/** @throws UsageError where nothing is asked for, or an option is wrong. */
export function sourcesOf(parsed: Parsed, toDo: string): SourceRequest {
  const paths = parsed.positionals
  const filesFrom = parsed.values.get('files-from')?.[0]
  const ignore = parsed.values.get('ignore') ?? []
  if (paths.length === 0 && filesFrom === undefined)
    throw new UsageError(`nothing to ${toDo}: name a file, a folder, or - for standard input`)
  if (paths.includes('-') && filesFrom === '-')
    throw new UsageError('standard input is a message or the list of --files-from, not both')
  asOption(() => createIgnores(ignore))
  return { paths, filesFrom, ignore, limits: takeSourceLimits(parsed) }
}

/** How the messages are to be analysed. @throws UsageError where an option is wrong. */
export function scanOptionsOf(parsed: Parsed): ScanOptions {
  const options = withOptions(parsed, (options) => {
    createAnalyzer(options)
    return options
  })
  return { ...options, jobs: integer(parsed, 'jobs', availableParallelism(), 1, 256) }
}

/**
 * Items of what was asked for, and their progress where it is to be shown. Files that the command writes are not read.
 * @throws InputError where the list of files cannot be read.
 */
export async function openSources(
  { paths, filesFrom, ignore, limits }: SourceRequest,
  own: readonly string[],
  io: Io,
  shows: boolean,
  accepts?: SourceOptions['accepts'],
): Promise<{ items: AsyncGenerator<Found | Missed>; progress: Progress }> {
  const list = filesFrom === undefined ? new Uint8Array() : await readList(filesFrom, io)
  const all: Iterable<string | Uint8Array> = {
    *[Symbol.iterator]() {
      yield* paths
      yield* namesIn(list)
    },
  }
  const read: SourceProgress = { files: 0, bytes: 0 }
  const options: SourceOptions = {
    stdin: io.stdin,
    except: own.map(realName),
    ignore,
    limits,
    progress: read,
    accepts,
  }
  if (!shows) return { items: readSources(all, options, MSG_WORKER), progress: NO_PROGRESS }
  const total = measureSources(all, options)
  const progress = createProgress(io.stderr, (done) => ({
    share: total.bytes > 0 ? Math.min(1, read.bytes / total.bytes) : undefined,
    text: `${done} messages, ${read.files} of ${total.files} files`,
  }))
  return { items: readSources(all, options, MSG_WORKER), progress }
}

/** What a file is really called, or will be. */
function realName(file: string): string {
  return existsSync(file) ? realpathSync(file) : join(realpathSync(dirname(file)), basename(file))
}

async function readList(file: string, io: Io): Promise<Uint8Array> {
  const name = file === '-' ? 'standard input' : file
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of file === '-' ? io.stdin : createReadStream(file)) {
      size += chunk.length
      if (size > LIST) throw new Error(`a list of more than ${LIST} bytes`)
      chunks.push(chunk as Uint8Array)
    }
  } catch (error) {
    throw new InputError(name, reasonOf(error))
  }
  return Buffer.concat(chunks)
}

/** Names on standard error what gave no message. */
export function reportMissed({ kind, path, reason }: Missed, io: Io, progress: Progress): void {
  progress.clear()
  const how = kind === 'failed' ? '' : `${kind}, `
  io.stderr.write(`backstamp: ${escapeText(path)}: ${how}${escapeText(reason)}\n`)
}

/** All bytes of what was found. @throws Error where there are more than `most`, by the limit of that name; the stream's own where it fails. */
export async function bytesOf(
  { bytes, chunks }: Extract<Found, { kind: 'message' }>,
  most: number,
  limit?: string,
): Promise<Uint8Array> {
  if (bytes) return bytes
  const read: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > most)
      throw new Error(`more than ${most} bytes${limit === undefined ? '' : ` (limit ${limit})`}`)
    read.push(chunk)
  }
  return Buffer.concat(read)
}
