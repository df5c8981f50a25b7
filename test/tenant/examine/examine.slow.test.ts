import { it } from 'vitest'
import { examineTenant, type TenantRecord } from '../../../src/tenant/index.ts'
import { expectLinear } from '../../helpers/growth.ts'
import { ADMIN, cmdlet, rule, signIn } from './records.ts'

it('a tenant is examined in time that grows no faster than its records', () => {
  const make = (size: number): TenantRecord[] =>
    Array.from({ length: size / 10 }, (_, i): TenantRecord => {
      const at = new Date(1_767_600_000_000 + i * 30_000).toISOString().slice(0, -5)
      if (i % 3 === 0) return signIn(at, `user${i % 50}@contoso.example`, '203.0.113.7', i % 4 ? 50126 : 0)
      if (i % 3 === 1) return rule(at, ADMIN, `rule ${i}`, { removeheader: 'Received' })
      return cmdlet(at, 'New-InboundConnector', ADMIN, `connector ${i}`, {
        connectortype: 'OnPremises',
        senderdomains: '*',
      })
    })
  expectLinear(make, examineTenant, { sizes: [10_000, 20_000, 40_000, 80_000] })
})
