/** What ended the run early, and its exit status as shells have it: 128 and the number of the signal. */
const STATUS = { SIGINT: 130, SIGTERM: 143 } as const

type Signal = keyof typeof STATUS
export type InterruptedStatus = (typeof STATUS)[Signal]

export interface Interruption {
  /** Set once the run was asked to end. */
  readonly status: InterruptedStatus | undefined
  /** Gives the signals back. */
  release(): void
}

/** Catches the first Ctrl-C or SIGTERM, so that a run can finish cleanly; a second one ends the process at once. */
export function catchInterrupt(onInterrupt: () => void): Interruption {
  let status: InterruptedStatus | undefined
  const listeners = (Object.keys(STATUS) as Signal[]).map((signal) => {
    const listener = (): void => {
      release()
      status = STATUS[signal]
      onInterrupt()
    }
    process.on(signal, listener)
    return [signal, listener] as const
  })
  const release = (): void => {
    for (const [signal, listener] of listeners) process.off(signal, listener)
  }
  return {
    get status() {
      return status
    },
    release,
  }
}
