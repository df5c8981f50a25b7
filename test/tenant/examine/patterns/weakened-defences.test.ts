import { describe, expect, it } from 'vitest'
import { ADMIN, cmdlet } from '../records.ts'
import { at, said } from './said.ts'

describe('settings/weakened', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['Set-DkimSigningConfig', { enabled: 'False' }, ['low dkim-off']],
    ['Set-DkimSigningConfig', { enabled: 'True' }, []],
    ['Set-HostedConnectionFilterPolicy', { ipallowlist: '198.51.100.0/24' }, ['low allow-list']],
    ['Set-HostedConnectionFilterPolicy', { ipallowlist: '' }, []],
    ['Set-AdminAuditLogConfig', { unifiedauditlogingestionenabled: 'False' }, ['medium audit-off']],
    [
      'New-ManagementRoleAssignment',
      { app: 'a', role: 'Application Mail.Send' },
      ['info role-to-application'],
    ],
    ['New-ManagementRoleAssignment', { user: 'a', role: 'Mail Recipients' }, []],
  ])('%s %j', (operation, parameters, expected) => {
    expect(
      said('settings/weakened', [cmdlet(at(0), operation, ADMIN, 'contoso.example', parameters)]),
    ).toEqual(expected)
  })
})
