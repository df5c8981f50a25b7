import type { Io } from './io.ts'

/** One line on the terminal that says how far a scan has come. */
export interface Progress {
  /** Another file is done. */
  tick(): void
  /** Takes the line away, so that something else can be written. */
  clear(): void
}

const INTERVAL_MS = 100
const CLEAR_LINE = '\r\x1b[2K'

/** `total` is how many files there are. `now` gives milliseconds. */
export function createProgress(
  stderr: Io['stderr'],
  total: number,
  now: () => number = () => performance.now(),
): Progress {
  const start = now()
  let done = 0
  let last = start
  let shown = false
  return {
    tick() {
      done++
      const time = now()
      if (time - last < INTERVAL_MS) return
      last = time
      const rate = Math.round((done * 1000) / (time - start))
      stderr.write(`${CLEAR_LINE}${done} of ${total} files, ${rate} a second`)
      shown = true
    },
    clear() {
      if (shown) stderr.write(CLEAR_LINE)
      shown = false
    },
  }
}

/** Without a terminal nothing is shown. */
export const NO_PROGRESS: Progress = { tick() {}, clear() {} }
