import { describe, expect, it } from 'vitest'
import { createProgress } from '../../src/cli/progress.ts'

describe('progress', () => {
  it('is one line that is written ten times a second at most, and taken away', () => {
    const written: string[] = []
    let time = 0
    const stderr = { write: (text: string) => written.push(text) > 0 } as unknown as NodeJS.WritableStream
    const progress = createProgress(stderr, 500, () => time)
    for (let i = 0; i < 300; i++) {
      time += 1
      progress.tick()
    }
    expect(written).toEqual([
      '\r\x1b[2K100 of 500 files, 1000 a second',
      '\r\x1b[2K200 of 500 files, 1000 a second',
      '\r\x1b[2K300 of 500 files, 1000 a second',
    ])
    progress.clear()
    progress.clear()
    expect(written.slice(3)).toEqual(['\r\x1b[2K'])
  })
})
