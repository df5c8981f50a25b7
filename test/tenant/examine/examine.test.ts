import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { examineTenant, type TenantRecord } from '../../../src/tenant/index.ts'
import { runs } from '../../helpers/runs.ts'
import {
  ADMIN,
  attack,
  campaign,
  cleanup,
  cmdlet,
  event,
  exportedRule,
  guesses,
  place,
  rule,
  setUp,
  signIn,
} from './records.ts'

const patterns = (records: TenantRecord[]): string[] =>
  examineTenant(records).findings.map(({ severity, pattern, grade }) => `${severity} ${pattern} ${grade}`)

describe('the whole attack', () => {
  const report = examineTenant(attack())

  it('is found by each of its parts', () => {
    expect(patterns(attack())).toEqual([
      'high sequence/connector-and-rules together',
      'high rules/header-removal many-from-all-mail',
      'high applications/exchange-administrator complete',
      'high sign-ins/password-guessing operations',
      'high connectors/open-inbound open-by-application',
      'high sequence/cleanup tools',
    ])
    expect(report.dismissed).toEqual([])
  })

  it('has all its steps but the mail, in their order', () => {
    expect(report.steps.map(({ step, state, time }) => [step, state, time?.slice(0, 16)])).toEqual([
      ['password-guessing', 'seen', '2026-01-05T08:00'],
      ['sign-in', 'seen', '2026-01-05T09:00'],
      ['application', 'seen', '2026-01-05T09:10'],
      ['permission', 'seen', '2026-01-05T09:11'],
      ['role', 'seen', '2026-01-05T09:12'],
      ['credential', 'seen', '2026-01-05T09:13'],
      ['connector', 'seen', '2026-03-01T10:00'],
      ['header-removal', 'seen', '2026-03-01T10:01'],
      ['mail', 'unknown', undefined],
      ['cleanup', 'seen', '2026-03-03T09:00'],
    ])
  })

  it('is a story in the order of time', () => {
    const texts = report.timeline.map(({ text }) => text)
    expect(texts[0]).toMatch(/^30 wrong passwords of 30 users at 203\.0\.113\.7/)
    expect(texts).toContain(
      'dana@contoso.example gave the application contoso.example_qzv the permission Exchange.ManageAsApp',
    )
    const times = report.timeline.map(({ time }) => time)
    expect(times).toEqual([...times].sort())
  })

  it('has evidence for all that it says', () => {
    for (const { evidence, summary } of report.findings) expect(evidence.length, summary).toBeGreaterThan(0)
    const [, rules] = report.findings
    expect(rules.evidence).toHaveLength(20)
    expect(rules.data.evidenceOmitted).toBe(4)
  })
})

describe('what is given', () => {
  it.each<[string, TenantRecord[], string, string]>([
    ['no sign-in log', campaign(), 'password-guessing', 'unknown'],
    [
      'a sign-in log without guessing',
      [signIn('2026-01-05T09:00:00', 'dana@contoso.example', '203.0.113.7', 0)],
      'password-guessing',
      'absent',
    ],
    ['no log of cmdlets', [setUp.application('2026-01-05T09:10:00')], 'connector', 'unknown'],
    ['a log of mailboxes only', [event('2026-01-05T09:10:00', 'MailItemsAccessed')], 'connector', 'unknown'],
    [
      'a log of other cmdlets',
      [cmdlet('2026-01-05T09:10:00', 'Set-Mailbox', ADMIN, 'dana')],
      'connector',
      'absent',
    ],
    ['an export without such rules', [exportedRule('a')], 'header-removal', 'unknown'],
  ])('with %s, %3$s is %4$s', (_, records, step, state) => {
    expect(examineTenant(records).steps.find((of) => of.step === step)?.state).toBe(state)
  })

  it('is told by kind, with its time', () => {
    const { coverage, tenants, untimed } = examineTenant([
      ...guesses(2),
      event(undefined, 'New-TransportRule'),
      exportedRule('a'),
    ])
    expect(coverage).toMatchObject({
      signInLog: { records: 2, from: '2026-01-05T08:00:00Z', to: '2026-01-05T08:01:00Z' },
      exchangeLog: { records: 1 },
      directoryLog: { records: 0 },
      transportRules: { records: 1 },
    })
    expect(untimed).toBe(1)
    expect(tenants).toHaveLength(1)
  })

  it('counts copies of a record once', () => {
    const records = attack()
    const { copies, ...once } = examineTenant(records)
    expect(copies).toBe(0)
    expect(examineTenant([...records, ...records])).toEqual({ ...once, copies: records.length })
  })

  it('may come in any order', () => {
    const records = [
      ...attack(),
      ...guesses(20, '203.0.113.200'),
      exportedRule('a', { removes: ['Received'] }),
    ]
    const expected = JSON.stringify(examineTenant(records))
    fc.assert(
      fc.property(fc.shuffledSubarray(records, { minLength: records.length }), (shuffled) => {
        expect(JSON.stringify(examineTenant(shuffled))).toBe(expected)
      }),
      runs(30),
    )
  })

  it('counts without a time where none is needed', () => {
    const records = campaign().map((record) => ({ ...record, time: undefined }))
    expect(patterns(records)).toEqual([
      'high rules/header-removal many-from-all-mail',
      'high connectors/open-inbound open-by-application',
    ])
  })

  it('tells what gave no record', () => {
    const unread = (record: number, reason: string) => ({
      kind: 'unread' as const,
      reason,
      place: { path: 'a', record, start: 0, end: 1 },
    })
    expect(
      examineTenant([unread(9, 'not valid JSON'), unread(4, 'not valid JSON'), unread(5, 'a message trace')])
        .unread,
    ).toEqual([
      { reason: 'not valid JSON', records: 2, first: { path: 'a', record: 4, start: 0, end: 1 } },
      { reason: 'a message trace', records: 1, first: { path: 'a', record: 5, start: 0, end: 1 } },
    ])
  })

  it('is of several tenants without mixing them', () => {
    const other = cleanup().map((record) => ({ ...record, tenant: 'another' }))
    expect(patterns([...campaign(), ...other]).some((text) => text.includes('tools'))).toBe(false)
  })
})

