import { expect, it } from 'vitest'
import { createAnalyzer } from '../../src/analyzer.ts'
import { contractBook } from '../../src/chain/contracts.ts'
import type { Check, Reporter } from '../../src/checks/check.ts'
import { runChecks } from '../../src/checks/run.ts'
import { Message } from '../../src/message.ts'
import { resolveLimits } from '../../src/mime/limits.ts'
import { NO_TRUST } from '../helpers/message.ts'
import { collectWhole } from '../helpers/outline.ts'

const BYTES = new TextEncoder().encode('From: a@example.org\r\n\r\nHello\r\n')
const book = (held: number, of: number) =>
  contractBook([
    {
      operator: 'google',
      date: '2026-01-01',
      corpora: [],
      paths: [],
      invariants: { 'test/rule': [held, of] },
    },
  ])
const FOUND = { summary: 'a line is missing', evidence: [{ start: 0, end: 4 }], operator: 'google' }

/** What the runner makes of a check that does `act`, with these contracts. */
function run(act: (reporter: Reporter) => void, contracts = book(100, 100)) {
  const check: Check = {
    meta: {
      id: 'test/rule',
      title: 'Rule',
      question: 'headersRemoved',
      severity: 'low',
      evidenceGroup: 'rule',
      reads: 'header',
      contract: true,
    },
    run: (_, reporter) => act(reporter),
  }
  const message = new Message(collectWhole(BYTES), NO_TRUST, resolveLimits(undefined), contracts)
  const observed: string[] = []
  const { found, dismissed, limitHits } = runChecks([check], message, false, (id, operator, held) =>
    observed.push(`${id} ${operator} ${held}`),
  )
  return { found, dismissed, limitHits, observed }
}

it('a finding carries the counts of the contract that binds', () => {
  const { found, dismissed } = run((reporter) => reporter.find(FOUND))
  expect(found.map(({ draft }) => draft.data)).toEqual([
    { contract: { operator: 'google', held: 100, of: 100 } },
  ])
  expect(dismissed).toEqual([])
})

it.each([
  [
    'held too rarely',
    book(95, 100),
    'of Gmail this is known in 95 of 100 messages, which is not enough to say',
  ],
  [
    'was met too rarely',
    book(20, 20),
    'of Gmail this is known in 20 of 20 messages, which is not enough to say',
  ],
  ['is not known', contractBook([]), 'what Gmail always writes is not known'],
])('where the rule %s it is let go, with the reason', (_, contracts, why) => {
  const { found, dismissed } = run((reporter) => reporter.find(FOUND), contracts)
  expect(found).toEqual([])
  expect(dismissed).toEqual([
    {
      check: 'test/rule',
      reason: 'no-contract',
      summary: `a line is missing; ${why}`,
      evidence: FOUND.evidence,
    },
  ])
})

it('an observer hears of rules that held and of rules that did not', () => {
  const { observed } = run((reporter) => {
    reporter.held('google')
    reporter.find(FOUND)
  })
  expect(observed).toEqual(['test/rule google true', 'test/rule google false'])
})

it('findings of one check beyond the limit are left out, and that is named', () => {
  const found = (start: number) => ({ ...FOUND, evidence: [{ start, end: start + 1 }] })
  const all = run((reporter) => {
    for (let i = 0; i < 20; i++) reporter.find(found(i))
  })
  expect(all.found).toHaveLength(20)
  expect(all.limitHits).toEqual([])
  const cut = run((reporter) => {
    for (let i = 0; i < 22; i++) reporter.find(found(i))
  })
  expect(cut.found).toEqual(all.found)
  expect(cut.limitHits).toEqual([
    { limit: 'findings', value: 20, start: 20, skipped: 'further findings of test/rule' },
  ])
})

it('the report names it as a limit that was hit', () => {
  const verdict = (host: string) =>
    `Authentication-Results: ${host}.example.net; spf=pass smtp.mailfrom=example.org\r\n`
  const bytes = new TextEncoder().encode(
    `Received: from a.example.org ([192.0.2.1]) by mx.example.net with ESMTP id 1\r\n${['a', 'b', 'c'].map(verdict).join('')}\r\n`,
  )
  const cutAt = (limits: { findings?: number }) => {
    const { findings, dismissed, completeness } = createAnalyzer({ limits }).analyze(bytes)
    const count = [...findings, ...dismissed].filter(({ check }) =>
      check.endsWith('/verdict-without-hop'),
    ).length
    return { count, completeness }
  }
  expect(cutAt({})).toEqual({ count: 3, completeness: { complete: true, limits: [] } })
  expect(cutAt({ findings: 2 })).toMatchObject({
    count: 2,
    completeness: { complete: false, limits: [{ limit: 'findings', value: 2 }] },
  })
})
