import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../../src/analyzer.ts'
import type { Finding } from '../../src/schema.ts'
import { type Model, MODEL as SHIPPED, type Weight } from '../../src/scoring/model.ts'
import { turningPoints } from '../../src/scoring/turning.ts'

const weight = (bits: number): Weight => ({ bits, positives: [10, 100], negatives: [1, 100] })
const plain = { prior: -6, absent: {} }

const MODEL: Model = {
  id: 'invented',
  questions: {
    headersRemoved: { ...plain, weights: { 'route/internal-hop-missing': weight(10) } },
    headersForged: {
      ...plain,
      weights: {
        'route/time-travel': weight(7),
        'route/time-travel:days': weight(12),
        'route/identifier-of-another-time': weight(12),
        'route/writer-did-not-hand-over': weight(8),
      },
    },
    hiddenFiller: {
      ...plain,
      weights: { 'filler/hidden-text': weight(12), 'filler/broken-words': weight(7) },
    },
    prizeLure: { ...plain, weights: { 'lure/prize-claim': weight(12) } },
  },
}
const QUESTION = {
  route: 'headersForged',
  filler: 'hiddenFiller',
  lure: 'prizeLure',
} as const

/** A report with a finding of each of these checks. */
function reportOf(verdict: 'clean' | 'suspicious' | 'hostile', ...checks: string[]) {
  const findings = checks.map((name): Finding => {
    const [check, grade] = name.split(':')
    const question =
      check === 'route/internal-hop-missing'
        ? 'headersRemoved'
        : QUESTION[check.split('/')[0] as keyof typeof QUESTION]
    return { check, grade, question, severity: 'high', summary: '', bits: 1, evidence: [], data: {} }
  })
  return { findings, verdict, engine: { version: '0.0.0', model: MODEL.id } }
}
const turnings = (verdict: 'clean' | 'suspicious' | 'hostile', ...checks: string[]) =>
  turningPoints(reportOf(verdict, ...checks), MODEL).map(
    ({ without, verdict: other }) => `${other} without ${without.join(' and ')}`,
  )

describe('a verdict hangs on', () => {
  it.each<[string, 'suspicious' | 'hostile', string[], string[]]>([
    ['its one finding', 'hostile', ['filler/hidden-text'], ['clean without filler/hidden-text']],
    [
      'each of two that only together make it so',
      'hostile',
      ['route/internal-hop-missing', 'route/time-travel'],
      ['suspicious without route/internal-hop-missing', 'suspicious without route/time-travel'],
    ],
    [
      'two where either would do',
      'hostile',
      ['filler/hidden-text', 'lure/prize-claim'],
      ['clean without filler/hidden-text and lure/prize-claim'],
    ],
    [
      'not on what another of its group says too, unless both go',
      'hostile',
      ['route/identifier-of-another-time', 'filler/hidden-text', 'route/writer-did-not-hand-over'],
      ['suspicious without filler/hidden-text'],
    ],
    [
      'all findings of a check together',
      'suspicious',
      ['route/time-travel:days', 'route/time-travel'],
      ['clean without route/time-travel'],
    ],
  ])('%s', (_, verdict, checks, expected) => {
    expect(turnings(verdict, ...checks)).toEqual(expected)
  })

  it('nothing where it is clean', () => {
    expect(turnings('clean', 'filler/broken-words')).toEqual([])
  })

  it('nothing that can be told where the report is of another model, of other thresholds, or of other checks', () => {
    const report = reportOf('hostile', 'filler/hidden-text')
    expect(turningPoints(report, { ...MODEL, id: 'other' })).toEqual([])
    expect(turningPoints(report, MODEL, { suspicious: 50, hostile: 100 })).toEqual([])
    expect(turnings('hostile', 'filler/hidden-text', 'filler/no-such-check')).toEqual([])
  })

  it('what a message of the shipped model was found by', () => {
    const text = `Received: from a.example (a.example [192.0.2.1]) by b.example; Tue, 3 Mar 2026 10:00:00 +0000
Received: from c.example (c.example [192.0.2.2]) by a.example; Thu, 5 Mar 2026 10:00:00 +0000
From: ann@example.org\n\nhello`
    const report = createAnalyzer().analyze(new TextEncoder().encode(text))
    expect(report.verdict).not.toBe('clean')
    expect(turningPoints(report, SHIPPED)).toMatchObject([
      { without: ['route/time-travel'], verdict: 'clean' },
    ])
  })
})
