import { describe, expect, it } from 'vitest'
import type { TenantEvent, TenantRecord } from '../../../src/tenant/index.ts'
import { examineTenant } from '../../../src/tenant/index.ts'
import {
  ADMIN,
  APP,
  APP_NAME,
  attack,
  campaign,
  cleanup,
  cmdlet,
  connector,
  exportedApplication,
  exportedConnector,
  exportedRule,
  guesses,
  rule,
  setUp,
  signIn,
} from './records.ts'

/** What a pattern says of the records: `severity grade` of findings, `dismissed reason` of what it let go. */
function said(id: string, records: TenantRecord[]): string[] {
  const { findings, dismissed } = examineTenant(records)
  return [
    ...findings.filter(({ pattern }) => pattern === id).map(({ severity, grade }) => `${severity} ${grade}`),
    ...dismissed.filter(({ pattern }) => pattern === id).map(({ reason }) => `dismissed ${reason}`),
  ]
}

const at = (minutes: number): string => new Date(Date.UTC(2026, 2, 1, 10, minutes)).toISOString().slice(0, 19)
const removal = (minutes: number, actor: typeof ADMIN, removeheader: string, more = {}): TenantEvent =>
  rule(at(minutes), actor, `removes ${removeheader}`, { removeheader, ...more })
const OUTBOUND = { sentto: '', fromscope: 'InOrganization' }

describe('rules/header-removal', () => {
  it.each<[string, TenantRecord[], string[]]>([
    [
      'three telling headers from all mail',
      [removal(0, ADMIN, 'Received'), removal(1, ADMIN, 'ARC-Seal'), removal(2, ADMIN, 'Received-SPF')],
      ['high many-from-all-mail'],
    ],
    [
      'three by one application, under conditions that are easily met',
      ['Received', 'ARC-Seal', 'Received-SPF'].map((name, i) => removal(i, APP, name, OUTBOUND)),
      ['high many-in-one-go'],
    ],
    [
      'three by a person, under conditions',
      ['Received', 'ARC-Seal', 'Received-SPF'].map((name, i) => removal(i, ADMIN, name, OUTBOUND)),
      ['medium many-in-one-go'],
    ],
    ['one from all mail', [removal(0, ADMIN, 'Received')], ['medium from-all-mail']],
    ['one from all mail, by an application', [removal(0, APP, 'Received')], ['high from-all-mail']],
    ['one that is off', [removal(0, ADMIN, 'Received', { enabled: '$false' })], ['low from-all-mail']],
    ['one that is only tried out', [removal(0, ADMIN, 'Received', { mode: 'Audit' })], ['low from-all-mail']],
    [
      'one that is no matter of privacy, under a condition',
      [removal(0, ADMIN, 'DKIM-Signature', OUTBOUND)],
      ['low under-conditions'],
    ],
    ['the privacy rule', [removal(0, ADMIN, 'Received', OUTBOUND)], ['dismissed privacy-rule']],
    [
      "a gateway's own headers",
      ['X-SM-outgoing', 'X-SM-smarthost'].map((name, i) => removal(i, APP, name, OUTBOUND)),
      ['dismissed vendor-headers'],
    ],
    [
      'a change to a rule whose making is not in the files',
      [cmdlet(at(0), 'Set-TransportRule', ADMIN, 'disclaimer', { removeheader: 'Received' })],
      ['low under-conditions'],
    ],
    [
      'a script that changes a rule, whose conditions it does not name',
      [exportedRule('disclaimer', { partial: true, removes: ['Received'] })],
      ['low under-conditions'],
    ],
    [
      'a change that takes the condition away',
      [
        removal(0, ADMIN, 'Received', OUTBOUND),
        cmdlet(at(9), 'Set-TransportRule', ADMIN, 'removes Received', { fromscope: '$null' }),
      ],
      ['medium from-all-mail'],
    ],
    [
      'an export',
      ['Received', 'ARC-Seal', 'DKIM-Signature'].map((name) => exportedRule(name, { removes: [name] })),
      ['high many-from-all-mail'],
    ],
    [
      'an export of years of single rules under conditions',
      ['Received', 'ARC-Seal', 'DKIM-Signature'].map((name) =>
        exportedRule(name, { removes: [name], conditions: ['FromScope'] }),
      ),
      ['low under-conditions', 'low under-conditions', 'dismissed privacy-rule'],
    ],
    ['what failed', [{ ...removal(0, ADMIN, 'Received'), succeeded: false }], []],
  ])('%s', (_, records, expected) => {
    expect(said('rules/header-removal', records)).toEqual(expected)
  })

  it('does not join what is hours apart, or of different people', () => {
    const records = [
      removal(0, ADMIN, 'Received', OUTBOUND),
      removal(300, ADMIN, 'ARC-Seal', OUTBOUND),
      removal(
        301,
        { ...ADMIN, id: 'eve@contoso.example', name: 'eve@contoso.example' },
        'Received-SPF',
        OUTBOUND,
      ),
    ]
    expect(said('rules/header-removal', records)).toEqual([
      'low under-conditions',
      'low under-conditions',
      'dismissed privacy-rule',
    ])
  })

  it('joins a rule of the log with the same rule of an export', () => {
    const records = [
      removal(0, ADMIN, 'Received'),
      exportedRule('removes Received', { removes: ['Received'] }),
    ]
    const { findings } = examineTenant(records)
    expect(findings).toHaveLength(1)
    expect(findings[0].evidence).toHaveLength(2)
  })

  it('says what they are, by whom, for how long', () => {
    const [, { summary, data }] = examineTenant([...campaign(), ...cleanup()]).findings
    expect(summary).toBe(
      `12 rules remove X-MS-Exchange-ExternalOriginalInternetSender, X-MS-Exchange-SkipListedInternetSender, Received-SPF and 9 more from all mail; made by ${APP_NAME} within 11 s; deleted after 47 h; named as those of the campaign of 2022`,
    )
    expect(data).toMatchObject({ ofTwelve: 12, deleted: 12, made: '2026-03-01T10:01:00Z' })
  })
})

