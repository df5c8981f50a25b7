import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../../src/analyzer.ts'
import type { Found } from '../../src/checks/run.ts'
import { type Assessment, QUESTIONS, type Question } from '../../src/schema.ts'
import { type Model, MODEL as SHIPPED, type Weight } from '../../src/scoring/model.ts'
import { assess, resolveThresholds, type Thresholds, verdictOf } from '../../src/scoring/score.ts'

const weight = (bits: number): Weight => ({ bits, positives: [10, 100], negatives: [1, 100] })

const MODEL: Model = {
  id: 'invented',
  questions: {
    headersRemoved: { prior: -5, absent: {}, weights: {} },
    headersForged: { prior: -5.61, absent: { clocks: -0.3 }, weights: { 'route/clock': weight(4) } },
    hiddenFiller: {
      prior: -4,
      absent: { hidden: -0.5, words: -0.25 },
      weights: {
        'filler/hidden': weight(3),
        'filler/hidden:much': weight(6),
        'filler/hidden:little': weight(-1),
        'filler/stowed': weight(2),
        'filler/words': weight(1.5),
      },
    },
    prizeLure: { prior: -2, absent: {}, weights: {} },
  },
}

/** A finding of the check `id`, in a group, of the grade after the colon. */
function found(id: string, evidenceGroup: string, question: Question = 'hiddenFiller'): Found {
  const [check, grade] = id.split(':')
  return {
    meta: { id: check, title: check, question, severity: 'high', evidenceGroup, reads: 'body' },
    draft: { summary: check, evidence: [{ start: 1, end: 2 }], ...(grade === undefined ? {} : { grade }) },
  }
}

const bitsOf = (...items: Found[]) => assess(items, MODEL).findings.map(({ bits }) => bits)

/** What a probability says in bits, and how far off its four decimals may put that. */
function log2Odds(p: number): { bits: number; tolerance: number } {
  return { bits: Math.log2(p / (1 - p)), tolerance: 0.005 + 0.00005 / (p * (1 - p) * Math.LN2) }
}

describe('the bits of a finding', () => {
  it.each<[string, string, number]>([
    ['come from the row of its grade', 'filler/hidden:much', 6],
    ['are none where its grade has no row', 'filler/hidden:unheard-of', 0],
    ['are none where no grade of its check has one', 'filler/stowed:unheard-of', 0],
    ['come from the row of its check where it has no grade', 'filler/hidden', 3],
    ['are none where neither has a row', 'filler/unknown:much', 0],
    ['may speak against', 'filler/hidden:little', -1],
  ])('%s', (_, id, bits) => {
    expect(bitsOf(found(id, 'hidden'))).toEqual([bits])
  })

  it('come from the model of its own question', () => {
    expect(bitsOf(found('filler/hidden', 'hidden', 'prizeLure'))).toEqual([0])
  })
})

describe('a group of evidence', () => {
  it.each<[string, string[], number[]]>([
    ['the weightiest first', ['filler/hidden:much', 'filler/stowed'], [6, 0]],
    ['the weightiest last', ['filler/stowed', 'filler/hidden:much'], [0, 6]],
    ['the weightiest between', ['filler/stowed', 'filler/hidden:much', 'filler/hidden'], [0, 6, 0]],
    ['two alike', ['filler/hidden', 'filler/hidden'], [3, 0]],
    ['one that speaks against', ['filler/hidden:little', 'filler/stowed'], [0, 2]],
  ])('counts once: %s', (_, ids, bits) => {
    expect(bitsOf(...ids.map((id) => found(id, 'hidden')))).toEqual(bits)
  })

  it('does not take from another group, or from the same name in another question', () => {
    const items = [
      found('filler/hidden', 'hidden'),
      found('filler/words', 'words'),
      found('route/clock', 'hidden', 'headersForged'),
    ]
    expect(bitsOf(...items)).toEqual([3, 1.5, 4])
  })
})

describe('an assessment', () => {
  it('lists all findings of its question, those of 0 bits too', () => {
    const { assessments } = assess(
      [
        found('route/clock', 'clocks', 'headersForged'),
        found('filler/stowed', 'hidden'),
        found('filler/hidden', 'hidden'),
      ],
      MODEL,
    )
    expect(QUESTIONS.map((question) => assessments[question].findings)).toEqual([[], [0], [1, 2], []])
  })

  it.each<[string, string[], number]>([
    ['both silent', [], -4.75],
    ['one has a finding', ['filler/hidden hidden'], -4.25],
    ['one has a finding without a weight', ['filler/unknown hidden'], -4.25],
    ['both have', ['filler/hidden hidden', 'filler/words words'], -4],
  ])('begins with the prior and the silence of groups: %s', (_, ids, base) => {
    const items = ids.map((id) => found(...(id.split(' ') as [string, string])))
    expect(assess(items, MODEL).assessments.hiddenFiller.base).toBe(base)
  })

  it.each<[string, string[]]>([
    ['nothing', []],
    ['one finding', ['filler/hidden:much hidden']],
    ['rivals', ['filler/stowed hidden', 'filler/hidden hidden']],
    ['two groups', ['filler/hidden:much hidden', 'filler/words words']],
    ['one against', ['filler/hidden:little hidden']],
  ])('adds base and bits up to the odds: %s', (_, ids) => {
    const items = ids.map((id) => found(...(id.split(' ') as [string, string])))
    const { findings, assessments } = assess(items, MODEL)
    for (const question of QUESTIONS) {
      const { base, probability, findings: indices } = assessments[question]
      const sum = indices.reduce((bits, index) => bits + findings[index].bits, base)
      const { bits, tolerance } = log2Odds(probability)
      expect(Math.abs(sum - bits)).toBeLessThanOrEqual(tolerance)
    }
  })

  it.each([
    ['-4.75 bits', [], 0.0358],
    ['-1.25 bits', ['filler/hidden'], 0.296],
    ['1.75 bits', ['filler/hidden:much'], 0.7708],
  ])('makes a probability of four decimals: %s', (_, ids, probability) => {
    const items = ids.map((id) => found(id, 'hidden'))
    expect(assess(items, MODEL).assessments.hiddenFiller.probability).toBe(probability)
  })
})

