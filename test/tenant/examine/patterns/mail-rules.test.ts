import { describe, expect, it } from 'vitest'
import type { TenantRecord } from '../../../../src/tenant/index.ts'
import { ADMIN, exportedRule, rule } from '../records.ts'
import { at, said } from './said.ts'

describe('rules/mail-diverted', () => {
  const rules = (parameters: Record<string, string>) => [rule(at(0), ADMIN, 'r', parameters)]
  it.each<[string, TenantRecord[], string[]]>([
    ['all mail past the spam filter', rules({ setscl: '-1' }), ['medium no-spam-filter']],
    ['all mail at another level', rules({ setscl: '0' }), []],
    [
      'a rule that is only tried out',
      rules({ redirectmessageto: 'x@else.example', mode: 'Audit' }),
      ['low all-mail'],
    ],
    [
      'all mail redirected inside the tenant',
      rules({ redirectmessageto: 'x@contoso.example' }),
      ['medium all-mail'],
    ],
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
