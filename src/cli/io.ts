import type { InterruptedStatus } from './interrupt.ts'

/** A terminal, a file or a pipe. */
type Sink = NodeJS.WritableStream & { isTTY?: boolean; columns?: number }

/** What a command reads and writes; `process` is one. */
export interface Io {
  stdin: AsyncIterable<Uint8Array> & { destroy?(): unknown }
  stdout: Sink
  stderr: Sink
  env: Record<string, string | undefined>
}

/** One sub-command. */
export interface Command {
  /** One line for the list of commands. */
  summary: string
  help: string
  /** Runs it with the arguments after its name. */
  run(args: readonly string[], io: Io): Promise<Status>
}

/** A mistake in the call, to be shown without a stack trace and with a pointer to the help. */
export class UsageError extends Error {}

/** An input or output that cannot be used, to be shown without a stack trace. `path` is shown escaped. */
export class InputError extends Error {
  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`)
  }
}

export const OK = 0
export const FLAGGED = 1
export const FAILED = 2
export type Status = typeof OK | typeof FLAGGED | typeof FAILED | InterruptedStatus
