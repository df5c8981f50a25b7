/** Messages from wherever they are kept. */
import { setImmediate } from 'node:timers/promises'
import { requireIterable, requireObject, requireOptions, requireType } from '../../util/arguments.ts'
import { expand, isGlob } from './expand.ts'
import { createIgnores, type Ignores, ignoresMember } from './ignore.ts'
import { resolveSourceLimits } from './limits.ts'
import { createMsgFiles, type MsgFiles } from './msg.ts'
import { type Opening, openCandidate, openStream } from './open.ts'
import { type Found, type Missed, OPTIONS, type SourceOptions, type SourceProgress } from './source.ts'
import { type Candidate, walk } from './walk.ts'

export { DEFAULT_SOURCE_LIMITS, resolveSourceLimits, type SourceLimits } from './limits.ts'
export { reasonOf } from './reason.ts'
export type { Found, Missed, SourceOptions, SourceProgress } from './source.ts'

/** Milliseconds after which others get a turn of the event loop. */
const TURN = 20

/** As {@link readMessages} of the entry point; `msgWorker` is the module that reads Outlook's .msg, which are left out without it. */
export async function* readSources(
  paths: Iterable<string | Uint8Array>,
  options: SourceOptions = {},
  msgWorker?: URL,
): AsyncGenerator<Found | Missed> {
  const msg = createMsgFiles(msgWorker)
  let turn = performance.now()
  try {
    for await (const item of itemsOf(paths, options, msg)) {
      // small files are read at once: else neither a signal nor a timer would be heard before the last of them
      if (performance.now() - turn > TURN) {
        await setImmediate()
        turn = performance.now()
      }
      yield item
    }
  } finally {
    await msg.close()
  }
}

async function* itemsOf(
  paths: Iterable<string | Uint8Array>,
  options: SourceOptions,
  msg: MsgFiles,
): AsyncGenerator<Found | Missed> {
  requireSourceOptions(paths, options)
  const { stdin, progress = { files: 0, bytes: 0 } } = options
  const ignores = createIgnores(options.ignore)
  const opening: Pick<Opening, 'limits' | 'opens' | 'accepts' | 'msg'> = {
    limits: resolveSourceLimits(options.limits),
    opens: (path, name) => !ignoresMember(ignores, name) && (options.opens?.(path) ?? true),
    accepts: options.accepts ?? (() => false),
    msg,
  }
  for (const candidate of candidates(paths, options, ignores)) {
    if (candidate === 'stdin') yield* openStream('-', stdin!, opening, progress)
    else if ('reason' in candidate) yield candidate
    else yield* openCandidate(candidate, opening, progress)
  }
}

/** @throws TypeError naming the argument that is wrong. */
function requireSourceOptions(paths: Iterable<string | Uint8Array>, options: SourceOptions): void {
  requireIterable(paths, 'paths', 'paths')
  requireOptions(options, OPTIONS)
  const { stdin, except, progress, opens, accepts } = options
  if (stdin !== undefined) requireIterable(stdin, 'stdin', 'chunks')
  if (except !== undefined) requireIterable(except, 'except', 'paths')
  if (progress !== undefined) requireObject(progress, 'progress')
  if (opens !== undefined) requireType(opens, 'function', 'opens')
  if (accepts !== undefined) requireType(accepts, 'function', 'accepts')
}

/** How much there is to read under the paths, where that can be known beforehand. */
export function measureSources(
  paths: Iterable<string | Uint8Array>,
  options: SourceOptions = {},
): SourceProgress {
  const total: SourceProgress = { files: 0, bytes: 0 }
  for (const candidate of candidates(paths, options, createIgnores(options.ignore))) {
    if (candidate === 'stdin') total.files++
    else if (!('reason' in candidate)) {
      total.files++
      total.bytes += candidate.size
    }
  }
  return total
}

function* candidates(
  paths: Iterable<string | Uint8Array>,
  { stdin, except }: SourceOptions,
  ignores: Ignores,
): Generator<Candidate | Missed | 'stdin'> {
  for (const path of paths) {
    if (path === '-' && stdin) yield 'stdin'
    else if (typeof path !== 'string' || !isGlob(path)) yield* walk(path, { except, ignores })
    else {
      let found = false
      for (const file of expand(path, ignores)) {
        found = true
        yield* walk(file, { except, ignores })
      }
      if (!found) yield { kind: 'failed', path, reason: 'no file matches this pattern' }
    }
  }
}
