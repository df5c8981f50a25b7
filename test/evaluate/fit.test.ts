import { describe, expect, it } from 'vitest'
import { calibrate, type Scored } from '../../src/evaluate/calibrate.ts'
import { crossValidate, fit as fitModel, type LabelledRow, predict } from '../../src/evaluate/index.ts'
import { QUESTIONS } from '../../src/schema.ts'
import { MODEL } from '../../src/scoring/model.ts'
import { rowsOf } from './rows.ts'

const DAYS = 'route/time-travel:days'
const HOURS = 'route/time-travel:hours'
const ROWS = [
  ...rowsOf(200, 1, [DAYS]),
  ...rowsOf(50, 1, [HOURS]),
  ...rowsOf(10, 0, [HOURS]),
  ...rowsOf(900, 0, []),
]
const DAY = { date: '2026-03-02' }

describe('calibration', () => {
  /** Messages of these bits of which this share is labelled 1. */
  const at = (bits: number, share: number, count = 1000): Scored[] => [
    { bits, label: 1, weight: count * share },
    { bits, label: 0, weight: count * (1 - share) },
  ]
  const odds = (bits: number) => 1 / (1 + 2 ** -bits)

  it.each<[string, Scored[], number, number]>([
    ['leaves what is right', [...at(-2, odds(-2)), ...at(0, odds(0)), ...at(3, odds(3))], 1, 0],
    ['halves what is twice too sure', [...at(-4, odds(-2)), ...at(4, odds(2))], 0.5, 0],
    ['raises what is not sure enough', [...at(-2, odds(-3)), ...at(2, odds(3))], 1.5, 0],
    ['moves what is wrong for all', [...at(-2, odds(-1)), ...at(3, odds(4))], 1, 1],
  ])('%s', (_, scored, slope, offset) => {
    const found = calibrate(scored)
    expect(found.slope).toBeCloseTo(slope, 1)
    expect(found.offset).toBeCloseTo(offset, 1)
  })

  it('is used only where it brings the probabilities of other messages nearer to what is so', () => {
    // two checks that always speak together count twice, which makes them too sure
    const both = [DAYS, 'authentication/verdict-without-hop:own-identifier']
    const twice = [
      ...rowsOf(100, 1, both),
      ...rowsOf(100, 1, []),
      ...rowsOf(100, 0, both),
      ...rowsOf(900, 0, []),
    ]
    const alone = twice.map((row) => ({ ...row, findings: row.findings.slice(0, 1) }))
    const slopeOf = (rows: LabelledRow[]) => fitModel(rows, DAY).questions.headersForged.calibration?.slope
    expect(slopeOf(twice)).toBeLessThan(0.7)
    expect(slopeOf(alone)).toBe(1)
  })

  it('says nothing of a handful', () => {
    expect(calibrate([...at(-2, 0.9, 10), ...at(3, 0.1, 10)])).toEqual({ slope: 1, offset: 0 })
  })

  it('stays within bounds where the classes are apart', () => {
    const { slope, offset } = calibrate([...at(-1, 0), ...at(1, 1)])
    expect(slope).toBe(2)
    expect(Math.abs(offset)).toBeLessThan(0.1)
  })
})

describe('fit', () => {
  const model = fitModel(ROWS, { ...DAY, corpora: ['0123456789ab'] })

  it('gives probabilities that are right for the rows', () => {
    const [days, hours, nothing] = predict([ROWS[0], ROWS[200], ROWS[300]], model)
    expect(days.headersForged).toBeGreaterThan(0.98)
    // 50 of 60
    expect(hours.headersForged).toBeCloseTo(0.83, 1)
    expect(nothing.headersForged).toBeLessThan(0.02)
  })

  it('names the day and the corpora', () => {
    expect(model).toMatchObject({ id: 'counts 2026-03-02', corpora: ['0123456789ab'] })
  })

  it('takes questions that it cannot answer from another model', () => {
    for (const question of QUESTIONS)
      if (question !== 'headersForged') expect(model.questions[question]).toBe(MODEL.questions[question])
    expect(fitModel(rowsOf(9, 1, [DAYS]), DAY).questions).toEqual(MODEL.questions)
  })

  it('gives the same model whatever the order of the rows', () => {
    expect(fitModel([...ROWS].reverse(), DAY).questions).toEqual(model.questions)
  })

  const row = ROWS[0]
  it.each<[string, unknown, object, string]>([
    ['rows', 'text', DAY, 'rows must be an array'],
    ['a row', [null], DAY, 'rows[0] must be an object'],
    ['a kind', [{ ...row, kind: 1 }], DAY, 'rows[0].kind must be a string'],
    ['a group', [row, { ...row, group: undefined }], DAY, 'rows[1].group must be a string'],
    ['a label', [{ ...row, labels: { prizeLure: 2 } }], DAY, 'rows[0].labels.prizeLure must be 0 or 1'],
    ['findings', [{ ...row, findings: 'x' }], DAY, 'rows[0].findings must be an array'],
    ['a check', [{ ...row, findings: [{ check: 'no/check' }] }], DAY, 'not known: no/check'],
    ['the date', [row], { date: 'today' }, 'date must be a day'],
    ['folds', [row], { ...DAY, folds: 1 }, 'folds must be an integer from 2 to 100, not 1'],
  ])('refuses %s', (_, rows, options, message) => {
    expect(() => fitModel(rows as LabelledRow[], options as typeof DAY)).toThrow(message)
  })
})

describe('cross-validation', () => {
  it('predicts by a model of the other folds: what only one group has weighs nothing', () => {
    const one = rowsOf(100, 1, [HOURS], { group: 'one campaign' })
    const rows = [...rowsOf(100, 1, [DAYS]), ...one, ...rowsOf(900, 0, [])]
    const own = predict(rows, fitModel(rows, DAY))
    const cross = crossValidate(rows)
    expect(own[100].headersForged).toBeGreaterThan(0.9)
    // a grade that the other folds have not met weighs nothing
    expect(cross[100].headersForged).toBeLessThan(cross[0].headersForged)
    const alone = crossValidate([...rowsOf(50, 1, []), ...one, ...rowsOf(900, 0, [])])
    expect(alone[50].headersForged).toBeLessThan(0.1)
    expect(cross[200].headersForged).toBeLessThan(0.05)
  })

  it('gives one prediction a row, in order', () => {
    const cross = crossValidate(ROWS, { folds: 10 })
    expect(cross).toHaveLength(ROWS.length)
    expect(cross[0].headersForged).toBeGreaterThan(0.9)
    expect(cross.at(-1)!.headersForged).toBeLessThan(0.05)
  })

  it.each([1, 2.5, 101, Number.NaN])('refuses %d folds', (folds) => {
    expect(() => crossValidate(ROWS, { folds })).toThrow(RangeError)
  })
})
