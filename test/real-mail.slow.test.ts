import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '../corpus/generate/random.mjs'
import { createAnalyzer } from '../src/analyzer.ts'
import { notMail } from '../src/batch/sources/sniff.ts'
import { crossValidate, type EvaluatedRow, evaluate, predict } from '../src/evaluate/index.ts'
import { readMessageText } from '../src/message-text.ts'
import { explain } from '../src/report/index.ts'
import { MODEL } from '../src/scoring/model.ts'
import { ROOT } from './helpers/build.ts'
import { labelledRows } from './helpers/labelled.ts'
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

/** What must hold of the body of messages whose campaign the model has not seen. */
const UNSEEN = [
  { question: 'hiddenFiller', recall: 0.92, precision: 0.95, ham: 0 },
  { question: 'prizeLure', recall: 0.9, precision: 0.92, ham: 2 },
] as const

const isHam = (kind: string): boolean => kind.endsWith('ham')

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

  describe('held against its labels', () => {
    let rows: EvaluatedRow[] = []
    beforeAll(() => {
      rows = labelledRows(realMail()!, 'labels.tsv')
    }, 300_000)

    it.each([
      { what: 'the mail that it was fitted on', bounds: BOUNDS, predictor: () => predict(rows, MODEL) },
      { what: 'campaigns that it has not seen', bounds: UNSEEN, predictor: () => crossValidate(rows) },
    ])('answers as the labels say, within bounds: $what', ({ bounds, predictor }) => {
      const { questions } = evaluate(rows, predictor())
      for (const { question, ham, ...least } of bounds) {
        const { recall, precision, strata } = questions[question]!
        const alarms = strata.reduce(
          (sum, { kind, falseAlarms }) => sum + (isHam(kind) ? falseAlarms.count : 0),
          0,
        )
        const figures = `${question}: ${recall.count} of ${recall.of} found, precision ${precision.share}, ${alarms} false alarms on ham`
        console.log(figures)
        expect(recall.share, figures).toBeGreaterThanOrEqual(least.recall)
        expect(precision.share, figures).toBeGreaterThanOrEqual(least.precision)
        expect(alarms, figures).toBeLessThanOrEqual(ham)
      }
    })

    it('means what its probabilities say, of campaigns that the model has not seen', () => {
      const { questions } = evaluate(rows, crossValidate(rows))
      for (const [question, { calibrationError, brier, recall, falseAlarms }] of Object.entries(questions)) {
        const figures = `${question}, cross-validated: calibration error ${calibrationError.toFixed(4)}, Brier ${brier.toFixed(4)}, ${recall.count} of ${recall.of} found, ${falseAlarms.count} false alarms`
        console.log(figures)
        expect(calibrationError, figures).toBeLessThanOrEqual(0.03)
        expect(brier, figures).toBeLessThanOrEqual(0.03)
      }
    })

    it('keeps to the budget of false verdicts on legitimate mail', () => {
      for (const predictions of [predict(rows, MODEL), crossValidate(rows)]) {
        const legitimate = evaluate(rows, predictions).verdicts.find(({ kind }) => kind === 'legitimate')!
        console.log(
          `${legitimate.suspicious.count} suspicious, ${legitimate.hostile.count} hostile of ${legitimate.hostile.of}`,
        )
        expect(legitimate.suspicious.share).toBeLessThanOrEqual(1 / 200)
        expect(legitimate.hostile.share).toBeLessThanOrEqual(1 / 2000)
      }
    })

    it('has no group that holds much of the mail', () => {
      const { groups, largestGroup, messages } = evaluate(rows, predict(rows, MODEL))
      expect(groups).toBeGreaterThan(messages / 2)
      expect(largestGroup).toBeLessThan(messages / 20)
    })
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

  it('finds the headers that real senders forged', () => {
    const table = readFileSync(join(ROOT, 'test/forged-headers.tsv'), 'utf8')
    const rows = table
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .slice(1)
      .map((line) => line.split('\t'))
    const missed = rows.filter(([path]) => {
      const { assessments } = analyzer.analyze(readFileSync(join(realMail()!, path)))
      return assessments.headersForged.probability < 0.5
    })
    console.log(`${rows.length - missed.length} of ${rows.length} found`)
    expect(rows.length).toBeGreaterThan(100)
    expect(missed.length / rows.length, missed.join('\n')).toBeLessThanOrEqual(0.08)
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
