import { closeSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { reasonOf } from '../batch/sources/index.ts'
import { InputError } from './io.ts'

/** Where reports go. Waits for a slow reader; a reader that went away is no error. */
export interface Output {
  /** True once the reader has closed its end (`| head`): nothing more needs to be written. */
  readonly gone: boolean
  /** @throws InputError where the output cannot be written. */
  write(text: string): Promise<void>
  end(): Promise<void>
}

export interface FileOutput extends Output {
  /** Writes what is still held back, so that it outlasts the machine. Returns how many bytes the file has. */
  flush(): number
}

/** Bytes that are held back until they are written together. */
const HELD = 1 << 16

/** Reports to a file, which is created or emptied at once, or cut to its first `from` bytes and gone on with. */
export function fileOutput(path: string, from?: number): FileOutput {
  let position = from ?? 0
  let held: string[] = []
  let heldLength = 0
  let gone = false
  const attempt = <T>(action: () => T): T => {
    try {
      return action()
    } catch (error) {
      throw new InputError(path, `cannot be written: ${reasonOf(error)}`)
    }
  }
  const fd = attempt(() => openSync(path, from === undefined ? 'w' : 'r+'))
  // a pipe or a device has no place to write at
  const at = (): number | null => (from === undefined ? null : position)
  if (from !== undefined) attempt(() => ftruncateSync(fd, from))
  const writeHeld = (): void => {
    const bytes = Buffer.from(held.join(''))
    held = []
    heldLength = 0
    attempt(() => {
      try {
        for (let done = 0; done < bytes.length && !gone; ) {
          const wrote = writeSync(fd, bytes, done, bytes.length - done, at())
          done += wrote
          position += wrote
        }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
        gone = true
      }
    })
  }
  return {
    get gone() {
      return gone
    },
    flush() {
      writeHeld()
      attempt(() => fsyncSync(fd))
      return position
    },
    async write(text) {
      held.push(text)
      heldLength += text.length
      if (heldLength >= HELD) writeHeld()
    },
    async end() {
      writeHeld()
      attempt(() => closeSync(fd))
    },
  }
}

/** Reports to a stream that stays open, such as standard output. */
export function streamOutput(stream: NodeJS.WritableStream, name = 'standard output'): Output {
  let failure: NodeJS.ErrnoException | undefined
  let wake: (() => void) | undefined
  const resume = (): void => wake?.()
  stream.on('drain', resume)
  stream.on('error', (error) => {
    failure = error
    resume()
  })
  const check = (): void => {
    if (failure && failure.code !== 'EPIPE')
      throw new InputError(name, `cannot be written: ${reasonOf(failure)}`)
  }
  return {
    get gone() {
      return failure?.code === 'EPIPE'
    },
    async write(text) {
      check()
      if (failure || text === '' || stream.write(text)) return
      await new Promise<void>((resolve) => {
        wake = resolve
      })
      wake = undefined
      check()
    },
    async end() {
      check()
    },
  }
}
