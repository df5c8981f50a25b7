import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONTRACTS } from '../../src/chain/contracts/index.ts'
import { contractBook, contractName, isAlways, isNever, wilson } from '../../src/chain/contracts.ts'
import { operatorById } from '../../src/chain/operators.ts'
import { CHECKS } from '../../src/checks/index.ts'
import { ROOT } from '../helpers/build.ts'

describe('the confidence of a count', () => {
  // by the formula of Wilson, 95 %
  it.each([
    [0, 0, 0, 1],
    [3, 3, 0.4385, 1],
    [5, 10, 0.2366, 0.7634],
    [0, 100, 0, 0.037],
    [1312, 1312, 0.9971, 1],
  ])('%i of %i is between %f and %f', (count, of, low, high) => {
    const [a, b] = wilson(count, of)
    expect(a).toBeCloseTo(low, 4)
    expect(b).toBeCloseTo(high, 4)
  })

  it.each<[string, number, number, boolean, boolean]>([
    ['nothing', 0, 0, false, false],
    ['3 of 3', 3, 3, false, false],
    ['34 of 34', 34, 34, false, false],
    ['35 of 35', 35, 35, true, false],
    ['1,312 of 1,312', 1312, 1312, true, false],
    ['1,310 of 1,312', 1310, 1312, true, false],
    ['98 of 100', 98, 100, false, false],
    ['0 of 57', 0, 57, false, false],
    ['0 of 4,166', 0, 4166, false, true],
    ['100 of 4,166', 100, 4166, false, false],
  ])('%s', (_, count, of, always, never) => {
    expect([isAlways(count, of), isNever(count, of)]).toEqual([always, never])
  })
})

describe('the name of a field in a contract', () => {
  it.each([
    ['received', 'received'],
    ['x-forefront-antispam-report-untrusted', 'x-forefront-antispam-report'],
    ['authentication-results-original', 'authentication-results'],
    [
      'x-ms-exchange-antispam-messagedata-original-chunkcount',
      'x-ms-exchange-antispam-messagedata-chunkcount',
    ],
    ['x-ms-exchange-antispam-messagedata-original-0', 'x-ms-exchange-antispam-messagedata-0'],
    ['original-recipient', 'original-recipient'],
  ])('%s is %s', (name, expected) => {
    expect(contractName(name)).toBe(expected)
    expect(contractName(expected)).toBe(expected)
  })
})

it('a book finds what is in it, and nothing else', () => {
  const path = { side: 'sender' as const, path: 'relay', messages: 9, fields: { received: 9 } }
  const book = contractBook([
    { operator: 'google', date: '2026-01-01', corpora: [], paths: [path], invariants: { 'route/x': [8, 9] } },
  ])
  expect(book.path('google', 'sender', 'relay')).toEqual({ ...path, always: new Set() })
  expect(book.path('google', 'recipient', 'relay')).toBeUndefined()
  expect(book.path('yahoo', 'sender', 'relay')).toBeUndefined()
  expect(book.invariant('google', 'route/x')).toEqual([8, 9])
  expect(book.invariant('google', 'route/y')).toBeUndefined()
})

describe('the shipped contracts', () => {
  it('are the files of the folder', () => {
    const files = readdirSync(join(ROOT, 'src/chain/contracts')).filter((name) => name.endsWith('.json'))
    expect(CONTRACTS.map(({ operator }) => `${operator}.json`)).toEqual(files.sort())
  })

  const contractual = CHECKS.filter(({ meta }) => meta.contract).map(({ meta }) => meta.id)

  it.each(CONTRACTS.map((contract) => [contract.operator, contract] as const))('%s', (id, contract) => {
    expect(operatorById(id)).toBeDefined()
    expect(contract.date).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(contract.corpora.length).toBeGreaterThan(0)
    for (const { messages, fields } of contract.paths) {
      for (const [name, count] of Object.entries(fields)) {
        expect(contractName(name)).toBe(name.toLowerCase())
        expect(count).toBeGreaterThan(0)
        expect(count).toBeLessThanOrEqual(messages)
      }
    }
    for (const [check, [held, of]] of Object.entries(contract.invariants)) {
      expect(contractual).toContain(check)
      expect(held).toBeLessThanOrEqual(of)
    }
  })

  it('know what the sheets say of mail that left Exchange Online', () => {
    const exchange = CONTRACTS.find(({ operator }) => operator === 'exchange-online')!
    for (const rule of [
      'route/diagnostic-hops-missing',
      'route/handover-without-origin',
      'route/internal-hop-missing',
    ])
      expect(isAlways(...exchange.invariants[rule]), rule).toBe(true)
    const delivery = exchange.paths.find(({ side, path }) => side === 'recipient' && path === 'consumer')!
    expect(Object.keys(delivery.fields).slice(0, 2)).toContain('received')
    expect(isAlways(delivery.fields['received-spf'], delivery.messages)).toBe(true)
  })
})