describe('rules/mail-diverted', () => {
  const rules = (parameters: Record<string, string>) => [rule(at(0), ADMIN, 'r', parameters)]
  it.each<[string, TenantRecord[], string[]]>([
    ['all mail past the spam filter', rules({ setscl: '-1' }), ['medium no-spam-filter']],
    ["a partner's mail past the spam filter", rules({ setscl: '-1', senderdomainis: 'partner.example' }), []],
    ['all mail redirected', rules({ redirectmessageto: 'x@else.example' }), ['medium all-mail']],
    ['all mail copied out of the tenant', rules({ blindcopyto: 'x@else.example' }), ['medium all-mail']],
    [
      'all mail copied to an archive of the tenant',
      rules({ blindcopyto: 'archive@contoso.example' }),
      ['low all-mail'],
    ],
    [
      'some mail copied out of the tenant',
      rules({ blindcopyto: 'x@else.example', subjectorbodycontainswords: 'invoice' }),
      ['low some-mail'],
    ],
    ['some mail copied inside', rules({ copyto: 'x@contoso.example', fromscope: 'NotInOrganization' }), []],
    [
      'an export, which names no address',
      [exportedRule('r', { actions: ['RedirectMessageTo'] })],
      ['medium all-mail'],
    ],
  ])('%s', (_, records, expected) => {
    expect(said('rules/mail-diverted', records)).toEqual(expected)
  })
})

describe('connectors/open-inbound', () => {
  const removed = (minutes: number, actor = ADMIN) =>
    cmdlet(at(minutes), 'Remove-InboundConnector', actor, 'relay')
  const gateway = {
    connectortype: 'OnPremises',
    senderdomains: 'smtp:*;1',
    senderipaddresses: '192.0.2.1;192.0.2.2',
    requiretls: 'True',
    restrictdomainstoipaddresses: 'True',
  }
  it.each<[string, TenantRecord[], string[]]>([
    ['by an application', [connector(at(0), APP, 'relay')], ['high open-by-application']],
    ['by a person', [connector(at(0), ADMIN, 'relay')], ['low open']],
    ['by a person, for a day', [connector(at(0), ADMIN, 'relay'), removed(1440)], ['medium open-and-brief']],
    ['by a person, for some minutes', [connector(at(0), ADMIN, 'relay'), removed(3)], ['dismissed test']],
    ['as in 2022', [connector(at(0), ADMIN, 'Ran_abcde')], ['medium open']],
    [
      'as in 2022, of which only the removal is left',
      [cmdlet(at(0), 'Remove-InboundConnector', ADMIN, 'Ran_abcde')],
      ['medium named'],
    ],
    ['for a partner', [connector(at(0), ADMIN, 'relay', { senderdomains: 'partner.example' })], []],
    [
      'for a partner, by an application',
      [connector(at(0), APP, 'relay', { senderdomains: 'partner.example' })],
      ['medium by-application'],
    ],
    [
      'of a gateway, opened by an application later',
      [
        connector(at(0), ADMIN, 'relay', { ...gateway, tlssendercertificatename: 'mx.gateway.example' }),
        cmdlet(at(9), 'Set-InboundConnector', APP, 'relay', {
          tlssendercertificatename: '$null',
          requiretls: 'False',
        }),
      ],
      ['high open-by-application'],
    ],
    [
      'of which only a change by an application is in the files',
      [cmdlet(at(0), 'Set-InboundConnector', APP, 'relay', { senderipaddresses: '198.51.100.9' })],
      ['low changed-by-application'],
    ],
    ['of a gateway', [connector(at(0), ADMIN, 'relay', gateway)], ['dismissed gateway']],
    [
      'of a gateway with a certificate, by an application',
      [connector(at(0), APP, 'relay', { ...gateway, tlssendercertificatename: 'mx.gateway.example' })],
      ['dismissed gateway'],
    ],
    [
      'of the hybrid wizard',
      [
        connector(at(0), ADMIN, 'Inbound from 1', {
          ...gateway,
          connectorsource: 'HybridWizard',
          tlssendercertificatename: 'mail.contoso.example',
        }),
      ],
      ['dismissed hybrid-wizard'],
    ],
    [
      'that only says it is of the hybrid wizard',
      [
        connector(at(0), APP, 'relay', {
          connectortype: 'OnPremises',
          senderdomains: '*',
          connectorsource: 'HybridWizard',
        }),
      ],
      ['high open-by-application'],
    ],
    [
      'of an export',
      [exportedConnector('relay', { type: 'OnPremises', senderDomains: ['*'] })],
      ['low open'],
    ],
  ])('%s', (_, records, expected) => {
    expect(said('connectors/open-inbound', records)).toEqual(expected)
  })
})

