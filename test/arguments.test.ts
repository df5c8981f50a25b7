import { describe, expect, it } from 'vitest'
import * as batch from '../src/batch/index.ts'
import * as dmarc from '../src/dmarc/index.ts'
import * as core from '../src/index.ts'
import * as parsing from '../src/mailparser.ts'
import * as report from '../src/report/index.ts'
import * as tenant from '../src/tenant/index.ts'

const MESSAGE = new TextEncoder().encode('From: ann@example.net\r\n\r\nhello\r\n')
const REPORT = core.createAnalyzer().analyze(MESSAGE)
const TENANT = tenant.examineTenant([])
const CAMPAIGN = {} as never
const ARRIVAL = { ip: '192.0.2.1', by: 'mx.example.net', time: new Date(0) }
const FINGERPRINT = batch.createFingerprinter().fingerprint(MESSAGE).fingerprint

type Call = (...given: never[]) => unknown

/** Functions that are exported, each with arguments that are right but for the last one, its options where it takes some. */
const FUNCTIONS: Record<string, { call: Call; right: unknown[]; options?: true; limit?: string }> = {
  createAnalyzer: { call: core.createAnalyzer as Call, right: [{}], options: true, limit: 'parts' },
  'analyzer.analyze': { call: core.createAnalyzer().analyze as Call, right: [MESSAGE] },
  'analyzer.analyzeStream': { call: core.createAnalyzer().analyzeStream as Call, right: [[MESSAGE]] },
  'session.write': {
    call: ((chunk: Uint8Array) => core.createAnalyzer().session().write(chunk)) as Call,
    right: [MESSAGE],
  },
  readMessageText: {
    call: core.readMessageText as Call,
    right: [MESSAGE, {}],
    options: true,
    limit: 'parts',
  },
  receivedField: { call: core.receivedField as Call, right: [ARRIVAL] },
  createContractSurvey: { call: core.createContractSurvey().add as Call, right: [MESSAGE] },
  'survey.contracts': { call: core.createContractSurvey().contracts as Call, right: ['2026-12-01', []] },
  createAnalyzerPool: { call: batch.createAnalyzerPool as Call, right: [{}], options: true, limit: 'parts' },
  'pool.analyze': {
    call: ((...given: [Uint8Array]) => withPool((pool) => pool.analyze(...given))) as Call,
    right: [MESSAGE, {}],
    options: true,
  },
  'pool.analyzeAll': {
    call: ((...given: [[], never]) => withPool((pool) => pool.analyzeAll(...given).next())) as Call,
    right: [[], { bytes: () => MESSAGE }],
    options: true,
  },
  createFingerprinter: {
    call: batch.createFingerprinter as Call,
    right: [{}],
    options: true,
    limit: 'parts',
  },
  createCampaignIndex: { call: batch.createCampaignIndex().add as Call, right: ['a.eml', FINGERPRINT] },
  'campaigns.group': { call: batch.createCampaignIndex().group as Call, right: [{}], options: true },
  readMessages: {
    call: ((...given: [[]]) => batch.readMessages(...given).next()) as Call,
    right: [[], {}],
    options: true,
    limit: 'members',
  },
  explain: { call: report.explain as Call, right: [REPORT, {}], options: true },
  formatJson: { call: report.formatJson as Call, right: [REPORT] },
  formatNdjson: { call: report.formatNdjson as Call, right: ['a.eml', REPORT] },
  safeFileName: { call: batch.safeFileName as Call, right: ['a.eml'] },
  htmlWriter: { call: report.htmlWriter as Call, right: [{}], options: true },
  campaignText: { call: report.campaignText as Call, right: [CAMPAIGN] },
  tenantText: { call: report.tenantText as Call, right: [TENANT, {}], options: true },
  ...Object.fromEntries(
    Object.entries(report.WRITERS).flatMap(([name, make]) => [
      [`WRITERS.${name}`, { call: make as Call, right: [{}], options: true as const }],
      [`${name}.entry`, { call: make().entry as Call, right: ['a.eml', REPORT] }],
    ]),
  ),
  readTenantRecords: {
    call: tenant.readTenantRecords as Call,
    right: [MESSAGE, {}],
    options: true,
    limit: 'depth',
  },
  createTenantExaminer: {
    call: tenant.createTenantExaminer as Call,
    right: [{}],
    options: true,
    limit: 'events',
  },
  'examiner.add': { call: tenant.createTenantExaminer().add as Call, right: [{ kind: 'unread' }] },
  examineTenant: { call: tenant.examineTenant as Call, right: [[], {}], options: true, limit: 'events' },
  explainMessage: { call: tenant.explainMessage as Call, right: [TENANT, REPORT] },
  readDmarcReports: {
    call: dmarc.readDmarcReports as Call,
    right: [MESSAGE, {}],
    options: true,
    limit: 'records',
  },
  includedMessage: { call: dmarc.includedMessage as Call, right: [MESSAGE, { kind: 'failure' }] },
  createDmarcIndex: { call: dmarc.createDmarcIndex as Call, right: [{}], options: true, limit: 'domains' },
  'index.add': { call: dmarc.createDmarcIndex().add as Call, right: [{ kind: 'unread' }] },
  summarizeDmarc: { call: dmarc.summarizeDmarc as Call, right: [[], {}], options: true, limit: 'domains' },
  analyzeParsedMail: { call: parsing.analyzeParsedMail as Call, right: [[]] },
  parseAndAnalyze: { call: parsing.parseAndAnalyze as Call, right: [MESSAGE, {}], options: true },
}

