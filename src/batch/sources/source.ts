/** What sources yield. */
import type { SourceLimits } from './limits.ts'
import { reasonOf } from './reason.ts'

/** A message to analyse: in memory, or as chunks where it is large. Chunks have to be read before the source goes on. */
export type Found = {
  kind: 'message'
  path: string
  /** The name within the outermost archive, where it is in one, as its sender chose it: no name to write to. */
  member?: string
  /** That it is not as it was sent, where it is not; the same follows as a warning. */
  note?: string
} & ({ bytes: Uint8Array; chunks?: undefined } | { bytes?: undefined; chunks: AsyncIterable<Uint8Array> })

/**
 * What there is to say of a path beside its messages: it was left out for a reason (`skipped`), it could not be read (`failed`),
 * or something in the message that was just yielded under this path may not be as it seems (`warning`).
 */
export interface Missed {
  kind: 'skipped' | 'failed' | 'warning'
  path: string
  /** As of {@link Found}. */
  member?: string
  reason: string
}

/** What is counted while sources are read. */
export interface SourceProgress {
  /** Files on disk, pipes and standard input that are done. */
  files: number
  /** Bytes of them that were read, archives as they are on disk. */
  bytes: number
}

export interface SourceOptions {
  /** What the path `-` stands for; without it, a file of that name. */
  stdin?: AsyncIterable<Uint8Array>
  /** Files that are left out without a word, as real paths. */
  except?: readonly string[]
  /**
   * What is left out without a word in folders, in archives and of patterns, as in a .gitignore at their root. What is named
   * itself is always read.
   */
  ignore?: readonly string[]
  limits?: Partial<SourceLimits>
  /** Kept up to date, where it is given. */
  progress?: SourceProgress
  /** Whether what bears this path in an archive is opened; everything is unless given. */
  opens?: (path: string) => boolean
  /** Whether what is no mail is yielded as well, by its first bytes; nothing is unless given. */
  accepts?: (head: Uint8Array) => boolean
}

/** What {@link SourceOptions} may hold. */
export const OPTIONS: Record<keyof SourceOptions, true> = {
  stdin: true,
  except: true,
  ignore: true,
  limits: true,
  progress: true,
  opens: true,
  accepts: true,
}

export const skipped = (path: string, reason: string): Missed => ({ kind: 'skipped', path, reason })
export const warning = (path: string, reason: string): Missed => ({ kind: 'warning', path, reason })
export const failed = (path: string, error: unknown): Missed => ({
  kind: 'failed',
  path,
  reason: reasonOf(error),
})

/** A file or folder that could not be opened. */
export function missed(path: string, error: unknown): Missed {
  const loops = (error as NodeJS.ErrnoException).code === 'ELOOP'
  return loops ? skipped(path, 'a symbolic link that leads to itself') : failed(path, error)
}