/** Assessments with these probabilities; those not named are 0. */
function assessed(given: Partial<Record<Question, number>>): Record<Question, Assessment> {
  const entries = QUESTIONS.map((question) => [
    question,
    { probability: given[question] ?? 0, base: 0, findings: [] },
  ])
  return Object.fromEntries(entries)
}

describe('the verdict', () => {
  it.each<[string, number, Partial<Record<Question, number>>]>([
    ['clean', 0, {}],
    ['clean', 49, { headersForged: 0.494 }],
    ['suspicious', 50, { headersForged: 0.495 }],
    ['suspicious', 89, { hiddenFiller: 0.894 }],
    ['hostile', 90, { hiddenFiller: 0.895 }],
    ['hostile', 100, { prizeLure: 1 }],
    // each alone would be clean or suspicious
    ['suspicious', 64, { hiddenFiller: 0.4, prizeLure: 0.4 }],
    ['hostile', 91, { headersForged: 0.7, hiddenFiller: 0.7 }],
    // missing headers alone are never hostile, and become so with one answer that is more likely than not
    ['suspicious', 100, { headersRemoved: 1 }],
    ['suspicious', 100, { headersRemoved: 1, headersForged: 0.49, hiddenFiller: 0.49, prizeLure: 0.49 }],
    ['hostile', 100, { headersRemoved: 1, headersForged: 0.5 }],
    ['hostile', 100, { headersRemoved: 1, hiddenFiller: 0.5 }],
    ['hostile', 100, { headersRemoved: 1, prizeLure: 0.5 }],
    // nor do several answers that are all unlikely
    ['suspicious', 93, { headersRemoved: 0.5, headersForged: 0.49, hiddenFiller: 0.49, prizeLure: 0.49 }],
  ])('%s at %i: %o', (verdict, score, probabilities) => {
    expect(verdictOf(assessed(probabilities))).toEqual({ score, verdict })
  })
})

describe('thresholds', () => {
  it.each<[string, number, Partial<Thresholds>]>([
    ['clean', 69, { suspicious: 70 }],
    ['suspicious', 70, { suspicious: 70 }],
    ['suspicious', 94, { hostile: 95 }],
    ['hostile', 60, { suspicious: 20, hostile: 60 }],
    ['suspicious', 0, { suspicious: 0 }],
  ])('%s at %i with %o', (verdict, score, given) => {
    const assessments = assessed({ hiddenFiller: score / 100 })
    expect(verdictOf(assessments, resolveThresholds(given)).verdict).toBe(verdict)
  })

  it('are 50 and 90 where not given', () => {
    expect(resolveThresholds()).toEqual({ suspicious: 50, hostile: 90 })
    expect(resolveThresholds({ suspicious: undefined })).toEqual({ suspicious: 50, hostile: 90 })
  })

  it.each<[unknown, ErrorConstructor, string]>([
    [null, TypeError, 'thresholds must be an object'],
    [{ hostile: '90' }, TypeError, 'thresholds.hostile must be a number'],
    [{ hostile: 101 }, RangeError, 'thresholds.hostile must be between 0 and 100, not 101'],
    [{ suspicious: Number.NaN }, RangeError, 'thresholds.suspicious must be between 0 and 100'],
    [{ suspicious: 91 }, RangeError, 'thresholds.hostile (90) must not be below thresholds.suspicious (91)'],
    [{ bad: 1 }, TypeError, 'thresholds.bad'],
  ])('refuse %o', (given, kind, message) => {
    expect(() => resolveThresholds(given as Partial<Thresholds>)).toThrow(kind)
    expect(() => createAnalyzer({ thresholds: given as Partial<Thresholds> })).toThrow(message)
  })
})

describe('the shipped model', () => {
  it.each([...QUESTIONS])('doubts %s of a message without findings', (question) => {
    const { prior, absent } = SHIPPED.questions[question]
    expect(prior).toBeLessThan(0)
    for (const [group, bits] of Object.entries(absent)) expect(bits, group).toBeLessThanOrEqual(0)
    expect(assess([], SHIPPED).assessments[question].probability).toBeLessThan(0.05)
  })

  it.each([...QUESTIONS])('adds up to the probability of %s for every row', (question) => {
    const { weights } = SHIPPED.questions[question]
    for (const [row, { positives, negatives }] of Object.entries(weights)) {
      const { findings, assessments } = assess([found(row, 'group of its own', question)], SHIPPED)
      const { base, probability } = assessments[question]
      expect(probability, row).toBeCloseTo(1 / (1 + 2 ** -(base + findings[0].bits)), 3)
      expect(positives[0] + negatives[0], row).toBeGreaterThan(0)
      expect(positives[0], row).toBeLessThanOrEqual(positives[1])
      expect(negatives[0], row).toBeLessThanOrEqual(negatives[1])
    }
  })
})
