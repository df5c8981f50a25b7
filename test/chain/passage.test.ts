import { describe, expect, it } from 'vitest'
import { countFields, operatorOfClient } from '../../src/chain/passage.ts'
import { messageOf } from '../helpers/message.ts'
import { mail, received } from '../helpers/route.ts'

const FRONT_END =
  'by AM7EUR03FT054.mail.protection.outlook.com (100.127.140.133) with Microsoft SMTP Server id 15.20.5612.12 via Frontend Transport'
const FROM_EXCHANGE = 'from NAM11-CO1-obe.outbound.protection.outlook.com (40.107.1.2)'
const TO_POSTFIX = 'by mx.example.net (Postfix) with ESMTPS id 1'
const DELIVERED =
  'X-MS-Exchange-Organization-Network-Message-Id: 0b8eee54-c3f5-4e4c-8aa3-82507a8c4b81\nX-MS-Exchange-Organization-AuthSource: AM7EUR03FT054.eop-EUR03.prod.protection.outlook.com\nX-MS-Exchange-CrossTenant-Network-Message-Id: 0b8eee54-c3f5-4e4c-8aa3-82507a8c4b81\n'
const CONSUMER = 'X-MS-Exchange-CrossTenant-Id: 84df9e7f-e9f6-40af-b435-aaaaaaaaaaaa\n'

/** `operator path` of the two passages; `-` where there is none. */
function waysOf(...fields: string[]): string[] {
  const { recipient, sender } = messageOf(mail(...fields)).passages
  return [recipient, sender].map((passage) => (passage ? `${passage.operator.id} ${passage.path}` : '-'))
}

describe('the passage on the side of', () => {
  it.each<[string, string[], [recipient: string, sender: string]]>([
    ['nobody', [], ['-', '-']],
    ['an unknown host', [received(`from out.example.org (198.51.100.25) ${TO_POSTFIX}`)], ['-', '-']],
    [
      'consumer Outlook.com',
      [received(`from out.example.org (198.51.100.25) ${FRONT_END}`), DELIVERED, CONSUMER],
      ['exchange-online consumer', '-'],
    ],
    [
      'a tenant',
      [received(`from out.example.org (198.51.100.25) ${FRONT_END}`), DELIVERED],
      ['exchange-online tenant', '-'],
    ],
    [
      'a tenant, from inside',
      [
        received(`from out.example.org (198.51.100.25) ${FRONT_END}`),
        DELIVERED,
        'X-MS-Exchange-Organization-AuthAs: Internal\n',
      ],
      ['exchange-online internal', '-'],
    ],
    [
      'a server of one’s own behind which Exchange Online sent the message',
      [
        received(
          `from out.example.org (198.51.100.25) by EX1.corp.local with Microsoft SMTP Server id 15.1.2507.39`,
        ),
        DELIVERED,
      ],
      ['-', '-'],
    ],
    [
      'a server of one’s own without a line',
      [DELIVERED.replace('AM7EUR03FT054.eop-EUR03.prod.protection.outlook.com', 'EX1.corp.local')],
      ['-', '-'],
    ],
    ['consumer Outlook.com without a line', [DELIVERED, CONSUMER], ['exchange-online consumer', '-']],
    [
      'Gmail',
      [received('from out.example.org (out.example.org [198.51.100.25]) by mx.google.com with ESMTPS id 1')],
      ['google any', '-'],
    ],
    [
      'Amazon SES, by its address',
      [received(`from x.example.org (54.240.8.31) ${TO_POSTFIX}`)],
      ['-', 'amazon-ses any'],
    ],
    [
      'a submission',
      [received(`${FROM_EXCHANGE} ${TO_POSTFIX}`), 'X-Forefront-Antispam-Report: CIP:255.255.255.255;\n'],
      ['-', 'exchange-online mapi'],
    ],
    [
      'a submission by SMTP',
      [received(`${FROM_EXCHANGE} ${TO_POSTFIX}`), 'X-ClientProxiedBy: A (1.2.3.4) To B (1.2.3.5)\n'],
      ['-', 'exchange-online smtp-auth'],
    ],
    [
      'a relay',
      [received(`${FROM_EXCHANGE} ${TO_POSTFIX}`), 'X-Forefront-Antispam-Report: CIP:203.0.113.9;\n'],
      ['-', 'exchange-online relay'],
    ],
    [
      'Exchange Online, behind a list',
      [
        received(`from list.example.com (list.example.com [198.51.100.9]) ${TO_POSTFIX}`),
        received(`${FROM_EXCHANGE} by list.example.com with ESMTPS id 2`),
        'X-MS-Exchange-CrossTenant-AuthAs: Internal\n',
      ],
      ['-', 'exchange-online mapi, forwarded'],
    ],
    [
      'somebody who borrows the name of Exchange Online',
      [received(`from NAM11-CO1-obe.outbound.protection.outlook.com (198.51.100.77) ${TO_POSTFIX}`)],
      ['-', '-'],
    ],
  ])('%s', (_, fields, expected) => {
    expect(waysOf(...fields)).toEqual(expected)
  })
})

describe('the operator of a client', () => {
  it.each<[string, { helo?: string; rdns?: string; ip?: string }, string | undefined]>([
    ['by its address', { ip: '54.240.8.31' }, 'amazon-ses'],
    ['by its reverse name', { rdns: 'm1.mailgun.net', ip: '198.51.100.1' }, 'mailgun'],
    ['by the name that it gave', { helo: 'm1.mailgun.net' }, 'mailgun'],
    [
      'not by a name whose operator publishes other addresses',
      { helo: 'a.amazonses.com', ip: '198.51.100.1' },
      undefined,
    ],
    ['by such a name where no address is written', { helo: 'a.amazonses.com' }, 'amazon-ses'],
    ['not by any other name', { helo: 'mail.example.org', ip: '198.51.100.1' }, undefined],
  ])('%s', (_, client, expected) => {
    expect(operatorOfClient(client)?.id).toBe(expected)
  })
})

it('counts a field on its side, by whatever name Exchange left it', () => {
  const message = messageOf(
    mail(
      'Authentication-Results: spf=pass\n',
      received(`${FROM_EXCHANGE} ${FRONT_END}`),
      'Authentication-Results-Original: dkim=none\n',
      'Authentication-Results-Original: dkim=pass\n',
      DELIVERED,
    ),
  )
  const { recipient, sender } = message.passages
  const count = (passage: typeof sender) =>
    countFields(message.header, message.route, passage!, 'authentication-results')
  expect([count(recipient), count(sender)]).toEqual([1, 2])
})
