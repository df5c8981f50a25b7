import { describe, expect, it } from 'vitest'
import {
  addressOf,
  operationName,
  outcome,
  recordType,
  timeOf,
  unquote,
  userKind,
} from '../../src/tenant/normalise.ts'

const CREDENTIALS = 'Update application - Certificates and secrets management'

describe('the name of an operation', () => {
  it.each([
    ['Add service principal.', 'Add service principal'],
    ['New-TransportRule', 'New-TransportRule'],
    ['Update application \u2013 Certificates and secrets management ', CREDENTIALS],
    ['Update application – Certificates and secrets management.', CREDENTIALS],
    ['Update application - Certificates and secrets management', CREDENTIALS],
    ['Update application â Certificates and secrets management', CREDENTIALS],
    ['Update application â€“ Certificates and secrets management ', CREDENTIALS],
    ['Update application \u00e2\u0080\u0093 Certificates and secrets management', CREDENTIALS],
    ['Update application \ufffd Certificates and secrets management', CREDENTIALS],
    ['Update application ? Certificates and secrets management.', CREDENTIALS],
    [' . ', ''],
  ])('%j is %j', (written, name) => {
    expect(operationName(written)).toBe(name)
  })
})

describe('a time', () => {
  it.each([
    ['2026-01-05T10:11:12', '2026-01-05T10:11:12.000Z'],
    ['2026-01-05 10:11:12', '2026-01-05T10:11:12.000Z'],
    ['2026-01-05T10:11:12Z', '2026-01-05T10:11:12.000Z'],
    ['2026-01-05T10:11:12.1234567Z', '2026-01-05T10:11:12.123Z'],
    ['2026-01-05T10:11:12.5+02:00', '2026-01-05T08:11:12.500Z'],
    ['2026-01-05T10:11-0530', '2026-01-05T15:41:00.000Z'],
    ['2026-01-05', '2026-01-05T00:00:00.000Z'],
    ['/Date(1700000000000)/', '2023-11-14T22:13:20.000Z'],
    ['/Date(1700000000000+0100)/', '2023-11-14T22:13:20.000Z'],
    [{ value: '/Date(1700000000000)/', DisplayHint: 2 }, '2023-11-14T22:13:20.000Z'],
    // the day cannot be a month, or is the same
    ['5/18/2021 9:13:33 PM', '2021-05-18T21:13:33.000Z'],
    ['25/03/2021 12:36:42', '2021-03-25T12:36:42.000Z'],
    ['3/25/2021 12:36:42 AM', '2021-03-25T00:36:42.000Z'],
    ['4/4/2021 12:11 PM', '2021-04-04T12:11:00.000Z'],
    // as the portal of Azure exports it
    ['7/5/2023, 2:16:44.756 PM', '2023-07-05T14:16:44.756Z'],
  ])('%j is %s', (written, time) => {
    expect(new Date(timeOf(written)!).toISOString()).toBe(time)
  })

  it.each([
    '4/5/2021 9:13:33 PM',
    '13/13/2021 9:00',
    '2/30/2021 1:00 AM',
    '3/25/2021 13:00 PM',
    '2026-02-30T00:00:00',
    '2026-13-01',
    '/Date(99999999999999999)/',
    'yesterday',
    '',
    null,
    undefined,
    7,
    { value: { value: null } },
  ])('%j is none', (written) => {
    expect(timeOf(written)).toBeUndefined()
  })
})

describe('the address of a client', () => {
  it.each([
    ['192.0.2.4', '192.0.2.4'],
    ['192.0.2.4:17584', '192.0.2.4'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['::1', '::1'],
    ['<null>', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %j', (written, address) => {
    expect(addressOf(written)).toBe(address)
  })
})

describe('JSON text inside JSON text', () => {
  it.each([
    ['"Exchange.ManageAsApp"', 'Exchange.ManageAsApp'],
    ['"\\"a\\""', 'a'],
    ['[\r\n  "Test app"\r\n]', 'Test app'],
    [
      '["[KeyIdentifier=1,KeyType=Password]","[KeyIdentifier=2]"]',
      '[KeyIdentifier=1,KeyType=Password], [KeyIdentifier=2]',
    ],
    ['"[\\"a\\"]"', 'a'],
    ['[\r\n  false\r\n]', 'false'],
    ['plain', 'plain'],
    ['"half', '"half'],
    ['[{"a":1}]', '[{"a":1}]'],
    [true, 'True'],
    [12, '12'],
    ['[]', undefined],
    ['""', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j is %j', (written, value) => {
    expect(unquote(written)).toBe(value)
  })

  it('leaves what is nested too deep as it is', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    expect(unquote(deep)).toBe(deep)
  })
})

it.each([
  ['1', 1],
  ['ExchangeAdmin', 1],
  ['exchangeAdmin', 1],
  ['AzureActiveDirectoryStsLogon', 15],
  ['50', 50],
  ['SharePoint', undefined],
])('record type %j is %j', (written, number) => {
  expect(recordType(written)).toBe(number)
})

it.each([
  ['0', 'user'],
  ['Admin', 'user'],
  ['3', 'system'],
  ['System', 'system'],
  ['5', 'application'],
  ['ServicePrincipal', 'application'],
  ['1', undefined],
  ['9', undefined],
  ['Stranger', undefined],
])('a user type of %j is of kind %j', (written, kind) => {
  expect(userKind(written)).toBe(kind)
})

it.each([
  ['True', true],
  ['Succeeded', true],
  ['success', true],
  ['False', false],
  ['Failure', false],
  ['failed', false],
  ['', undefined],
  [undefined, undefined],
])('a result of %j is %j', (written, success) => {
  expect(outcome(written)).toBe(success)
})
