/** Messages from wherever they are kept. */
import { createReadStream } from 'node:fs'
import { openFile, openStream } from './open.ts'
import type { Found, Missed, SourceOptions } from './source.ts'
import { walk } from './walk.ts'

export { reasonOf } from './reason.ts'
export type { Found, Missed, SourceOptions } from './source.ts'

/**
 * Every message under the paths, in the order of the paths: files, folders to any depth in byte order of the names, and pipes
 * that are named. A path that gives no message is yielded with the reason; nothing is thrown for what is on disk.
 */
export async function* readMessages(
  paths: readonly string[],
  { stdin, except }: SourceOptions = {},
): AsyncGenerator<Found | Missed> {
  for (const path of paths) {
    if (path === '-' && stdin) {
      yield await openStream(path, stdin)
      continue
    }
    for (const candidate of walk(path, except)) {
      if ('reason' in candidate) yield candidate
      else if (candidate.kind === 'file') yield openFile(candidate)
      else yield await openStream(path, createReadStream(candidate.file))
    }
  }
}

/** How many files there are under the paths, `-` included. */
export function countFiles(paths: readonly string[], except: readonly string[] = []): number {
  let count = 0
  for (const path of paths) {
    if (path === '-') count++
    else for (const { kind } of walk(path, except)) if (kind === 'file' || kind === 'pipe') count++
  }
  return count
}
