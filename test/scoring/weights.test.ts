import { describe, expect, it } from 'vitest'
import { CHECKS } from '../../src/checks/index.ts'
import type { Found } from '../../src/checks/run.ts'
import { QUESTIONS } from '../../src/schema.ts'
import type { Model, QuestionModel, Weight } from '../../src/scoring/model.ts'
import { assess } from '../../src/scoring/score.ts'

/** Checks of one question, each of an evidence group of its own. */
const [first, second] = CHECKS.filter(({ meta }) => meta.question === 'hiddenFiller').map(({ meta }) => meta)

const NOTHING: QuestionModel = { prior: 0, absent: {}, weights: {} }

function modelOf(weights: Record<string, Partial<Weight>>, discount?: number[]): Model {
  const rows = Object.fromEntries(
    Object.entries(weights).map(([key, weight]) => [
      key,
      { bits: 0, positives: [0, 0], negatives: [0, 0], ...weight } as Weight,
    ]),
  )
  const questions = Object.fromEntries(QUESTIONS.map((question) => [question, NOTHING]))
  return {
    id: 'made',
    questions: { ...questions, hiddenFiller: { ...NOTHING, weights: rows, discount } },
  } as Model
}

const found = (meta: Found['meta'], draft: Partial<Found['draft']>): Found => ({
  meta,
  draft: { summary: '', evidence: [], ...draft },
})

const bitsOf = (model: Model, ...items: Found[]) => assess(items, model).findings.map(({ bits }) => bits)

describe('what a finding weighs', () => {
  const steps: Weight['steps'] = [
    [8, 2, 3, 1],
    [64, 5, 2, 0],
  ]
  const model = modelOf({
    [`${first.id}:opacity`]: { steps },
    [`${first.id}:odd means`]: { steps: [[8, 3, 1, 0]] as Weight['steps'] },
    [`${first.id}:win`]: { bits: 4 },
    [`${first.id}:receipt`]: { bits: -1.5 },
  })

  it.each([
    ['the first step', 8, 2],
    ['between two steps', 63, 2],
    ['the last step, and all above', 1e6, 5],
  ])('by amount: %s', (_what, amount, bits) => {
    expect(bitsOf(model, found(first, { cells: ['opacity'], amount }))).toEqual([bits])
  })

  it.each([
    ['less than the first step', ['opacity'], 7],
    ['a cell that nobody has seen', ['nobody has seen'], 100],
    ['no cell', [], 100],
  ])('%s weighs nothing and is dismissed', (_what, cells, amount) => {
    const { findings, dismissed } = assess([found(first, { cells, amount })], model)
    expect(findings).toEqual([])
    expect(dismissed.map(({ check, reason }) => [check, reason])).toEqual([[first.id, 'as-honest-mail']])
  })

  it.each([
    { cells: ['opacity', 'odd means'], amount: 10, bits: 3 },
    { cells: ['opacity', 'odd means'], amount: 100, bits: 5 },
  ])('the heaviest of its cells: $cells, $amount', ({ cells, amount, bits }) => {
    expect(bitsOf(model, found(first, { cells, amount }))).toEqual([bits])
  })

  it.each([
    { features: ['win', 'receipt'], bits: 2.5 },
    { features: ['win', 'nobody has seen'], bits: 4 },
    { features: [], bits: 0 },
  ])('features add up: $features', ({ features, bits }) => {
    expect(bitsOf(model, found(first, { features }))).toEqual([bits])
  })
})

describe('a model with a discount', () => {
  const rows = {
    [`${first.id}:a`]: { bits: 4 },
    [`${second.id}:a`]: { bits: 6 },
  }
  const both = [found(first, { grade: 'a' }), found(second, { grade: 'a' })]

  it('counts groups behind the heaviest in part', () => {
    expect(bitsOf(modelOf(rows, [1, 0.5, 0.25]), ...both)).toEqual([2, 6])
  })

  it('counts nothing of those behind its last', () => {
    expect(bitsOf(modelOf(rows, [1]), ...both)).toEqual([0, 6])
  })

  it('adds all of them up where there is none', () => {
    expect(bitsOf(modelOf(rows), ...both)).toEqual([4, 6])
    const { assessments } = assess(both, modelOf(rows))
    expect(assessments.hiddenFiller.probability).toBeCloseTo(1 / (1 + 2 ** -10), 4)
  })
})
