import { describe, expect, it } from 'vitest'
import type { TenantRecord } from '../../../../src/tenant/index.ts'
import { ADMIN, APP, campaign, cleanup, cmdlet } from '../records.ts'
import { at, removal, said } from './said.ts'

const many = (count: number) =>
  Array.from({ length: count }, (_, i) => cmdlet(at(i), 'Remove-TransportRule', ADMIN, `disclaimer ${i}`))

describe('sequence/cleanup', () => {
  it.each<[string, TenantRecord[], string[]]>([
    ['after two days', [...campaign(), ...cleanup()], ['high tools']],
    ['after half a year', [...campaign(), ...cleanup(APP, '2026-09-01')], []],
    [
      'of rules alone',
      [removal(0, ADMIN, 'Received'), cmdlet(at(99), 'Remove-TransportRule', ADMIN, 'removes Received')],
      ['medium rules'],
    ],
    ['of which nothing else is left', cleanup(), ['high unknown-rules']],
    [
      'of a rule and the connector beside it',
      [
        removal(0, ADMIN, 'Received'),
        cmdlet(at(99), 'Remove-TransportRule', ADMIN, 'removes Received'),
        cmdlet(at(100), 'Remove-InboundConnector', ADMIN, 'relay'),
      ],
      ['high tools'],
    ],
    [
      'of the two by different people',
      [
        removal(0, ADMIN, 'Received'),
        cmdlet(at(99), 'Remove-TransportRule', ADMIN, 'removes Received'),
        cmdlet(at(100), 'Remove-InboundConnector', APP, 'relay'),
      ],
      ['medium rules'],
    ],
    [
      'of many rules and a connector, of which nothing else is left',
      [...many(6), cmdlet(at(9), 'Remove-InboundConnector', ADMIN, 'relay')],
      ['medium unknown-rules'],
    ],
    ['of many rules alone', many(6), []],
    [
      'of many rules, hours before the connector',
      [...many(6), cmdlet(at(300), 'Remove-InboundConnector', ADMIN, 'relay')],
      [],
    ],
    [
      'of rules that are named as those of 2022',
      [1, 2, 3].map((i) => cmdlet(at(i), 'Remove-TransportRule', ADMIN, `Test0${i}`)),
      ['medium unknown-rules'],
    ],
    [
      'of rules that removed what tells nothing',
      [
        removal(0, ADMIN, 'X-SM-outgoing'),
        cmdlet(at(99), 'Remove-TransportRule', ADMIN, 'removes X-SM-outgoing'),
      ],
      [],
    ],
    [
      'of some old rules',
      [1, 2, 3, 4].map((i) => cmdlet(at(i), 'Remove-TransportRule', ADMIN, `disclaimer ${i}`)),
      [],
    ],
  ])('%s', (_, records, expected) => {
    expect(said('sequence/cleanup', records)).toEqual(expected)
  })
})
