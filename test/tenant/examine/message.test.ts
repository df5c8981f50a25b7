import { describe, expect, it } from 'vitest'
import { generate } from '../../../corpus/generator.mjs'
import { createAnalyzer } from '../../../src/analyzer.ts'
import { examineTenant, explainMessage, type TenantEvent } from '../../../src/tenant/index.ts'
import { APP, cmdlet, connector, exportedRule, rule } from './records.ts'

/** A made message that was relayed through a tenant, whose rules took Received and Received-SPF away. */
const { bytes } = generate({ kind: 'campaign', seed: 3, options: { remove: ['received', 'received-spf'] } })
const report = createAnalyzer().analyze(bytes)
const { ip, tenant } = report.route.traces.find((trace) => trace.tenant !== undefined)!
const passed = Date.parse(report.route.hops[report.route.boundary!.hop].time!)

const at = (hours: number): string => new Date(passed + hours * 3_600_000).toISOString().slice(0, 19)
const ofTenant = (records: TenantEvent[]): TenantEvent[] => records.map((record) => ({ ...record, tenant }))
const received = (hours: number, more = {}) =>
  rule(at(hours), APP, 'Test04', { removeheader: 'Received', ...more })
const deleted = (hours: number) => cmdlet(at(hours), 'Remove-TransportRule', APP, 'Test04')

const explained = (records: TenantEvent[]) =>
  explainMessage(examineTenant(ofTenant(records)), report).explanations.map(
    ({ kind, name, headers, atWork }) => `${kind} ${name} ${headers.join(', ')}: ${atWork}`,
  )

describe('explainMessage', () => {
  it.each<[string, TenantEvent[], string[]]>([
    ['at work when it passed', [received(-9), deleted(9)], ['rule Test04 Received: yes']],
    ['not deleted', [received(-9)], ['rule Test04 Received: yes']],
    [
      'under a condition',
      [received(-9, { fromscope: 'InOrganization' })],
      ['rule Test04 Received: possible'],
    ],
    ['made just after', [received(0.5)], ['rule Test04 Received: possible']],
    ['made later', [received(9)], []],
    ['deleted before', [received(-19), deleted(-9)], []],
    ['for what is there', [rule(at(-9), APP, 'r', { removeheader: 'ARC-Seal' })], []],
  ])('a rule %s', (_, records, expected) => {
    expect(explained(records)).toEqual(expected)
  })

  it.each<[string, string, string[]]>([
    ['the address', ip!, ['connector relay : yes']],
    ['its range', `${ip!.replace(/\d+$/, '0')}/24`, ['connector relay : yes']],
    ['another', '192.0.2.250', []],
    ['no address', 'x/99', []],
  ])('a connector for %s', (_, senderipaddresses, expected) => {
    expect(
      explained([
        connector(at(-9), APP, 'relay', {
          connectortype: 'OnPremises',
          senderdomains: '*',
          senderipaddresses,
        }),
      ]),
    ).toEqual(expected)
  })

  it('says what they did and for how long, with the records', () => {
    const {
      tenant: relation,
      time,
      lacks,
      explanations,
    } = explainMessage(examineTenant(ofTenant([received(-9), deleted(9)])), report)
    expect(relation).toBe('same')
    expect(time).toBe(`${at(0)}Z`)
    expect(lacks).toEqual(expect.arrayContaining(['Received', 'Received-SPF']))
    expect(explanations[0].summary).toBe(`rule Test04 removed Received from ${at(-9)}Z until ${at(9)}Z`)
    expect(explanations[0].evidence).toHaveLength(2)
  })

  it('does not hold a message against another tenant', () => {
    const other = [received(-9)].map((record) => ({ ...record, tenant: 'another' }))
    expect(explainMessage(examineTenant(other), report)).toMatchObject({
      tenant: 'another',
      explanations: [],
    })
  })

  it('takes an export, which names neither tenant nor time', () => {
    const { tenant: relation, explanations } = explainMessage(
      examineTenant([exportedRule('a', { removes: ['received'] })]),
      report,
    )
    expect(relation).toBe('unknown')
    expect(explanations).toMatchObject([
      { headers: ['received'], atWork: 'possible', summary: 'rule a removed received' },
    ])
  })

  it('has nothing to say of a message that went another way', () => {
    const { bytes: plain } = generate({ kind: 'gmail', seed: 3 })
    const { tenant: relation } = explainMessage(
      examineTenant(ofTenant([received(-9)])),
      createAnalyzer().analyze(plain),
    )
    expect(relation).toBe('unknown')
  })
})
