import { describe, expect, it } from 'vitest'
import {
  averagePrecision,
  brier,
  calibrationError,
  calibrationTable,
  type Judged,
  logLoss,
  mcnemar,
  rocAuc,
  wilson,
} from '../../src/evaluate/metrics.ts'

/** `0.8+` is a message labelled 1 that was given 0.8, `0.8-` one labelled 0. */
const judged = (text: string): Judged[] =>
  text
    .split(' ')
    .map((word) => ({ probability: Number(word.slice(0, -1)), label: word.endsWith('+') ? 1 : 0 }))

describe('Wilson’s interval', () => {
  it.each([
    [0, 10, 0, 0.2775],
    [5, 10, 0.2366, 0.7634],
    [10, 10, 0.7225, 1],
    [1, 100, 0.0018, 0.0545],
    [0, 0, 0, 1],
  ])('of %i of %i is %f to %f', (found, of, low, high) => {
    const [from, to] = wilson(found, of)
    expect(from).toBeCloseTo(low, 4)
    expect(to).toBeCloseTo(high, 4)
  })

  it.each([
    [-1, 10],
    [11, 10],
    [Number.NaN, 10],
  ])('of %d of %d is an error', (found, of) => {
    expect(() => wilson(found, of)).toThrow(RangeError)
  })
})

describe('area under the ROC curve', () => {
  it.each([
    ['three of four pairs in order', '0.1- 0.4- 0.35+ 0.8+', 0.75],
    ['all in order', '0.1- 0.2- 0.3+', 1],
    ['all the wrong way', '0.3- 0.1+', 0],
    ['ties count half', '0.5- 0.5+ 0.5+', 0.5],
  ])('%s', (_, text, area) => {
    expect(rocAuc(judged(text))).toBeCloseTo(area, 10)
  })
})

describe('average precision', () => {
  it.each([
    // 1/2 of recall at precision 1, 1/2 at 2/3
    ['one alarm above the second', '0.1- 0.4- 0.35+ 0.8+', 5 / 6],
    ['all in order', '0.1- 0.2- 0.3+', 1],
    ['ties share their precision', '0.5- 0.5+', 0.5],
  ])('%s', (_, text, value) => {
    expect(averagePrecision(judged(text))).toBeCloseTo(value, 10)
  })
})

it.each([
  ['0.1- 0.9+ 0.8+ 0.3-', (0.01 + 0.01 + 0.04 + 0.09) / 4],
  ['1+ 0-', 0],
  ['1- 0+', 1],
])('the Brier score of %s is %f', (text, score) => {
  expect(brier(judged(text))).toBeCloseTo(score, 10)
})

it.each([
  ['0.5+ 0.5-', 1],
  ['0.25+', 2],
  ['0.75-', 2],
  // nothing is taken as surer than 1 in 10,000
  ['0+', Math.log2(10_000)],
])('the log loss of %s is %f bits', (text, bits) => {
  expect(logLoss(judged(text))).toBeCloseTo(bits, 10)
})

it('is no number where there is nothing to tell apart', () => {
  expect(rocAuc(judged('0.5+'))).toBeNaN()
  expect(averagePrecision(judged('0.5-'))).toBeNaN()
  expect(brier([])).toBeNaN()
})

describe('calibration', () => {
  it('parts messages by tenths', () => {
    const table = calibrationTable(judged('0.05- 0.1- 0.9+ 1+ 1-'))
    expect(table.map(({ messages }) => messages)).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 3])
    expect(table[9]).toMatchObject({ from: 0.9, to: 1, said: expect.closeTo(2.9 / 3, 10), true: 2 / 3 })
  })

  it.each([
    // two messages are off by 0.05, two by 0.45
    ['0.05- 0.05- 0.95+ 0.95-', 0.25],
    ['0.5+ 0.5-', 0],
    ['1-', 1],
  ])('the error of %s is %f', (text, error) => {
    expect(calibrationError(calibrationTable(judged(text)))).toBeCloseTo(error, 10)
  })
})

describe('McNemar’s exact test', () => {
  it.each([
    [0, 0, 1],
    [4, 4, 1],
    // 2 (1 + 6) / 2^6
    [1, 5, 0.21875],
    [5, 1, 0.21875],
    [0, 10, 2 / 1024],
  ])('%i better and %i worse: p = %f', (better, worse, p) => {
    expect(mcnemar(better, worse)).toBeCloseTo(p, 10)
  })

  it('holds for many', () => {
    expect(mcnemar(4000, 4000)).toBeCloseTo(1, 6)
    expect(mcnemar(0, 5000)).toBe(0)
    // the normal approximation of 450 of 1,000: z = 3.13 with the correction for continuity
    expect(mcnemar(450, 550)).toBeCloseTo(0.0017, 3)
  })
})
