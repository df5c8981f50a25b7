import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { gist } from '../../corpus/gist.mjs'
import { createAnalyzer } from '../../src/analyzer.ts'
import { QUESTIONS, type Question, type Report } from '../../src/schema.ts'

const corpus = new URL('../../corpus/', import.meta.url)
const analyzer = createAnalyzer()
const [head, ...rows] = readFileSync(new URL('labels.tsv', corpus), 'utf8').trim().split('\n')
const columns = head.split('\t')
const expected = JSON.parse(readFileSync(new URL('expected.json', corpus), 'utf8'))
const reports = new Map<string, Report>(
  rows.map((row) => {
    const path = row.split('\t')[0]
    return [path, analyzer.analyze(readFileSync(new URL(path, corpus)))]
  }),
)

test('there is an expected report for every message, and no other', () => {
  expect(Object.keys(expected)).toEqual([...reports.keys()])
})

test.each([...reports])('%s', (path, report) => {
  expect(gist(report)).toEqual(expected[path])
})

/** Known mistakes on the shipped corpus, by question; corpus/README.md says why each is one. */
const MISTAKES: Record<Question, { missed: string[]; falseAlarms: string[] }> = {
  headersRemoved: {
    missed: [
      'messages/campaign/without-05-arc-authentication-results.eml',
      'messages/campaign/without-06-arc-message-signature.eml',
      'messages/campaign/without-07-dkim-signature.eml',
      'messages/campaign/without-08-arc-seal.eml',
    ],
    falseAlarms: [],
  },
  headersForged: {
    missed: [
      'messages/forged/extra-received.eml',
      'messages/forged/internal-business.eml',
      'messages/forged/internal-outlook.eml',
      'messages/forged/results-microsoft-renamed.eml',
      'messages/forged/two-from.eml',
    ],
    falseAlarms: [],
  },
  hiddenFiller: {
    missed: [
      'messages/filler/comment-salad.eml',
      'messages/filler/comment-tokens.eml',
      'messages/filler/random-title.eml',
    ],
    falseAlarms: [],
  },
  prizeLure: { missed: [], falseAlarms: [] },
}

describe.each(QUESTIONS)('%s on the shipped corpus', (question) => {
  const labelled = (label: string) =>
    rows.map((row) => row.split('\t')).filter((cells) => cells[columns.indexOf(question)] === label)
  const p = (path: string) => reports.get(path)!.assessments[question].probability

  test('finds what is labelled 1', () => {
    const missed = labelled('1')
      .map(([path]) => path)
      .filter((path) => p(path) < 0.5)
    expect(missed).toEqual(MISTAKES[question].missed)
  })

  test('says no where the label is 0', () => {
    const alarms = labelled('0')
      .map(([path]) => path)
      .filter((path) => p(path) >= 0.5)
    expect(alarms).toEqual(MISTAKES[question].falseAlarms)
  })
})
