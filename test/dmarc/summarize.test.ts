import { describe, expect, it } from 'vitest'
import {
  createDmarcIndex,
  type DmarcIndexOptions,
  type DmarcReading,
  type DmarcSummary,
  readDmarcReports,
  summarizeDmarc,
} from '../../src/dmarc/index.ts'
import {
  bytesOf,
  type RecordParts,
  type ReportParts,
  recordXml,
  reportXml,
  sample,
} from '../helpers/dmarc.ts'

const START = Date.parse('2026-11-01T00:00:00Z') / 1000
const DAY = 86_400

const dkim = (domain: string, result = 'pass'): string =>
  `<dkim><domain>${domain}</domain><selector>s</selector><result>${result}</result></dkim>`
const spf = (domain: string, result = 'pass'): string =>
  `<spf><domain>${domain}</domain><scope>mfrom</scope><result>${result}</result></spf>`

/** Mail of the domain's own: signed with its key. */
const OWN: RecordParts = { ip: '192.0.2.10', count: 50, results: dkim('example.net') + spf('example.net') }

/** A report of one day, from 0. */
function day(number: number, records: RecordParts[], report: ReportParts = {}): DmarcReading[] {
  const begin = START + number * DAY
  const xml = reportXml({
    id: `day-${number}`,
    range: `<begin>${begin}</begin><end>${begin + DAY - 1}</end>`,
    records: records.map(recordXml).join(''),
    ...report,
  })
  return readDmarcReports(bytesOf(xml), { path: `day-${number}.xml` })
}

/** Two weeks of the domain's own mail, and what comes with it. */
function fortnight(extra: (number: number) => RecordParts[], options?: DmarcIndexOptions): DmarcSummary {
  const days = Array.from({ length: 14 }, (_, number) => day(number, [OWN, ...extra(number)]))
  return summarizeDmarc(days.flat(), options)
}

const found = ({ findings }: DmarcSummary): string[] =>
  findings.map(({ check, messages }) => `${check} ${messages}`)
const letGo = ({ dismissed }: DmarcSummary): string[] =>
  dismissed.map(({ check, subject, reason }) => `${check} ${subject}: ${reason}`)

describe('counts', () => {
  const summary = summarizeDmarc([
    ...readDmarcReports(sample('rfc7489.xml'), { path: 'a.xml' }),
    ...readDmarcReports(sample('rfc9990.xml'), { path: 'b.xml' }),
    ...readDmarcReports(sample('rfc7489.xml'), { path: 'again.xml' }),
    ...readDmarcReports(sample('hostile.xml'), { path: 'c.xml' }),
  ])

  it('what became of each reading', () => {
    expect(summary.readings).toEqual({ counted: 2, duplicate: 1, unverified: 0, failure: 0, unread: 1 })
    expect(summary).toMatchObject({
      messages: 875,
      passed: 807,
      begin: '2026-11-02T00:00:00Z',
      end: '2026-11-03T23:59:59Z',
      completeness: { complete: true, limits: [] },
    })
  })

  it('each domain: dispositions, reasons, days, the policy that was last', () => {
    expect(summary.domains).toMatchObject([
      {
        domain: 'example.net',
        reports: 2,
        messages: 875,
        dispositions: {
          values: [
            { value: 'none', messages: 421 },
            { value: 'pass', messages: 395 },
            { value: 'quarantine', messages: 59 },
          ],
        },
        reasons: {
          values: [
            { value: 'mailing_list', messages: 6 },
            { value: 'local_policy', messages: 3 },
          ],
        },
        policy: { p: 'quarantine', np: 'reject' },
        days: [
          { day: '2026-11-02', messages: 456, passed: 412 },
          { day: '2026-11-03', messages: 419, passed: 395 },
        ],
      },
    ])
  })

  it('each network: addresses, operator, signers, when and by whom it was seen', () => {
    const [own, tenant, ...others] = summary.domains[0].sources
    expect(own).toMatchObject({
      network: '192.0.2.0/24',
      messages: 807,
      passed: 807,
      dkim: 807,
      spf: 807,
      signers: { values: [{ value: 'example.net', messages: 807 }] },
      firstSeen: '2026-11-02T00:00:00Z',
      lastSeen: '2026-11-03T23:59:59Z',
      reporters: { values: [{ value: 'receiver.example.org' }, { value: 'Inbox Example' }] },
    })
    expect(tenant).toMatchObject({ network: '40.107.22.0/24', operator: 'exchange-online', passed: 0 })
    expect(others.map(({ network }) => network)).toEqual([
      '40.95.12.0/24',
      '198.51.100.0/24',
      '2001:db8:25::/48',
    ])
  })

  it('the same in any order', () => {
    const readings = Array.from({ length: 9 }, (_, number) =>
      day(number, [OWN, { ip: `198.51.100.${number}`, count: number, dkim: 'fail', spf: 'fail' }]),
    ).flat()
    expect(summarizeDmarc([...readings].reverse())).toEqual(summarizeDmarc(readings))
  })

  it('only what was verified, where that is asked for', () => {
    const index = createDmarcIndex({ verifiedOnly: true })
    const [reading] = day(0, [OWN])
    expect(index.add(reading)).toBe('unverified')
    expect(index.add({ ...reading, carrier: { verified: true, reason: '' } })).toBe('counted')
    expect(index.summary().messages).toBe(50)
  })
})

