import { describe, expect, it } from 'vitest'
import { examineTenant, type TenantRecord } from '../../../../src/tenant/index.ts'
import { attack, guesses, setUp, signIn } from '../records.ts'
import { at, said } from './said.ts'

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
