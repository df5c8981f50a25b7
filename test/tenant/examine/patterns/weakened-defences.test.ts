import { describe, expect, it } from 'vitest'
import { examineTenant, type TenantEvent } from '../../../../src/tenant/index.ts'
import { ADMIN, APP, APP_NAME, cmdlet } from '../records.ts'
import { at, said } from './said.ts'

describe('settings/weakened', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['Set-DkimSigningConfig', { enabled: 'False' }, ['low dkim-off']],
    ['Set-DkimSigningConfig', { enabled: 'True' }, []],
    ['Set-HostedConnectionFilterPolicy', { ipallowlist: '198.51.100.0/24' }, ['low allow-list']],
    ['Set-DkimSigningConfig', {}, []],
    ['Set-HostedConnectionFilterPolicy', { ipallowlist: '' }, []],
    ['Set-HostedConnectionFilterPolicy', { ipallowlist: '@{Remove="198.51.100.1"}' }, []],
    ['Set-HostedConnectionFilterPolicy', { enablesafelist: '$true' }, ['low allow-list']],
    ['Set-HostedConnectionFilterPolicy', { enablesafelist: 'False' }, []],
    ['Set-AdminAuditLogConfig', { adminauditlogenabled: '$false' }, ['medium audit-off']],
    ['Set-AdminAuditLogConfig', { unifiedauditlogingestionenabled: 'True' }, []],
    [
      'Add-RoleGroupMember',
      { identity: 'Organization Management', member: 'eve' },
      ['info organization-management'],
    ],
    ['Add-RoleGroupMember', { identity: 'Help Desk', member: 'eve' }, []],
    ['Set-TransportConfig', { enabled: 'False' }, []],
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

  const off = (minutes: number, more: Partial<TenantEvent> = {}): TenantEvent => ({
    ...cmdlet(at(minutes), 'Set-DkimSigningConfig', ADMIN, 'contoso.example', { enabled: 'False' }),
    ...more,
  })

  it('is not said of what failed, nor of what Microsoft did itself', () => {
    expect(said('settings/weakened', [off(0, { succeeded: false })])).toEqual([])
    expect(said('settings/weakened', [off(0, { actor: { ...ADMIN, kind: 'system' } })])).toEqual([])
  })

  it('is said once of what one person did several times, with each record', () => {
    const { findings } = examineTenant([off(0), off(9), off(20, { actor: APP })])
    expect(findings.map(({ summary, evidence }) => [summary, evidence.length])).toEqual([
      [`${ADMIN.id} stopped signing mail of contoso.example with DKIM, 2 times`, 2],
      [`${APP_NAME} stopped signing mail of contoso.example with DKIM`, 1],
    ])
  })
})
