import { beforeAll, describe, expect, it } from 'vitest'
import { operationName } from '../../src/tenant/normalise.ts'
import type { TenantEvent, TenantRecord, Unread } from '../../src/tenant/record.ts'
import { hasTenantData, tenantData } from '../helpers/tenant-data.ts'
import { names, readAll } from './read.ts'

const AUDIT = 'invictus_o365/auditrecords.csv'
const SCUBAGEAR = 'scubagear/PowerShell/ScubaGear/Sample-Reports/'
/** What may come after a row: the file may end. */
const LINE_END = new Set([0x0a, 0x0d, undefined])
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

function count(values: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

describe.skipIf(!hasTenantData())('real tenants', () => {
  let files = new Map<string, Uint8Array>()
  beforeAll(async () => {
    files = await tenantData()
  }, 120_000)

  describe('the audit log of simulated attacks', () => {
    let records: (TenantRecord | Unread)[] = []
    let events: TenantEvent[] = []
    beforeAll(() => {
      records = readAll(files.get(AUDIT)!)
      events = records.filter((record) => record.kind === 'event')
    }, 120_000)

    it('gives an event with a time, an actor and an operation for every row', () => {
      expect(records).toHaveLength(9611)
      expect(events).toHaveLength(9611)
      expect(events.filter(({ time, operation }) => time === undefined || operation === '')).toEqual([])
      expect(count(events.map(({ actor }) => actor.kind)).unknown).toBeLessThanOrEqual(3)
    })

    it('has of each operation as many as a plain search finds', () => {
      // the record in the first column, not the copy in the raw line of the search, whose marks are doubled once more
      const found = text(files.get(AUDIT)!).matchAll(
        /(?<=[{,])""Operation"":""([^"]+)""(?=,""OrganizationId)/g,
      )
      const expected = count([...found].map(([, name]) => operationName(name)))
      // three rows have no record, but columns
      for (const name of ['Add service principal', 'Update service principal', 'Add user']) expected[name]++
      expect(count(events.map(({ operation }) => operation))).toEqual(expected)
    })

    it('has places one after the other, each a row', () => {
      const bytes = files.get(AUDIT)!
      let last = 0
      for (const { place } of events) {
        if (place.start < last || bytes[place.start - 1] !== 0x0a || !LINE_END.has(bytes[place.end]))
          expect.fail(`record ${place.record}`)
        last = place.end
      }
    })

    it('reads addresses, sign-ins and parameters', () => {
      const signIns = events.filter(({ log }) => log === 'sign-in')
      expect(signIns).toHaveLength(951)
      expect(
        signIns.filter(({ signIn, ip }) => signIn?.error !== undefined && ip !== undefined),
      ).toHaveLength(951)
      expect(signIns.filter(({ succeeded }) => succeeded === false)).toHaveLength(368)
      const rule = events.find(({ operation }) => operation === 'New-TransportRule')!
      expect(Object.keys(rule.parameters)).toContain('blindcopyto')
      const settings = events.filter(({ operation }) => operation === 'Set-Mailbox')
      expect(settings.filter(({ parameters }) => Object.keys(parameters).length === 0)).toEqual([])
    })
  })

  it.each(['ProviderSettingsExport.json', 'ScubaResults_fa5589b7-d528-4f80.json'])(
    'exports of ScubaGear: %s',
    (name) => {
      const records = readAll(files.get(SCUBAGEAR + name)!)
      expect(count(records.map(({ kind }) => kind))).toEqual({
        application: 3,
        'transport-rule': 1,
        'inbound-connector': 1,
      })
    },
  )

  it('rules in words are no commands', () => {
    const described = [...files].filter(([name]) => name.startsWith('swiftfilter/') && name.endsWith('.txt'))
    expect(described.length).toBeGreaterThan(5)
    for (const [name, bytes] of described) expect(names(bytes), name).toHaveLength(1)
  })

  it('sample events of Azure Monitor and of the audit log', () => {
    // YAML whose logs are JSON, but for commas before closing brackets
    const logs = [...files]
      .filter(([name]) => /\/(?:azure_signin_rules|microsoft_rules)\/.*\.yml$/.test(name))
      .flatMap(([, bytes]) =>
        text(bytes)
          .split(/^ +Log:\s*(?=\{)/m)
          .slice(1),
      )
      .map((log) =>
        log
          .slice(0, log.search(/^ {6,8}\}\s*$/m))
          .concat('}')
          .replace(/,(?=\s*[}\]])/g, ''),
      )
      .filter((log) => {
        try {
          return Object.keys(JSON.parse(log)).length > 0
        } catch {
          return false
        }
      })
    expect(logs.length).toBeGreaterThan(30)
    const records = logs.map((log) => readAll(log)[0])
    for (const record of records) {
      if (record.kind !== 'event') expect.fail(JSON.stringify(record))
      expect(record.time, JSON.stringify(record)).toBeTypeOf('number')
      expect(record.operation).not.toBe('')
    }
  })
})
