import { describe, expect, it } from 'vitest'
import {
  calibrationPlot,
  compareEvaluations,
  dropOne,
  type EvaluatedRow,
  type Evaluation,
  evaluate,
  type Prediction,
} from '../../src/evaluate/index.ts'
import { QUESTIONS } from '../../src/schema.ts'
import { rowsOf } from './rows.ts'

/** `spam/a 1 0.8`: the kind and path of a message, its label for `hiddenFiller`, and the probability given. */
function judged(...lines: string[]): [rows: EvaluatedRow[], predictions: Prediction[]] {
  const cells = lines.map((line) => line.split(' '))
  const rows = cells.map(([path, label]): EvaluatedRow => {
    const kind = path.split('/')[0]
    const labels = label === '-' ? {} : { hiddenFiller: Number(label) as 0 | 1 }
    return { path, id: path, kind, stratum: kind, group: path, labels, findings: [], whole: true }
  })
  const predictions = cells.map(
    ([, , p]) =>
      Object.fromEntries(QUESTIONS.map((q) => [q, q === 'hiddenFiller' ? Number(p) : 0])) as Prediction,
  )
  return [rows, predictions]
}

const SOME = judged(
  'spam/a 1 0.95',
  'spam/b 1 0.6',
  'spam/c 1 0.3',
  'spam/d 0 0.55',
  'ham/a 0 0.01',
  'ham/b 0 0.02',
  'ham/c - 0.5',
)

describe('an evaluation', () => {
  const evaluation = evaluate(...SOME)
  const filler = evaluation.questions.hiddenFiller!

  it('counts messages and groups', () => {
    expect(evaluation).toMatchObject({ schema: 1, messages: 7, groups: 7, largestGroup: 1 })
  })

  it('answers for questions with labels only', () => {
    expect(Object.keys(evaluation.questions)).toEqual(['hiddenFiller'])
  })

  it.each([
    ['recall', 2, 3],
    ['precision', 2, 3],
    ['falseAlarms', 1, 3],
  ] as const)('gives %s as a share with its interval', (name, count, of) => {
    expect(filler[name]).toMatchObject({ count, of, share: count / of })
    expect(filler[name].low).toBeLessThan(count / of)
    expect(filler[name].high).toBeGreaterThan(count / of)
  })

  it('gives the same by kind of mail', () => {
    expect(
      filler.strata.map(({ kind, recall, falseAlarms }) => [
        kind,
        recall.count,
        recall.of,
        falseAlarms.count,
        falseAlarms.of,
      ]),
    ).toEqual([
      ['ham', 0, 0, 0, 2],
      ['spam', 2, 3, 1, 1],
    ])
  })

  it('lists errors, the worst first', () => {
    expect(evaluation.errors.map(({ path, label }) => [path, label])).toEqual([
      ['spam/c', 1],
      ['spam/d', 0],
    ])
    expect(evaluate(...SOME, { errors: 1 }).errors).toHaveLength(1)
  })

  it('counts verdicts by kind, and of legitimate mail', () => {
    const table = (evaluated: Evaluation) =>
      evaluated.verdicts.map(({ kind, suspicious, hostile }) => [
        kind,
        suspicious.count,
        hostile.count,
        hostile.of,
      ])
    expect(table(evaluation)).toEqual([
      ['ham', 1, 0, 3],
      ['spam', 3, 1, 4],
      ['legitimate', 1, 0, 3],
    ])
    const strict = evaluate(...SOME, { thresholds: { suspicious: 60, hostile: 60 }, legitimate: ['spam'] })
    expect(table(strict)).toEqual([
      ['ham', 0, 0, 3],
      ['spam', 2, 2, 4],
      ['legitimate', 2, 2, 4],
    ])
  })

  it('counts findings by label, and by how much they raise the share of 1', () => {
    const rows = SOME[0].map((row) =>
      row.path === 'spam/a' || row.path === 'spam/d'
        ? {
            ...row,
            findings: [{ check: 'filler/hidden-text' }, { check: 'filler/hidden-text', grade: 'much' }],
          }
        : row,
    )
    const { checks } = evaluate(rows, SOME[1], { costs: new Map([['filler/hidden-text', 12]]) })
    const row = checks.find(({ check }) => check === 'filler/hidden-text')
    // half of those with a finding are labelled 1, and half of all
    expect(row).toMatchObject({
      positives: { count: 1, of: 3 },
      negatives: { count: 1, of: 3 },
      lift: 1,
      microseconds: 12,
    })
  })

  it('refuses another number of predictions', () => {
    expect(() => evaluate(SOME[0], [])).toThrow(RangeError)
  })
})

