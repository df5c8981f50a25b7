import { describe, expect, it } from 'vitest'
import { parseAddresses } from '../../src/fields/address.ts'
import { readAddressLiteral } from '../../src/fields/address-literal.ts'
import { parseAuthenticationResults } from '../../src/fields/authentication-results.ts'
import { parseDate } from '../../src/fields/date.ts'
import { parseReceived } from '../../src/fields/received.ts'

const AT = '; Wed, 14 Oct 2020 16:42:10 -0700'
const from = (text: string) => {
  const { helo, rdns, ip } = parseReceived(`${text} by mx.example.net${AT}`).from ?? {}
  return { helo, rdns, ip }
}

describe('the client', () => {
  it.each<[string, { helo?: string; rdns?: string; ip?: string }]>([
    ['from a.example (Not Verified[192.0.2.1])', { helo: 'a.example', ip: '192.0.2.1' }],
    [
      'from a.example (HELO b.example) (Not Verified[192.0.2.1])',
      { helo: 'b.example', rdns: 'a.example', ip: '192.0.2.1' },
    ],
    ['from a.example (b.example[192.0.2.1])', { helo: 'a.example', rdns: 'b.example', ip: '192.0.2.1' }],
    ['from a.example[192.0.2.1]', { helo: 'a.example', ip: '192.0.2.1' }],
    ['from a.example [(192.0.2.1)]', { helo: 'a.example', ip: '192.0.2.1' }],
    ['from a.example (/192.0.2.1)', { helo: 'a.example', ip: '192.0.2.1' }],
    ['from a.example from [192.0.2.1]', { helo: 'a.example', ip: '192.0.2.1' }],
    ['from a.example (unknown [192.0.2.1, 192.0.2.2])', { helo: 'a.example', ip: '192.0.2.1' }],
  ])('%s', (text, expected) => {
    expect(from(text)).toEqual({ helo: undefined, rdns: undefined, ip: undefined, ...expected })
  })

  it.each(['really', 'unverified', 'verified', 'forged', 'claimed'])('a remark is no name: %s', (remark) => {
    expect(from(`from a.example (${remark} [192.0.2.1])`)).toEqual({
      helo: 'a.example',
      rdns: undefined,
      ip: '192.0.2.1',
    })
  })

  it.each(['a.bank.example', 'b.example', 'mail.example.org', 'localhost', 'x.y.z.example'])(
    'a name that it chose itself is no reverse name: %s, by chasquid',
    (name) => {
      const { helo, rdns, ip } = parseReceived(
        `from [192.0.2.55] (${name}) by mx.example.com (chasquid)${AT}`,
      ).from!
      expect({ helo, rdns, ip }).toEqual({ helo: name, rdns: undefined, ip: '192.0.2.55' })
    },
  )
})

describe('the server', () => {
  it.each([
    ['with MailMarshal (v6,2,2,3977)', 'MailMarshal v6,2,2,3977'],
    ['with MailMarshal (v8.1.2)', 'MailMarshal v8.1.2'],
    [
      '(Cellopoint E-mail Firewall v4.1.10 Build 0809 with TLS)',
      'Cellopoint E-mail Firewall v4.1.10 Build 0809',
    ],
    ['(Some Gateway 1.2 with TLSv1.2)', 'Some Gateway 1.2'],
    ['(Postfix)', 'Postfix'],
    ['(IBM OS/400 SMTP V5R4M0)', 'IBM OS/400 SMTP V5R4M0'],
  ])('%s', (text, software) => {
    expect(parseReceived(`from a.example by mx.example.net ${text}${AT}`).by?.software).toBe(software)
  })

  it.each([
    'by gw.example.in (IBM OS/400 SMTP V5R4M0) Fri, 12 Mar 2010 16:57:18 +0530',
    'by gw.example.in Fri, 12 Mar 2010 16:57:18 +0530',
    'from a.example by gw.example.in Fri, 12 Mar 2010 16:57:18 +0530',
    'from a.example by gw.example.in (x) (y) Fri, 12 Mar 2010 16:57:18 +0530',
    'by gw.example.in [192.0.2.1] Fri, 12 Mar 2010 16:57:18 +0530',
  ])('a date without a semicolon: %s', (text) => {
    expect(parseReceived(text).date?.time).toBe(Date.UTC(2010, 2, 12, 11, 27, 18))
  })
})

describe('addresses are canonical (RFC 5952)', () => {
  it.each([
    ['[IPv6:2001:0DB8:0:0:0:0:0:1]', '2001:db8::1'],
    ['[IPv6:::ffff:192.0.2.77]', '192.0.2.77'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['[2001:DB8::A]:25', '2001:db8::a'],
    ['fe80:0:0:0:0:0:0:1%3', 'fe80::1'],
    ['192.0.2.1', '192.0.2.1'],
  ])('%s', (text, ip) => {
    expect(readAddressLiteral(text, 0, text.length)?.ip).toBe(ip)
  })
})

describe('a date whose day and month cannot be told apart is none', () => {
  it.each([
    '11/03/2024 13:49:12',
    '03-11-2024 13:49:12',
    '1/2/2024 10:00:00 PM',
    '12/11/2023 00:00:00',
    '02-01-2025 10:00:00',
  ])('%s', (text) => {
    expect(parseDate(text)).toBeUndefined()
  })

  it.each([
    ['7/28/2023 7:26:24 PM', Date.UTC(2023, 6, 28, 19, 26, 24)],
    ['28-07-2023 19:26:24', Date.UTC(2023, 6, 28, 19, 26, 24)],
    ['5/5/2023 10:00:00', Date.UTC(2023, 4, 5, 10)],
    ['03.11.2024 13:49:12', Date.UTC(2024, 10, 3, 13, 49, 12)],
  ])('%s', (text, time) => {
    expect(parseDate(text)?.time).toBe(time)
  })
})

describe('commas inside angle brackets', () => {
  it.each([
    ['Health <noreply@info,shop,example>', ['noreply@info,shop,example']],
    ['<no,reply@info.example>', ['no,reply@info.example']],
    ['<a,b,c@info.example>', ['a,b,c@info.example']],
    ['<a@b,c>', ['a@b,c']],
    ['A <a@b,c,d>, B <b@example.org>', ['a@b,c,d', 'b@example.org']],
  ])('are part of the address: %s', (text, addresses) => {
    expect(parseAddresses(text).mailboxes.map(({ address }) => address)).toEqual(addresses)
  })
})

describe('results of Amazon SES', () => {
  it.each([
    'mx.example; spf=pass (x) client-ip=192.0.2.3; envelope-from=a@a.example; helo=h.a.example; dkim=pass',
    'mx.example; spf=pass client-ip=192.0.2.3; envelope-from=a@a.example; helo=h.a.example; dkim=pass',
    'mx.example; spf=pass; client-ip=192.0.2.3; envelope-from=a@a.example; helo=h.a.example; dkim=pass',
    'mx.example; spf=pass client-ip=192.0.2.3 envelope-from=a@a.example helo=h.a.example; dkim=pass',
    'mx.example;\r\n spf=pass;\r\n client-ip=192.0.2.3;\r\n envelope-from=a@a.example;\r\n helo=h.a.example;\r\n dkim=pass',
  ])('have properties, and no methods of their names: %#', (text) => {
    const { results } = parseAuthenticationResults(text)
    expect(results.map(({ method }) => method)).toEqual(['spf', 'dkim'])
    expect(results[0].properties).toMatchObject({
      'client-ip': '192.0.2.3',
      'envelope-from': 'a@a.example',
      helo: 'h.a.example',
    })
  })
})
