import { describe, expect, it } from 'vitest'
import { countedModel } from '../../src/evaluate/count.ts'
import { type LabelledRow, modelText } from '../../src/evaluate/index.ts'
import { drawTogether } from '../../src/evaluate/rows.ts'
import { rowsOf } from './rows.ts'

const DAYS = 'route/time-travel:days'
const count = (rows: LabelledRow[], groups = 100) =>
  countedModel(drawTogether(rows, 2).cells, 'headersForged', groups)!
const bitsOf = (rows: LabelledRow[], groups?: number) => count(rows, groups).weights[DAYS].bits

describe('bits', () => {
  it('are log2 of the rates, each with half a message of all groups added', () => {
    // (0.5 + 0.005) / (0 + 0.005)
    expect(bitsOf([...rowsOf(10, 1, [DAYS]), ...rowsOf(10, 1, []), ...rowsOf(80, 0, [])])).toBe(6.66)
    // (0.5 + 0.005) / (0.25 + 0.005)
    const both = [
      ...rowsOf(10, 1, [DAYS]),
      ...rowsOf(10, 1, []),
      ...rowsOf(20, 0, [DAYS]),
      ...rowsOf(60, 0, []),
    ]
    expect(bitsOf(both)).toBe(0.99)
  })

  it('are fewer where the same share was met in fewer groups', () => {
    const rows = [...rowsOf(20, 1, [DAYS]), ...rowsOf(80, 0, [])]
    expect(bitsOf(rows, 1000)).toBe(10.97)
    expect(bitsOf(rows, 100)).toBe(7.65)
    expect(bitsOf(rows, 10)).toBe(4.39)
  })

  it('are 12 at most', () => {
    expect(bitsOf([...rowsOf(20, 1, [DAYS]), ...rowsOf(80, 0, [])], 1e6)).toBe(12)
    expect(bitsOf([...rowsOf(20, 1, []), ...rowsOf(80, 0, [DAYS])], 1e6)).toBe(-12)
  })

  it('count each kind of positives the same, however many were made', () => {
    const one = rowsOf(20, 1, [DAYS], { kind: 'a' })
    const other = (size: number) => rowsOf(size, 1, [], { kind: 'b', made: true })
    const rows = [...one, ...rowsOf(80, 0, [])]
    expect(bitsOf([...rows, ...other(20)])).toBe(bitsOf([...rows, ...other(2000)]))
  })

  it('take small kinds together', () => {
    const small = (kind: string, found: string[]) => rowsOf(10, 1, found, { kind })
    const negatives = rowsOf(80, 0, [])
    const apart = [...small('a', [DAYS]), ...small('b', [DAYS]), ...small('c', []), ...small('d', [])]
    const whole = [...rowsOf(20, 1, [DAYS]), ...rowsOf(20, 1, [])]
    expect(bitsOf([...apart, ...negatives])).toBe(bitsOf([...whole, ...negatives]))
  })

  it('of a group that found nothing are never above 0', () => {
    // (0.5 + 0.005) / (1 + 0.005)
    const rows = [...rowsOf(10, 1, [DAYS]), ...rowsOf(10, 1, []), ...rowsOf(80, 0, [])]
    expect(count(rows).absent).toEqual({ clocks: -0.99 })
    expect(count([...rowsOf(20, 1, []), ...rowsOf(80, 0, [DAYS])]).absent).toEqual({ clocks: 0 })
  })
})

describe('counts', () => {
  const model = count([
    ...rowsOf(3, 1, [DAYS, DAYS], { kind: 'made/late', made: true }),
    ...rowsOf(2, 1, ['route/time-travel:hours'], { kind: 'made/late', made: true }),
    ...rowsOf(1, 0, [DAYS], { kind: 'mail/list' }),
    ...rowsOf(4, 0, [], { kind: 'mail/list' }),
  ])

  it('are of messages, by check, by grade and by kind', () => {
    expect(model.kinds).toEqual([
      ['made/late', 5, 0],
      ['mail/list', 0, 5],
    ])
    expect(model.weights).toMatchObject({
      'route/time-travel': {
        positives: [5, 5],
        negatives: [1, 5],
        kinds: [
          [0, 5, 0],
          [1, 0, 1],
        ],
      },
      'route/time-travel:days': {
        positives: [3, 5],
        negatives: [1, 5],
        kinds: [
          [0, 3, 0],
          [1, 0, 1],
        ],
      },
      'route/time-travel:hours': { positives: [2, 5], negatives: [0, 5], kinds: [[0, 2, 0]] },
    })
  })

  it('stand on one line each in the text of a model', () => {
    const text = modelText({ id: 'x', questions: { headersForged: model } as never })
    expect(text).toContain('"positives": [3, 5],\n')
    expect(JSON.parse(text).questions.headersForged).toEqual(model)
  })
})

describe('the prior', () => {
  it('is the share of 1 among mail that came by itself', () => {
    expect(
      count([...rowsOf(10, 1, []), ...rowsOf(30, 0, []), ...rowsOf(500, 1, [], { made: true })]).prior,
    ).toBe(-1.58)
  })

  it('is a guess of 2 % where that has no labels of both', () => {
    expect(count([...rowsOf(500, 1, [], { made: true }), ...rowsOf(30, 0, [])]).prior).toBe(-5.61)
  })
})