describe('a comparison with an earlier evaluation', () => {
  const many = (wrong: number, label = 1, p = 0.1) =>
    evaluate(
      ...judged(...Array.from({ length: 40 }, (_, i) => `spam/${i} ${label} ${i < wrong ? p : 1 - p}`)),
    )

  it.each<[string, Evaluation, Evaluation, [number, number, boolean]]>([
    ['the same', many(3), many(3), [0, 0, false]],
    ['a few more missed', many(5), many(0), [0, 5, false]],
    ['many more missed', many(10), many(0), [0, 10, true]],
    ['many fewer missed', many(0), many(10), [10, 0, false]],
    ['many more false alarms', many(10, 0, 0.9), many(0, 0, 0.9), [0, 10, true]],
  ])('%s', (_, now, before, [better, worse, significant]) => {
    expect(compareEvaluations(now, before)).toMatchObject([
      { question: 'hiddenFiller', messages: 40, better, worse, significant },
    ])
  })

  it('leaves out what only one of them has, or has under another label', () => {
    const now = evaluate(...judged('a/1 1 0.1', 'a/2 1 0.1', 'a/3 1 0.1'))
    const before = evaluate(...judged('a/1 1 0.9', 'a/2 0 0.1', 'a/4 1 0.9'))
    expect(compareEvaluations(now, before)).toMatchObject([{ label: 1, messages: 1, worse: 1 }])
  })

  it('reads what JSON made of it', () => {
    const now = many(3)
    expect(compareEvaluations(now, JSON.parse(JSON.stringify(now)))).toMatchObject([
      { messages: 40, worse: 0 },
    ])
    expect(() => compareEvaluations(now, {} as Evaluation)).toThrow(TypeError)
  })
})

describe('dropping one check', () => {
  const rows = [
    ...rowsOf(60, 1, ['route/time-travel:days'], { question: 'headersForged' }),
    ...rowsOf(60, 1, ['route/time-travel:days', 'authentication/verdict-without-hop:own-identifier']),
    ...rowsOf(5, 0, ['provenance/marker-without-operator:google']),
    ...rowsOf(895, 0, []),
  ]
  const table = new Map(dropOne(rows).map((row) => [row.check, row]))

  it('tells what only that check finds', () => {
    expect(table.get('route/time-travel')).toMatchObject({ found: 60, falseAlarms: 0 })
    expect(table.get('route/time-travel')!.logLoss).toBeGreaterThan(0.1)
  })

  it('tells which add nothing', () => {
    expect(table.get('authentication/verdict-without-hop')).toMatchObject({ found: 0 })
    expect(table.get('authentication/verdict-without-hop')!.logLoss).toBeLessThan(0.01)
  })

  it('is about checks that found something', () => {
    expect([...table.keys()]).toEqual([
      'authentication/verdict-without-hop',
      'provenance/marker-without-operator',
      'route/time-travel',
    ])
  })
})

it('the plot is an image with a point for each tenth that has messages', () => {
  const svg = calibrationPlot(evaluate(...SOME))
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /)
  // 0.0, 0.3, 0.5, 0.6 and 0.9
  expect(svg.match(/<circle /g)).toHaveLength(5)
  expect(svg).toContain('hiddenFiller')
  expect(svg).not.toContain('NaN')
})
