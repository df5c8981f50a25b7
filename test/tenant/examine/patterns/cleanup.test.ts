import { describe, expect, it } from 'vitest'
import type { TenantRecord } from '../../../../src/tenant/index.ts'
import { ADMIN, APP, campaign, cleanup, cmdlet } from '../records.ts'
import { at, removal, said } from './said.ts'

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
      'of some old rules',
      [1, 2, 3, 4].map((i) => cmdlet(at(i), 'Remove-TransportRule', ADMIN, `disclaimer ${i}`)),
      [],
    ],
  ])('%s', (_, records, expected) => {
    expect(said('sequence/cleanup', records)).toEqual(expected)
  })
})
