import { describe, expect, it } from 'vitest'
import { runCheck, verdictsOf } from '../../helpers/message.ts'

const ID = 'route/connecting-address-missing'

const AT = 'Tue, 6 Sep 2022 14:03:13 +0000'
const AT_EXCHANGE = `Received: from NAM11-CO1-obe.outbound.protection.outlook.com (40.107.1.2) by AM7EUR03FT054.mail.protection.outlook.com (100.127.140.133) with Microsoft SMTP Server id 15.20.5612.12 via Frontend Transport; ${AT}\n`
const AT_POSTFIX = `Received: from NAM11-CO1-obe.outbound.protection.outlook.com (mail.example [40.107.1.2]) by mx.example.net (Postfix) with ESMTPS id 1; ${AT}\n`
const entrance = (ip: string) =>
  `Received: from out.example.com (${ip}) by CO1NAM11FT072.mail.protection.outlook.com (10.86.200.63) with Microsoft SMTP Server id 15.20.5612.9 via Frontend Transport; ${AT}\n`
const connecting = (ip: string) =>
  `X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp: TenantId=0b8eee54-c3f5-4e4c-8aa3-82507a8c4b81;Ip=[${ip}];Helo=[out.example.com]\n`
const report = (cip: string, suffix = '') =>
  `X-Forefront-Antispam-Report${suffix}: CIP:${cip};CTRY:US;LANG:en;SCL:5;SRV:;IPV:CAL;SFV:SPM;H:out.example.com;PTR:;CAT:OSPM;DIR:OUT;\n`
const AUTHOR = 'From: office@example.org\nSubject: Parcel\n\nHello\n'

describe('the address', () => {
  it.each([
    ['has no line', AT_EXCHANGE + connecting('203.0.113.50'), 'finding'],
    ['has its line', AT_EXCHANGE + entrance('203.0.113.50') + connecting('203.0.113.50'), 'silent'],
    [
      'differs from that of the line',
      AT_EXCHANGE + entrance('203.0.113.51') + connecting('203.0.113.50'),
      'finding',
    ],
    [
      'is written in another way',
      AT_EXCHANGE + entrance('2001:db8::50') + connecting('2001:0DB8:0:0:0:0:0:50'),
      'silent',
    ],
    [
      'stands in the report that the recipient renamed',
      AT_EXCHANGE + report('203.0.113.50', '-Untrusted'),
      'finding',
    ],
    [
      'stands in the report that another recipient left alone',
      AT_POSTFIX + report('203.0.113.50'),
      'finding',
    ],
    ['is in the recipient’s own report', AT_EXCHANGE + report('203.0.113.50'), 'silent'],
    ['is that of a mailbox', AT_EXCHANGE + report('255.255.255.255', '-Untrusted'), 'silent'],
    ['cannot be read', AT_EXCHANGE + connecting('nobody'), 'silent'],
    [
      'is taken from the report where the other field has none',
      AT_EXCHANGE + connecting('nobody') + report('203.0.113.50', '-Untrusted'),
      'finding',
    ],
    ['is recorded nowhere', AT_EXCHANGE, 'silent'],
  ])('%s', (_, head, expected) => {
    expect(verdictsOf(ID, head + AUTHOR)).toBe(expected)
  })
})

it('says address, name and tenant', () => {
  const { found } = runCheck(ID, AT_EXCHANGE + connecting('203.0.113.50') + AUTHOR)
  expect(found[0].data).toMatchObject({
    ip: '203.0.113.50',
    helo: 'out.example.com',
    tenantId: '0b8eee54-c3f5-4e4c-8aa3-82507a8c4b81',
  })
})

it('is silent where a limit cut the header', () => {
  const text = AT_EXCHANGE + connecting('203.0.113.50') + AUTHOR
  expect(verdictsOf(ID, text, { limits: { fields: 3 } })).toBe('silent')
})