describe('a foreign tenant', () => {
  const abuse: RecordParts = {
    ip: '40.107.1.1',
    count: 30,
    dkim: 'fail',
    results: dkim('lottery.onmicrosoft.com'),
  }
  const list = '<reason><type>mailing_list</type></reason>'
  const arc = '<reason><type>local_policy</type><comment>arc=pass as[1].d=a.example</comment></reason>'

  it('is found, with the records that it rests on', () => {
    const summary = summarizeDmarc(day(0, [OWN, { ...abuse, spf: 'pass' }]))
    expect(summary.findings).toMatchObject([
      {
        check: 'foreign-tenant',
        domain: 'example.net',
        messages: 30,
        summary: expect.stringContaining('30 passed DMARC by SPF all the same'),
        evidence: [{ path: 'day-0.xml', record: 2, messages: 30, evidence: { start: expect.any(Number) } }],
        data: { tenant: 'lottery.onmicrosoft.com', spfPassed: 30 },
      },
    ])
  })

  it.each<[why: string, record: RecordParts, options: DmarcIndexOptions]>([
    ['named as a tenant of its own', abuse, { ownTenants: ['lottery'] }],
    [
      "the tenant bears the domain's own name",
      { ...abuse, results: dkim('example.mail.onmicrosoft.com') },
      {},
    ],
    ["signed with the domain's own key as well", { ...abuse, dkim: 'pass' }, {}],
    ['from a mailing list, as its receiver says', { ...abuse, spf: 'fail', reason: list }, {}],
    ['its receiver trusts the ARC seal of who passed it on', { ...abuse, spf: 'fail', reason: arc }, {}],
  ])('is let go: %s', (why, record, options) => {
    const summary = summarizeDmarc(day(0, [record]), options)
    expect(found(summary)).toEqual([])
    expect(letGo(summary)).toEqual([expect.stringMatching(`^foreign-tenant [a-z.]+: ${why}$`)])
  })

  it('is let go where it signs day after day, and another one beside it is not', () => {
    const summary = fortnight((number) => [
      { ...abuse, count: 5, spf: 'pass', results: dkim('contoso.onmicrosoft.com') },
      ...(number === 9 ? [abuse] : []),
    ])
    expect(found(summary)).toEqual(['foreign-tenant 30'])
    expect(letGo(summary)).toEqual([
      'foreign-tenant contoso.onmicrosoft.com: signs on 14 of 14 days, more than any other tenant, and SPF allows it: likely its own',
    ])
  })

  it('is found where it signs day after day, and SPF does not allow it', () => {
    expect(found(fortnight(() => [{ ...abuse, count: 1, spf: 'fail' }]))).toEqual(['foreign-tenant 14'])
  })

  it('is none where the name in From is another, or the signature failed', () => {
    const others = [
      { ...abuse, from: 'example.com' },
      { ...abuse, results: dkim('lottery.onmicrosoft.com', 'fail') },
    ]
    expect(found(summarizeDmarc(day(0, others)))).toEqual([])
  })
})

describe('Exchange Online that SPF does not allow', () => {
  const relayed: RecordParts = {
    ip: '40.95.3.4',
    count: 12,
    dkim: 'fail',
    spf: 'fail',
    results: spf('example.net', 'fail'),
  }

  it('is found', () => {
    const { findings } = summarizeDmarc(day(0, [OWN, relayed]))
    expect(findings).toMatchObject([
      {
        check: 'exchange-spf-fail',
        messages: 12,
        data: { addresses: ['40.95.3.4'] },
        evidence: [{ record: 2 }],
      },
    ])
  })

  it.each<[what: string, record: RecordParts]>([
    ['mail that passed by its signature', { ...relayed, dkim: 'pass' }],
    ['SPF of another domain, as after forwarding', { ...relayed, results: spf('forwarder.example', 'fail') }],
    ['an address of somebody else', { ...relayed, ip: '203.0.113.4' }],
  ])('is not %s', (_, record) => {
    expect(found(summarizeDmarc(day(0, [record])))).toEqual([])
  })

  it('is let go where the receiver says that it was forwarded', () => {
    const reason = '<reason><type>forwarded</type></reason>'
    const summary = summarizeDmarc(day(0, [{ ...relayed, reason }]))
    expect(found(summary)).toEqual([])
    expect(letGo(summary)).toEqual(['exchange-spf-fail Exchange Online: forwarded, as its receiver says'])
  })
})

