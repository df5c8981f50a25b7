import { describe, expect, it } from 'vitest'
import { baselineText, type CorpusAnswer, compareWithBaseline } from '../../bench/corpus-baseline.mjs'
import { mcnemar } from '../../src/evaluate/index.ts'

const compare = (answers: readonly CorpusAnswer[], text: string) =>
  compareWithBaseline(answers, text, mcnemar)

/** Positives of campaigns of their own, the first `found` of them found. */
function answersOf(found: number, all = 12, campaigns = all): CorpusAnswer[] {
  return Array.from({ length: all }, (_, i) => ({
    id: `phish/${i}.eml`,
    group: `campaign ${i % campaigns}`,
    question: 'hiddenFiller',
    label: 1,
    probability: i < found ? 0.9 : 0.1,
    stratum: 'phish',
  }))
}

describe('compareWithBaseline', () => {
  it('sees no change in the same answers', () => {
    const answers = answersOf(7)
    expect(compare(answers, baselineText(answers))).toEqual({
      compared: 12,
      fresh: 0,
      changed: 0,
      rows: [],
    })
  })

  it('calls eight campaigns that are lost worse, and one that is lost chance', () => {
    const before = baselineText(answersOf(12))
    expect(compare(answersOf(4), before).rows).toMatchObject([{ better: 0, worse: 8, significant: true }])
    expect(compare(answersOf(11), before).rows).toMatchObject([{ better: 0, worse: 1, significant: false }])
  })

  it('counts campaigns, not copies', () => {
    const lost = compare(answersOf(0, 12, 2), baselineText(answersOf(12, 12, 2)))
    expect(lost.changed).toBe(12)
    expect(lost.rows).toMatchObject([{ worse: 2, significant: false }])
  })

  it('never fails on what got better', () => {
    expect(compare(answersOf(12), baselineText(answersOf(0))).rows).toMatchObject([
      { better: 12, worse: 0, significant: false },
    ])
  })

  it('leaves out what is new, and what is labelled otherwise now', () => {
    const answers = answersOf(12)
    const relabelled = answers.map((answer, i) => (i < 3 ? { ...answer, label: 0 as const } : answer))
    const text = baselineText(answers.slice(0, 6))
    expect(compare(relabelled, text)).toMatchObject({ compared: 3, fresh: 9, changed: 0 })
  })

  it('takes made variants that the baseline does not name for right', () => {
    const made = answersOf(12).map((answer) => ({ ...answer, made: true }))
    const text = baselineText(made)
    expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([])
    const lost = made.map((answer) => ({ ...answer, probability: 0 }))
    expect(compare(lost, text).rows).toMatchObject([{ worse: 12, significant: true }])
  })
})
