import { describe, expect, it } from 'vitest'
import type { FindingDraft } from '../../src/checks/check.ts'
import type { Found } from '../../src/checks/run.ts'
import { type Assessment, QUESTIONS, type Question } from '../../src/schema.ts'
import { MODEL, type Model, type QuestionModel } from '../../src/scoring/model.ts'
import { assess, verdictOf } from '../../src/scoring/score.ts'

const EMPTY: QuestionModel = { prior: -4, absent: {}, weights: {} }
const weight = (bits: number): QuestionModel['weights'][string] => ({
  bits,
  positives: [1, 2],
  negatives: [1, 2],
})

/** A model that knows nothing but what the test says. */
function model(questions: Partial<Record<Question, Partial<QuestionModel>>>): Model {
  return {
    id: 'test 2024-01-01',
    questions: Object.fromEntries(
      QUESTIONS.map((question) => [question, { ...EMPTY, ...questions[question] }]),
    ) as Model['questions'],
  }
}

function found(
  id: string,
  {
    group = id,
    question = 'headersForged',
    grade,
  }: { group?: string; question?: Question; grade?: string } = {},
): Found {
  const draft: FindingDraft = { summary: id, evidence: [{ start: 0, end: 1 }], grade }
  return {
    meta: { id, title: id, question, severity: 'low', evidenceGroup: group, reads: 'header' },
    draft,
  }
}

describe('bits of a finding', () => {
  const weights = { 'a/b': weight(2), 'a/b:strong': weight(5) }
  const bits = (item: Found) => assess([item], model({ headersForged: { weights } })).findings[0].bits
  it.each([
    ['of its grade', found('a/b', { grade: 'strong' }), 5],
    ['of the check, where no message had the grade', found('a/b', { grade: 'new' }), 2],
    ['of the check, where it knows no grades', found('a/b'), 2],
    ['none, where no message had the finding', found('a/c', { grade: 'strong' }), 0],
    ['none, under another question', found('a/b', { question: 'prizeLure' }), 0],
  ])('%s', (_, item, expected) => {
    expect(bits(item)).toBe(expected)
  })
})

describe('an evidence group', () => {
  const weights = { 'a/low': weight(2), 'a/high': weight(6), 'a/other': weight(1) }
  const low = found('a/low', { group: 'same' })
  const high = found('a/high', { group: 'same' })
  const bitsOf = (...items: Found[]) =>
    assess(items, model({ headersForged: { weights } })).findings.map(({ bits }) => bits)

  it('counts once, by its weightiest finding, in any order', () => {
    expect(bitsOf(low, high)).toEqual([0, 6])
    expect(bitsOf(high, low)).toEqual([6, 0])
    expect(bitsOf(low, high, low)).toEqual([0, 6, 0])
  })

  it('counts once where findings weigh the same', () => {
    expect(bitsOf(high, high)).toEqual([6, 0])
  })

  it('adds to other groups', () => {
    expect(bitsOf(low, found('a/other'))).toEqual([2, 1])
  })

  it('counts apart in each question', () => {
    const two = model({ headersForged: { weights }, headersRemoved: { weights } })
    const other = found('a/low', { group: 'same', question: 'headersRemoved' })
    expect(assess([high, other], two).findings.map(({ bits }) => bits)).toEqual([6, 2])
  })
})

describe('an assessment', () => {
  const questions = {
    headersForged: {
      prior: -3,
      absent: { clocks: -0.5, marks: -0.25 },
      weights: { 'a/clocks': weight(4), 'a/marks': weight(2.5) },
    },
  }

  it('starts with the prior and what silence means', () => {
    const { headersForged } = assess([], model(questions)).assessments
    expect(headersForged).toEqual({ probability: 0.0692, base: -3.75, findings: [] })
  })

  it('takes silence back for a group that spoke', () => {
    const { headersForged } = assess([found('a/clocks', { group: 'clocks' })], model(questions)).assessments
    expect(headersForged).toEqual({ probability: 0.6271, base: -3.25, findings: [0] })
  })

  it('lists its own findings by their place in the report', () => {
    const items = [found('x/y', { question: 'prizeLure' }), found('a/clocks'), found('a/marks')]
    const { assessments } = assess(items, model(questions))
    expect(assessments.headersForged.findings).toEqual([1, 2])
    expect(assessments.prizeLure.findings).toEqual([0])
    expect(assessments.hiddenFiller.findings).toEqual([])
  })

  it('is base and bits together, as log-odds, for every finding of the shipped model', () => {
    for (const question of QUESTIONS) {
      for (const row of Object.keys(MODEL.questions[question].weights)) {
        const [id, grade] = row.split(':')
        const { findings, assessments } = assess([found(id, { grade, question })], MODEL)
        const { base, probability } = assessments[question]
        expect(probability, row).toBeCloseTo(1 / (1 + 2 ** -(base + findings[0].bits)), 3)
      }
    }
  })
})

describe('the shipped model', () => {
  it.each([...QUESTIONS])('doubts %s of a message without findings', (question) => {
    const { prior, absent, weights } = MODEL.questions[question]
    expect(assess([], MODEL).assessments[question].probability).toBeLessThan(0.05)
    expect(prior).toBeLessThan(0)
    for (const [group, bits] of Object.entries(absent)) expect(bits, group).toBeLessThanOrEqual(0)
    for (const [row, { positives, negatives }] of Object.entries(weights)) {
      expect(positives[0], row).toBeLessThanOrEqual(positives[1])
      expect(negatives[0], row).toBeLessThanOrEqual(negatives[1])
      expect(positives[0] + negatives[0], row).toBeGreaterThan(0)
    }
  })
})

describe('verdict', () => {
  const verdict = (probabilities: Partial<Record<Question, number>>) =>
    verdictOf(
      Object.fromEntries(
        QUESTIONS.map((question) => [
          question,
          { probability: probabilities[question] ?? 0, base: 0, findings: [] },
        ]),
      ) as unknown as Record<Question, Assessment>,
    )

  it.each([
    ['nothing', {}, 0, 'clean'],
    ['just below suspicion', { prizeLure: 0.494 }, 49, 'clean'],
    ['suspicion', { prizeLure: 0.5 }, 50, 'suspicious'],
    ['just below hostility', { prizeLure: 0.894 }, 89, 'suspicious'],
    ['hostility', { prizeLure: 0.9 }, 90, 'hostile'],
    ['certainty', { hiddenFiller: 1 }, 100, 'hostile'],
    ['forged headers alone', { headersForged: 0.95 }, 95, 'hostile'],
    ['removed headers alone: an administrator may do that', { headersRemoved: 1 }, 100, 'suspicious'],
    ['removed headers and doubt', { headersRemoved: 1, prizeLure: 0.49 }, 100, 'suspicious'],
    ['removed headers and something else', { headersRemoved: 0.9, prizeLure: 0.5 }, 95, 'hostile'],
    ['half of each', { headersForged: 0.5, hiddenFiller: 0.5 }, 75, 'suspicious'],
    [
      'all four, each unlikely',
      { headersRemoved: 0.2, headersForged: 0.2, hiddenFiller: 0.2, prizeLure: 0.2 },
      59,
      'suspicious',
    ],
  ] as [string, Partial<Record<Question, number>>, number, string][])(
    '%s',
    (_, probabilities, score, expected) => {
      expect(verdict(probabilities)).toEqual({ score, verdict: expected })
    },
  )
})
