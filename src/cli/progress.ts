import type { Io } from './io.ts'

/** One line on the terminal that says how far a scan has come. */
export interface Progress {
  /** Another message or file is done; `note` is shown behind the figures. */
  tick(note?: string): void
  /** Takes the line away, so that something else can be written. */
  clear(): void
}

const INTERVAL_MS = 100
const CLEAR_LINE = '\r\x1b[2K'

/** How far a run has come. */
export interface Position {
  /** Of all there is to do, 0 to 1; absent where that is not known. */
  share?: number
  /** In words. */
  text: string
}

/** The position in a run over so many files. */
export const ofFiles =
  (total: number) =>
  (done: number): Position => ({ share: done / total, text: `${done} of ${total} files` })

/** `position` says how far the run is after so many ticks. `now` gives milliseconds. */
export function createProgress(
  stderr: Io['stderr'],
  position: (done: number) => Position,
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
      const { share, text } = position(done)
      const rate = `${Math.round((done * 1000) / (time - start))} a second`
      const left = share ? `${timeOf(Math.ceil(((time - start) * (1 / share - 1)) / 1000))} left` : ''
      stderr.write(`${CLEAR_LINE}${[text, rate, left].filter(Boolean).join(', ')}${note && `; ${note}`}`)
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
