import type { Io } from './io.ts'

/** One line on the terminal that says how far a scan has come. */
export interface Progress {
  /** Another file is done; `note` is shown behind the figures. */
  tick(note?: string): void
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
    tick(note = '') {
      done++
      const time = now()
      if (time - last < INTERVAL_MS) return
      last = time
      const rate = (done * 1000) / (time - start)
      const left = Math.ceil((total - done) / rate)
      stderr.write(
        `${CLEAR_LINE}${done} of ${total} files, ${Math.round(rate)} a second, ${timeOf(left)} left${note && `; ${note}`}`,
      )
      shown = true
    },
    clear() {
      if (shown) stderr.write(CLEAR_LINE)
      shown = false
    },
  }
}

/** `5 s`, `3 min 20 s`, `2 h 5 min`. */
function timeOf(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
}

/** Without a terminal nothing is shown. */
export const NO_PROGRESS: Progress = { tick() {}, clear() {} }
