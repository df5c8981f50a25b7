import { describe, expect, it } from 'vitest'
import { examineTenant, type TenantRecord } from '../../../../src/tenant/index.ts'
import { ADMIN, APP, APP_NAME, campaign, cleanup, cmdlet, exportedRule } from '../records.ts'
import { at, OUTBOUND, removal, said } from './said.ts'

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