describe('limits', () => {
  it('are told where they leave something out, and then nothing is said to be absent', () => {
    const { completeness, steps } = examineTenant([...campaign(), ...cleanup()], { limits: { events: 2 } })
    expect(completeness).toEqual({ complete: false, limits: [{ limit: 'events', value: 2, omitted: 24 }] })
    expect(steps.find(({ step }) => step === 'cleanup')).toMatchObject({ state: 'unknown' })
  })

  it('bound the findings of a pattern', () => {
    const rules = Array.from({ length: 30 }, (_, i) => exportedRule(`r${i}`, { scl: '-1' }))
    const { findings, completeness } = examineTenant(rules, { limits: { findings: 10 } })
    expect(findings).toHaveLength(10)
    expect(completeness.limits).toEqual([{ limit: 'findings', value: 10, omitted: 20 }])
  })

  it.each([
    [undefined, {}, 'records must be an array or another iterable of records'],
    [[], { limit: {} }, 'limit is not an option; there are limits'],
    [[], { limits: { records: 1 } }, 'limits.records is not a limit; there are events'],
    [[], { limits: { events: 0 } }, 'limits.events must be an integer from 1 to 2147483647, not 0'],
  ])('refuses %j with %j', (records, options, message) => {
    expect(() => examineTenant(records as TenantRecord[], options as object)).toThrow(message)
  })
})

describe('names that go on and on', () => {
  it('are cut in summaries, and lists in data are bounded', () => {
    const long = 'x'.repeat(100_000)
    const records = Array.from({ length: 300 }, (_, i) =>
      rule('2026-03-01T10:00:00', { kind: 'user', id: `${long}@contoso.example` }, `${i} ${long}`, {
        removeheader: `X-MS-Exchange-${i}`,
      }),
    )
    const [{ summary, data }] = examineTenant(records).findings
    expect(summary.length).toBeLessThan(1000)
    expect(data.rules).toHaveLength(100)
  })
})

describe('records that make no sense', () => {
  it('throw nothing', () => {
    const text = fc.string({ maxLength: 30 })
    const some = fc.record({
      kind: fc.constant('event' as const),
      place: fc.constant(place()),
      log: fc.constantFrom('exchange' as const, 'directory' as const, 'sign-in' as const, 'other' as const),
      time: fc.option(fc.double(), { nil: undefined }),
      operation: fc.oneof(
        text,
        fc.constantFrom(
          'New-TransportRule',
          'Remove-InboundConnector',
          'Add member to role',
          'Consent to application',
        ),
      ),
      succeeded: fc.constant(undefined),
      actor: fc.record({
        kind: fc.constantFrom('user' as const, 'application' as const, 'unknown' as const),
        id: text,
        name: text,
      }),
      ip: text,
      parameters: fc.dictionary(
        fc.oneof(text, fc.constantFrom('name', 'removeheader', 'senderdomains')),
        text,
      ),
      changes: fc.array(fc.record({ name: text, new: text })),
      targets: fc.array(fc.record({ type: text, id: text, name: text })),
      object: text,
    })
    fc.assert(
      fc.property(fc.array(some), (records) => {
        JSON.stringify(examineTenant(records))
      }),
      runs(300),
    )
  })
})
