import { describe, expect, it } from 'vitest'
import { createProgress, ofFiles } from '../../src/cli/progress.ts'

describe('progress', () => {
  it('is one line that is written ten times a second at most, and taken away', () => {
    const written: string[] = []
    let time = 0
    const stderr = { write: (text: string) => written.push(text) > 0 } as unknown as NodeJS.WritableStream
    const progress = createProgress(stderr, ofFiles(500), () => time)
    for (let i = 0; i < 300; i++) {
      time += 1
      progress.tick('3 hostile')
    }
    expect(written).toEqual([
      '\r\x1b[2K100 of 500 files, 1000 a second, 1 s left; 3 hostile',
      '\r\x1b[2K200 of 500 files, 1000 a second, 1 s left; 3 hostile',
      '\r\x1b[2K300 of 500 files, 1000 a second, 1 s left; 3 hostile',
    ])
    progress.clear()
    progress.clear()
    expect(written.slice(3)).toEqual(['\r\x1b[2K'])
  })

  it.each([
    [110, '10 s'],
    [2010, '3 min 20 s'],
    [73_010, '2 h 1 min'],
  ])('says how long %d files will take', (total, left) => {
    let text = ''
    let time = 0
    const stderr = { write: (shown: string) => (text = shown) !== '' } as unknown as NodeJS.WritableStream
    const progress = createProgress(stderr, ofFiles(total), () => time)
    for (let i = 0; i < 10; i++) {
      time += 100
      progress.tick()
    }
    expect(text).toContain(`${left} left`)
  })

  it('says nothing of the time left where it cannot be known', () => {
    let text = ''
    const stderr = { write: (shown: string) => (text = shown) !== '' } as unknown as NodeJS.WritableStream
    let time = 0
    createProgress(
      stderr,
      (done) => ({ text: `${done} messages` }),
      () => (time += 100),
    ).tick()
    expect(text).toBe('\r\x1b[2K1 messages, 10 a second')
  })
})
