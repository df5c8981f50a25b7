import { describe, expect, it } from 'vitest'
import { examineTenant, type TenantEvent, type TenantRecord } from '../../../../src/tenant/index.ts'
import { APP, APP_NAME, attack, campaign, exportedApplication, setUp } from '../records.ts'
import { at, said } from './said.ts'

describe('applications/exchange-administrator', () => {
  const id = 'applications/exchange-administrator'
  const name = 'Mail automation'
  const chain = (app: string, role?: string) => [
    setUp.application(at(0), app),
    setUp.principal(at(1), app),
    setUp.permission(at(2)),
    setUp.role(at(3), role, app),
    setUp.credential(at(4), app),
  ]
  it.each<[string, TenantRecord[], string[]]>([
    ['all steps, as automation is set up', chain(name), ['medium complete']],
    ['all steps, up to Global Administrator', chain(name, 'Company Administrator'), ['high complete']],
    ['all steps, named after the domain', chain(APP_NAME), ['high complete']],
    ['all steps, then rules', [...chain(name), ...campaign({ ...APP, id: name })], ['high complete']],
    [
      'permission and role',
      [setUp.permission(at(0)), setUp.role(at(1), undefined, name)],
      ['medium permission-and-role'],
    ],
    [
      'permission and role on two days',
      [setUp.permission(at(0)), setUp.role(at(2000), undefined, name)],
      ['low alone'],
    ],
    ['permission alone', [setUp.permission(at(0))], ['low alone']],
    [
      'a secret that is taken away',
      [
        setUp.permission(at(0)),
        setUp.role(at(1), undefined, name),
        { ...setUp.credential(at(2)), changes: [{ name: 'KeyDescription', old: 'x' }] },
        setUp.application(at(3), name),
      ],
      ['medium permission-and-role'],
    ],
    ['a name alone', [setUp.application(at(0))], ['medium alone']],
    [
      'any other application',
      [setUp.application(at(0), name), setUp.principal(at(1), name), setUp.credential(at(2), name)],
      [],
    ],
    ['of an export', [exportedApplication(name, { permissions: ['Exchange.ManageAsApp'] })], ['low alone']],
    ['of an export, another', [exportedApplication(name, { permissions: ['Mail.Read'] })], []],
  ])('%s', (_, records, expected) => {
    expect(said(id, records)).toEqual(expected)
  })

  it('knows a user who is made administrator from an application', () => {
    const role = setUp.role(at(0))
    const user = {
      ...role,
      targets: [{ type: 'User', id: 'dddddddd-0000-4000-8000-000000000000', name: 'joe@contoso.example' }],
    }
    expect(said(id, [user])).toEqual([])
  })

  it('says how long it lay still, and that it did nothing else', () => {
    const finding = examineTenant(attack()).findings.find(({ pattern }) => pattern === id)!
    expect(finding.summary).toContain(
      'it then worked on open connectors, or on rules that remove headers, 55 d later; and did nothing else that was logged',
    )
  })

  it('says of an export that a secret was added later', () => {
    const created = Date.UTC(2025, 8, 1)
    const application = exportedApplication(name, {
      permissions: ['Exchange.ManageAsApp'],
      created,
      credentials: [created + 60_000, created + 90 * 86_400_000],
    })
    const { summary } = examineTenant([application]).findings[0]
    expect(summary).toBe(
      'application Mail automation was given Exchange.ManageAsApp; got a new secret or certificate 90 d after it was registered',
    )
  })

  it('finds the permission in a consent', () => {
    const consent: TenantEvent = {
      ...setUp.permission(at(0)),
      operation: 'Consent to application',
      targets: [{ type: 'ServicePrincipal', id: 'aaaaaaaa-2222-4333-8444-555555555555', name }],
      changes: [
        {
          name: 'ConsentAction.Permissions',
          new: '[] => [[Id: x, ConsentType: AllPrincipals, Scope: full_access_as_app]]',
        },
      ],
    }
    const { findings } = examineTenant([consent])
    expect(findings[0].summary).toBe('application Mail automation was given full_access_as_app')
  })
})
