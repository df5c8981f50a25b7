/** What sources yield. */
import { reasonOf } from './reason.ts'

/** A message to analyse: in memory, or as chunks where it is large. Chunks have to be read before the source goes on. */
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

export interface SourceOptions {
  /** What the path `-` stands for; without it, a file of that name. */
  stdin?: AsyncIterable<Uint8Array>
  /** Files that are left out without a word, as real paths. */
  except?: readonly string[]
}

export const skipped = (path: string, reason: string): Missed => ({ kind: 'skipped', path, reason })

export function missed(path: string, error: unknown): Missed {
  const loops = (error as NodeJS.ErrnoException).code === 'ELOOP'
  return loops
    ? skipped(path, 'a symbolic link that leads to itself')
    : { kind: 'failed', path, reason: reasonOf(error) }
}