describe('a new source', () => {
  const source: RecordParts = { ip: '203.0.113.8', count: 15, dkim: 'fail', spf: 'fail' }
  const late = (record: RecordParts) => (number: number) => (number >= 10 ? [record] : [])

  it('is found where it comes late and sends much', () => {
    const { findings } = fortnight(late(source))
    expect(findings).toMatchObject([
      {
        check: 'new-source',
        messages: 60,
        data: { network: '203.0.113.0/24', firstSeen: '2026-11-11T00:00:00Z' },
      },
    ])
  })

  it.each<[what: string, summary: DmarcSummary]>([
    ['has been there', fortnight((number) => (number % 2 === 0 ? [source] : []))],
    ['sends little', fortnight(late({ ...source, count: 2 }))],
    ['comes in a period too short to tell', summarizeDmarc([day(0, [OWN]), day(3, [source, source])].flat())],
  ])('is none that %s', (_, summary) => {
    expect(found(summary)).toEqual([])
  })

  it.each<[why: string, record: RecordParts]>([
    ["signed with the domain's own key", { ...source, dkim: 'pass', results: dkim('example.net') }],
    [
      'passed on by an intermediary, as its receivers say',
      { ...source, reason: '<reason><type>mailing_list</type></reason>' },
    ],
  ])('is let go: %s', (why, record) => {
    const summary = fortnight(late(record))
    expect(found(summary)).toEqual([])
    expect(letGo(summary)).toEqual([`new-source 203.0.113.0/24: ${why}`])
  })
})

describe('sudden growth', () => {
  const burst = (record: RecordParts) => (number: number) => (number === 3 ? [{ ...record, count: 400 }] : [])

  it('is found against the median day', () => {
    const { findings } = fortnight(burst({ ip: '203.0.113.8', dkim: 'fail', spf: 'pass' }))
    expect(findings).toMatchObject([
      {
        check: 'sudden-growth',
        messages: 450,
        data: { day: '2026-11-04', median: 50 },
        evidence: [{ path: 'day-3.xml', record: 2 }],
      },
    ])
  })

  it("is let go where the domain's own key signed it", () => {
    const summary = fortnight(burst({ ...OWN, ip: '192.0.2.11' }))
    expect(found(summary)).toEqual([])
    expect(letGo(summary)).toEqual([
      "sudden-growth 2026-11-04: a mailing of its own: signed with the domain's own key",
    ])
  })

  it('needs a week, and more than a small number', () => {
    const few = (counts: number[]) =>
      summarizeDmarc(counts.flatMap((count, number) => day(number, [{ ...OWN, dkim: 'fail', count }])))
    expect(found(few([10, 10, 10, 900]))).toEqual([])
    expect(found(few([1, 1, 1, 1, 1, 1, 1, 90]))).toEqual([])
  })
})

describe('bounds', () => {
  it('keeps no more than its limits, and says what was left out', () => {
    const index = createDmarcIndex({ limits: { domains: 2, sources: 3, reports: 4 } })
    for (let i = 0; i < 6; i++)
      for (const reading of day(i, [{ ip: `198.51.${i}.1` }], { domain: `d${i % 3}.example` }))
        index.add(reading)
    const { domains, messages, completeness } = index.summary()
    expect(domains.map(({ domain }) => domain)).toEqual(['d0.example', 'd1.example'])
    expect(domains.flatMap(({ sources }) => sources)).toHaveLength(3)
    expect(messages).toBe(4)
    expect(completeness.limits.map(({ limit }) => limit).sort()).toEqual(['domains', 'reports', 'sources'])
  })

  it('gives the findings with most messages', () => {
    const records = Array.from({ length: 9 }, (_, i) => ({
      count: i + 1,
      dkim: 'fail',
      results: dkim(`t${i}.onmicrosoft.com`),
    }))
    const summary = summarizeDmarc(day(0, records), { limits: { findings: 2 } })
    expect(found(summary)).toEqual(['foreign-tenant 9', 'foreign-tenant 8'])
    expect(summary.completeness.limits).toMatchObject([{ limit: 'findings', value: 2 }])
  })

  it('takes any name for a name', () => {
    const records = [
      {
        ip: '__proto__',
        disposition: '__proto__',
        from: 'constructor',
        reason: '<reason><type>__proto__</type></reason>',
      },
    ]
    const { domains } = summarizeDmarc(day(0, records, { domain: '__proto__' }))
    expect(JSON.parse(JSON.stringify(domains))).toMatchObject([
      {
        domain: '__proto__',
        reasons: { values: [{ value: '__proto__', messages: 1 }] },
        sources: [{ network: '__proto__' }],
      },
    ])
  })

  it.each<[string, object]>([
    ['ownTenants must be an array of strings', { ownTenants: 'contoso' }],
    ['ownTenants[0] must be a string', { ownTenants: [1] }],
    ['ownTenants[0] must look like contoso.onmicrosoft.com', { ownTenants: ['contoso.com'] }],
    ['verifiedOnly must be true or false', { verifiedOnly: 1 }],
    ['limits.domains must be an integer', { limits: { domains: 0 } }],
    ['ownTenant is not an option', { ownTenant: [] }],
  ])('%s', (message, options) => {
    expect(() => createDmarcIndex(options)).toThrow(message)
  })

  it('takes readings only', () => {
    expect(() => createDmarcIndex().add('a' as unknown as DmarcReading)).toThrow(TypeError)
  })
})
