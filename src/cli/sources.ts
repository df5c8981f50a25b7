/** What commands that read many messages have in common: where these come from, and how far the reading is. */
import { existsSync, realpathSync } from 'node:fs'
import {
  type Found,
  type Missed,
  measureSources,
  readMessages,
  type SourceLimits,
  type SourceOptions,
  type SourceProgress,
} from '../batch/sources/index.ts'
import type { Io } from './io.ts'
import { createProgress, NO_PROGRESS, type Progress } from './progress.ts'

export interface SourceRequest {
  paths: readonly string[]
  limits: Partial<SourceLimits>
}

/** Items of what was asked for, and their progress where it is to be shown. Files that the command writes are not read. */
export function openSources(
  { paths, limits }: SourceRequest,
  own: readonly string[],
  io: Io,
  shows: boolean,
): { items: AsyncGenerator<Found | Missed>; progress: Progress } {
  const read: SourceProgress = { files: 0, bytes: 0 }
  const options: SourceOptions = {
    stdin: io.stdin,
    except: own.filter(existsSync).map((name) => realpathSync(name)),
    limits,
    progress: read,
  }
  if (!shows) return { items: readMessages(paths, options), progress: NO_PROGRESS }
  const total = measureSources(paths, options)
  const progress = createProgress(io.stderr, (done) => ({
    share: total.bytes > 0 ? Math.min(1, read.bytes / total.bytes) : undefined,
    text: `${done} messages, ${read.files} of ${total.files} files`,
  }))
  return { items: readMessages(paths, options), progress }
}