describe('sequence/connector-and-rules', () => {
  const three = (start: number, actor = ADMIN) =>
    ['Received', 'ARC-Seal', 'Received-SPF'].map((name, i) => removal(start + i, actor, name))
  it.each<[string, TenantRecord[], string[]]>([
    ['within minutes', [connector(at(0), ADMIN, 'relay'), ...three(1)], ['high together']],
    ['rules first', [...three(0), connector(at(5), ADMIN, 'relay')], ['high together']],
    ['within a day', [connector(at(0), ADMIN, 'relay'), ...three(600)], ['medium on-one-day']],
    [
      'with one rule',
      [connector(at(0), ADMIN, 'relay'), removal(1, ADMIN, 'Received')],
      ['medium few-rules'],
    ],
    ['days apart', [connector(at(0), ADMIN, 'relay'), ...three(6000)], []],
    ['of different actors', [connector(at(0), ADMIN, 'relay'), ...three(1, APP)], []],
    ["with a gateway's own headers", [connector(at(0), APP, 'relay'), removal(1, APP, 'X-SM-outgoing')], []],
  ])('%s', (_, records, expected) => {
    expect(said('sequence/connector-and-rules', records)).toEqual(expected)
  })
})

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

describe('sign-ins/password-guessing', () => {
  const id = 'sign-ins/password-guessing'
  const success = (user: string, error = 0) =>
    signIn('2026-01-05T09:00:00', user, '203.0.113.7', error, { singleFactor: true })
  it.each<[string, TenantRecord[], string[]]>([
    ['no password was right', guesses(30), ['low no-success']],
    ['one was', [...guesses(30), success('dana@contoso.example')], ['medium success']],
    [
      'one was, and a second factor stopped it',
      [...guesses(30), success('dana@contoso.example', 50076)],
      ['medium stopped'],
    ],
    [
      'one was, and an application was registered',
      [...guesses(30), success('dana@contoso.example'), setUp.application('2026-01-06T09:00:00')],
      ['high operations'],
    ],
    [
      'one was, elsewhere',
      [...guesses(30), signIn('2026-01-05T09:00:00', 'dana@contoso.example', '198.51.100.9', 0)],
      ['low no-success'],
    ],
    ['a few users, with a client for scripts', guesses(4), ['low no-success']],
    [
      'a few users',
      guesses(9).map((record) => ({ ...record, signIn: { error: 50126, appId: 'another' } })),
      [],
    ],
    ['three users', guesses(3), []],
    [
      'one user, often',
      Array.from({ length: 50 }, (_, i) => signIn(at(i), 'dana@contoso.example', '203.0.113.7', 50126)),
      [],
    ],
    [
      'an office',
      [...guesses(12), ...Array.from({ length: 12 }, (_, i) => success(`user${i}@contoso.example`))],
      ['dismissed shared-address'],
    ],
    ['over months', guesses(12).map((record, i) => ({ ...record, time: record.time! + i * 6e8 })), []],
  ])('%s', (_, records, expected) => {
    expect(said(id, records)).toEqual(expected)
  })

  it('says with what, and what came of it', () => {
    const finding = examineTenant(attack()).findings.find(({ pattern }) => pattern === id)!
    expect(finding.summary).toBe(
      '30 wrong passwords of 30 users at 203.0.113.7 within 29 min, with Azure AD PowerShell; then dana@contoso.example signed in from there, with a password alone; and after that Add application, Add service principal, Add app role assignment to service principal and 2 more',
    )
  })
})

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
