import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../corpus/generate/random.mjs'
import { createAnalyzer } from '../src/analyzer.ts'
import { notMail } from '../src/cli/sniff.ts'
import { readMessageText } from '../src/message-text.ts'
import { explain } from '../src/report/index.ts'
import { realMail, realMailFiles } from './helpers/real-mail.ts'
import { inChunks, unsound } from './helpers/sound.mjs'

const FOLDERS = ['phish', 'list', 'mailbox', 'classic', 'kit', 'mime']
const analyzer = createAnalyzer()

/** What must hold on the labelled mail; `ham` is the number of false alarms on its 4,284 legitimate messages. */
const BOUNDS = [
  { question: 'headersRemoved', recall: 0.99, precision: 0.99, ham: 2 },
  { question: 'hiddenFiller', recall: 0.9, precision: 0.97, ham: 0 },
  { question: 'prizeLure', recall: 0.89, precision: 0.92, ham: 3 },
] as const

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

  it('answers as the labels say, within bounds', { timeout: 300_000 }, () => {
    const folder = realMail()!
    const [head, ...rows] = readFileSync(join(folder, 'labels.tsv'), 'utf8').trim().split('\n')
    const columns = head.split('\t')
    const counts = new Map(
      BOUNDS.map(({ question }) => [question, { found: 0, yes: 0, alarms: 0, no: 0, ham: 0 }]),
    )
    for (const row of rows) {
      const cells = row.split('\t')
      const { assessments } = analyzer.analyze(new Uint8Array(readFileSync(join(folder, cells[0]))))
      for (const [question, count] of counts) {
        const label = cells[columns.indexOf(question)]
        const answer = assessments[question].probability >= 0.5 ? 1 : 0
        if (label === '1') count.yes++
        if (label === '1') count.found += answer
        if (label === '0') count.no++
        if (label === '0') count.alarms += answer
        if (label === '0' && cells[1].endsWith('ham')) count.ham += answer
      }
    }
    for (const { question, recall, precision, ham } of BOUNDS) {
      const count = counts.get(question)!
      const figures = `${question}: ${JSON.stringify(count)}`
      console.log(figures)
      expect(count.found / count.yes, figures).toBeGreaterThanOrEqual(recall)
      expect(count.found / (count.found + count.alarms), figures).toBeGreaterThanOrEqual(precision)
      expect(count.ham, figures).toBeLessThanOrEqual(ham)
    }
  })

  it('finds no filler in the bodies of honest marketing mail', { timeout: 300_000 }, () => {
    const header = new TextEncoder().encode(
      'From: news@example.org\r\nSubject: News\r\nContent-Type: text/html; charset=utf-8\r\n\r\n',
    )
    const files = realMailFiles('html')
    const alarms = files.filter((file) => {
      const { assessments } = analyzer.analyze(Buffer.concat([header, readFileSync(file)]))
      return assessments.hiddenFiller.probability >= 0.5
    })
    expect(files.length).toBeGreaterThan(200)
    expect(alarms).toEqual([])
  })

  it('finds the filler of a kit that hides thousands of characters in every message', {
    timeout: 300_000,
  }, () => {
    let messages = 0
    const missed: string[] = []
    for (const [file, bytes] of messagesOf('kit')) {
      if (readMessageText(bytes).hiddenText.replace(/\s/g, '').length <= 2000) continue
      messages++
      if (analyzer.analyze(bytes).assessments.hiddenFiller.probability < 0.5) missed.push(file)
    }
    expect(messages).toBeGreaterThan(150)
    expect(missed.length / messages).toBeLessThanOrEqual(0.02)
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
