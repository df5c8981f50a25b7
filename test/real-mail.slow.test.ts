import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../corpus/generate/random.mjs'
import { createAnalyzer } from '../src/analyzer.ts'
import { notMail } from '../src/batch/sources/sniff.ts'
import { explain } from '../src/report/index.ts'
import { realMail, realMailFiles } from './helpers/real-mail.ts'
import { inChunks, unsound } from './helpers/sound.mjs'

const FOLDERS = ['phish', 'list', 'mailbox', 'classic', 'kit', 'mime']
const analyzer = createAnalyzer()

function* messagesOf(folder: string, every = 1): Generator<[file: string, bytes: Uint8Array]> {
  let n = 0
  for (const file of realMailFiles(folder)) {
    if (n++ % every !== 0) continue
    const bytes = new Uint8Array(readFileSync(file))
    if (bytes.length > 0 && !notMail(bytes)) yield [file, bytes]
  }
}

describe.skipIf(realMail() === undefined)('real mail', () => {
  it.each(FOLDERS)('%s: a sound report for every message', { timeout: 300_000 }, (folder) => {
    let messages = 0
    for (const [file, bytes] of messagesOf(folder)) {
      messages++
      const report = analyzer.analyze(bytes)
      expect(unsound(report, bytes.length), file).toEqual([])
      if (messages % 4 !== 0) continue
      const story = explain(report, { bytes }).replaceAll('\n', '')
      if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(story)) expect.fail(`${file}: unescaped text`)
    }
    expect(messages).toBeGreaterThan(150)
  })

  it('500 messages: the same report in any chunks, and byte by byte', { timeout: 300_000 }, () => {
    const random = createRandom(1)
    let messages = 0
    for (const folder of FOLDERS) {
      for (const [file, bytes] of messagesOf(folder, 20)) {
        messages++
        const whole = analyzer.analyze(bytes)
        expect(
          inChunks(analyzer, bytes, () => random.int(1, 3000)),
          file,
        ).toEqual(whole)
        if (bytes.length < 10_000)
          expect(
            inChunks(analyzer, bytes, () => 1),
            file,
          ).toEqual(whole)
      }
    }
    expect(messages).toBeGreaterThanOrEqual(500)
  })
})