/** Exports that take anything, and what is said of them. */
const OTHERS: Record<string, string> = {
  escapeText: 'text of any kind, in the page of the HTML report too',
  escapeBytes: 'bytes, in the page of the HTML report too',
  PoolBusyError: 'an error',
  WorkerError: 'an error',
}

async function withPool<T>(use: (pool: batch.AnalyzerPool) => Promise<T>): Promise<T> {
  const pool = batch.createAnalyzerPool({ workers: 1 })
  try {
    return await use(pool)
  } finally {
    await pool.close()
  }
}

/** What a call throws, or rejects with. */
async function thrown(call: Call, given: readonly unknown[]): Promise<Error | undefined> {
  try {
    await call(...(given as never[]))
  } catch (error) {
    return error as Error
  }
}

/** Of ours: it begins with the name of what is wrong. Those of the engine do not. */
const OURS = /^[a-z][\w.[\]]* (?:must |is (?!not (?:a function|iterable|defined)))/i

function expectOurs(error: Error | undefined, what: string): void {
  expect(error, what).toBeInstanceOf(Error)
  expect([TypeError, RangeError], what).toContain(error?.constructor)
  expect(error?.message, what).toMatch(OURS)
}

describe('every exported function', () => {
  it('is known here', () => {
    const exported = [core, batch, report, tenant, dmarc, parsing].flatMap((entry) =>
      Object.entries(entry).flatMap(([name, value]) => (typeof value === 'function' ? [name] : [])),
    )
    expect(exported.filter((name) => !(name in FUNCTIONS) && !(name in OTHERS))).toEqual([])
  })
})

const ALL = Object.entries(FUNCTIONS)

it.each(ALL)('%s refuses what is none of its arguments, by name', async (_, { call, right, options }) => {
  for (const wrong of [null, 7, Promise.resolve(right[0]), () => 0])
    expectOurs(await thrown(call, [wrong, ...right.slice(1)]), String(wrong))
  // options may be left out
  if (!(options && right.length === 1)) expectOurs(await thrown(call, []), 'nothing')
})

it.each(ALL.filter(([, { options }]) => options))(
  '%s refuses options that there are not, and what are none',
  async (_, { call, right }) => {
    const others = right.slice(0, -1)
    const known = right.at(-1) as object
    expect((await thrown(call, [...others, { ...known, nope: 1 }]))?.message).toMatch(
      /^nope is not an option; there are /,
    )
    for (const wrong of [null, 7, 'text', [], Promise.resolve({})])
      expectOurs(await thrown(call, [...others, wrong]), String(wrong))
  },
)

it.each(ALL.filter(([, { limit }]) => limit))(
  '%s gives the same answers on limits as all others',
  async (_, { call, right, limit }) => {
    const name = limit as string
    const answer = async (limits: unknown) => {
      const error = await thrown(call, [...right.slice(0, -1), { limits }])
      return error && `${error.name}: ${error.message.replaceAll(name, 'LIMIT')}`
    }
    expect(await answer({ [name]: undefined })).toBeUndefined()
    expect(await answer(null)).toBe('TypeError: limits must be an object, not null')
    expect(await answer([])).toBe('TypeError: limits must be an object, not an array')
    expect(await answer({ [name]: '5' })).toBe('TypeError: limits.LIMIT must be a number, not string')
    for (const wrong of [0, 0.5, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(await answer({ [name]: wrong })).toMatch(
        new RegExp(`^RangeError: limits\\.LIMIT must be an integer from 1 to \\d+, not ${wrong}$`),
      )
    expect(await answer({ nope: 1 })).toMatch(/^TypeError: limits\.nope is not a limit; there are /)
  },
)

it.each<[string, () => unknown, string]>([
  [
    'a promise',
    () => core.createAnalyzer().analyze(Promise.resolve(MESSAGE) as never),
    'message must be a Uint8Array, not a promise (await it first)',
  ],
  ['no report', () => report.explain({} as never), 'report must be a report of an analyzer, with message'],
  ['nothing', () => core.receivedField(undefined as never), 'arrival must be an object, not undefined'],
  [
    'a slip',
    () => core.receivedField({ ...ARRIVAL, hello: 'a' } as never),
    'hello is not an option; there are ip, helo',
  ],
  [
    'one path',
    () => batch.readMessages('a.eml').next(),
    'paths must be an array or another iterable of paths, not string',
  ],
  [
    'a verdict',
    () => report.WRITERS.junit({ failOn: 'clean' as never }),
    'failOn must be suspicious or hostile, not clean',
  ],
  [
    'a contract',
    () => core.createAnalyzer({ contracts: [{}] as never }),
    'contracts[0].operator must be a string, not undefined',
  ],
  ['a model', () => core.createAnalyzer({ model: 'mine' as never }), 'model must be an object, not string'],
  [
    'an analyzer',
    () => parsing.parseAndAnalyze(MESSAGE, { analyzer: {} as never }),
    'analyzer.analyze must be a function, not undefined',
  ],
])('says of %s what is right', async (_, call, message) => {
  expect((await thrown(call, []))?.message).toContain(message)
})
