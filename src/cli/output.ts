import { createWriteStream, openSync } from 'node:fs'
import { finished } from 'node:stream/promises'
import { reasonOf } from './files.ts'
import { InputError } from './io.ts'

/** Where reports go. Waits for a slow reader; a reader that went away is no error. */
export interface Output {
  /** True once the reader has closed its end (`| head`): nothing more needs to be written. */
  readonly gone: boolean
  /** @throws InputError where the output cannot be written. */
  write(text: string): Promise<void>
  end(): Promise<void>
}

/** Reports to a file, which is created or emptied at once. */
export function fileOutput(path: string): Output {
  let fd: number
  try {
    fd = openSync(path, 'w')
  } catch (error) {
    throw new InputError(path, `cannot be written: ${reasonOf(error)}`)
  }
  const stream = createWriteStream('', { fd })
  const output = streamOutput(stream, path)
  return {
    get gone() {
      return output.gone
    },
    write: output.write,
    async end() {
      stream.end()
      await finished(stream).catch(() => undefined)
      await output.end()
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
