/** Messages from wherever they are kept. */
import { statSync } from 'node:fs'
import { resolveSourceLimits } from './limits.ts'
import { type Opening, openCandidate, openStream } from './open.ts'
import type { Found, Missed, SourceOptions, SourceProgress } from './source.ts'
import { walk } from './walk.ts'

export { DEFAULT_SOURCE_LIMITS, resolveSourceLimits, type SourceLimits } from './limits.ts'
export { reasonOf } from './reason.ts'
export type { Found, Missed, SourceOptions, SourceProgress } from './source.ts'

/**
 * Every message under the paths, in the order of the paths: files, folders to any depth in byte order of the names, pipes that are
 * named; each a message, an mbox, or an archive or compressed file of such. Messages in archives are called
 * `archive.tar.gz!/folder/name.eml`, those of an mbox `box.mbox#12`.
 *
 * A path that gives no message is yielded with the reason; nothing is thrown for what is on disk or within it. Chunks of a
 * message that comes as chunks throw where it cannot be read to its end.
 * @throws TypeError or RangeError naming the option that is wrong, at the first step.
 */
export async function* readMessages(
  paths: readonly string[],
  options: SourceOptions = {},
): AsyncGenerator<Found | Missed> {
  const { stdin, except, progress = { files: 0, bytes: 0 } } = options
  const opening: Pick<Opening, 'limits' | 'opens'> = {
    limits: resolveSourceLimits(options.limits),
    opens: options.opens ?? (() => true),
  }
  for (const path of paths) {
    if (path === '-' && stdin) {
      yield* openStream(path, stdin, opening, progress)
      continue
    }
    for (const candidate of walk(path, except)) {
      if ('reason' in candidate) yield candidate
      else yield* openCandidate(candidate, opening, progress)
    }
  }
}

/** How much there is to read under the paths, where that can be known beforehand. */
export function measureSources(
  paths: readonly string[],
  { stdin, except }: SourceOptions = {},
): SourceProgress {
  const total: SourceProgress = { files: 0, bytes: 0 }
  for (const path of paths) {
    if (path === '-' && stdin) total.files++
    else
      for (const candidate of walk(path, except)) {
        if ('reason' in candidate) continue
        total.files++
        total.bytes += statSync(candidate.file, { throwIfNoEntry: false })?.size ?? 0
      }
  }
  return total
}
