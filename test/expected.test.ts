import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import { EXPECTED_HEADERS } from '../src/expected.ts'
import { ROOT } from './helpers/build.ts'

const FOLDER = join(ROOT, 'corpus/messages/campaign')
const analyzer = createAnalyzer()
const reportOf = (name: string) => analyzer.analyze(readFileSync(join(FOLDER, `${name}.eml`)))
const answersOf = (name: string) =>
  Object.fromEntries(reportOf(name).expected.map(({ header, answer }) => [header, answer]))

it('are those that the shipped campaign removes', async () => {
  const generator = new URL('../corpus/generate/campaign.mjs', import.meta.url).href
  const { TWELVE }: { TWELVE: string[] } = await import(generator)
  expect([...EXPECTED_HEADERS]).toEqual(TWELVE)
})

it('has a row for each of the twelve headers, in their order', () => {
  for (const file of readdirSync(FOLDER)) {
    const { expected } = analyzer.analyze(readFileSync(join(FOLDER, file)))
    expect(expected.map(({ header }) => header)).toEqual([...EXPECTED_HEADERS])
  }
})

describe('the message as it left a connector, intact', () => {
  const rows = reportOf('intact').expected

  it('has nothing removed', () => {
    expect(rows.filter(({ answer }) => answer === 'removed')).toEqual([])
  })

  it('knows the two that need filtering for connectors as never written', () => {
    expect(rows.slice(0, 2).map(({ answer, telling, found }) => [answer, telling, found])).toEqual([
      ['unknown', false, 0],
      ['unknown', false, 0],
    ])
  })

  it('counts what is there, on whose side', () => {
    const received = rows.find(({ header }) => header === 'Received')!
    expect(received.answer).toBe('present')
    expect(received.telling).toBe(true)
    expect(received.passages.map(({ operator, side, path }) => `${operator} ${side} ${path}`)).toEqual([
      'Exchange Online recipient consumer',
      'Exchange Online sender relay',
    ])
    expect(received.passages.reduce((sum, { found }) => sum + found, 0)).toBe(received.found)
  })
})

describe('the twelve after the rules', () => {
  it.each<[string, string, string]>([
    ['rules12', 'Received', 'removed'],
    ['rules12', 'Received-SPF', 'removed'],
    ['rules12', 'X-MS-Exchange-Authentication-Results', 'removed'],
    ['rules12', 'ARC-Seal', 'present'],
    ['rules12', 'X-MS-Exchange-SenderADCheck', 'present'],
    ['rules12', 'Authentication-Results', 'present'],
    ['without-04-received', 'Received', 'removed'],
    ['without-03-received-spf', 'Received-SPF', 'removed'],
    ['without-03-received-spf', 'Received', 'present'],
    ['without-08-arc-seal', 'Received', 'present'],
    ['everywhere', 'Authentication-Results', 'removed'],
    ['everywhere', 'Received-SPF', 'removed'],
  ])('%s: %s is %s', (name, header, answer) => {
    expect(answersOf(name)[header]).toBe(answer)
  })

  it('name the checks that found it', () => {
    const received = reportOf('without-04-received').expected.find(({ header }) => header === 'Received')!
    expect(received.checks).toContain('route/handover-without-origin')
  })
})

it('says that nothing is visible where no operator is known', () => {
  const { expected } = analyzer.analyze(new TextEncoder().encode('From: a@example.org\r\n\r\nHello\r\n'))
  expect(new Set(expected.map(({ answer }) => answer))).toEqual(new Set(['not-visible']))
})

it('says unknown where no contract is known', () => {
  const without = createAnalyzer({ contracts: [] })
  const { expected, findings, dismissed } = without.analyze(readFileSync(join(FOLDER, 'rules12.eml')))
  expect(expected.filter(({ answer }) => answer === 'removed')).toEqual([])
  expect(expected.find(({ header }) => header === 'Received-SPF')?.answer).not.toBe('removed')
  expect(findings.filter(({ question }) => question === 'headersRemoved')).toEqual([])
  expect(dismissed.map(({ reason }) => reason)).toContain('no-contract')
})
