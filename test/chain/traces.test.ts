import { describe, expect, it } from 'vitest'
import { messageOf } from '../helpers/message.ts'
import { mail, received } from '../helpers/route.ts'

const LINE = received(
  'from AM6PR02CA0031.eurprd02.prod.outlook.com (2603:10a6::1) by AM6PR02MB4721.eurprd02.prod.outlook.com (198.51.100.7) with HTTPS',
)

/** `kind host ip operator confirmed` of each. */
const tracesOf = (...fields: string[]) =>
  messageOf(mail(...fields)).traces.map(({ kind, host, ip, operator, confirmed }) =>
    [kind, host, ip, operator, confirmed].filter((one) => one !== undefined).join(' '),
  )

describe('traces of hops besides Received', () => {
  it.each<[string, string[], string[]]>([
    ['none', [LINE], []],
    [
      'machines of X-MS-TrafficTypeDiagnostic',
      [LINE, 'X-MS-TrafficTypeDiagnostic: AM6PR02MB4721:EE_|AM7PR02MB9999:EE_\n'],
      ['machine AM6PR02MB4721 Exchange Online true', 'machine AM7PR02MB9999 Exchange Online false'],
    ],
    ['the address of the author', [LINE, 'X-Originating-IP: [203.0.113.5]\n'], ['client 203.0.113.5 false']],
    [
      'an address that a line names',
      [LINE, 'X-Originating-IP: 198.51.100.7\n'],
      ['client 198.51.100.7 true'],
    ],
    [
      'the client of a connector',
      [
        LINE,
        'X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp: TenantId=0b8eee54-c3f5-4e4c-8aa3-82507a8c4b81;Ip=[203.0.113.50];Helo=[out.example.com]\n',
      ],
      ['client out.example.com 203.0.113.50 false'],
    ],
    [
      'both ends of a submission proxy',
      [
        LINE,
        'X-ClientProxiedBy: AM6PR02CA0031.eurprd02.prod.outlook.com (2603:10a6::1) To AM7PR02MB9999.eurprd02.prod.outlook.com (2603:10a6::2)\n',
      ],
      [
        'machine AM6PR02CA0031.eurprd02.prod.outlook.com 2603:10a6::1 Exchange Online true',
        'machine AM7PR02MB9999.eurprd02.prod.outlook.com 2603:10a6::2 Exchange Online false',
      ],
    ],
    [
      'machines of X-Received',
      [LINE, 'X-Received: by 2002:a05:6512:3c9c:: with SMTP id h28; Tue, 14 May 2024 07:03:12 -0700\n'],
      ['machine 2002:a05:6512:3c9c:: Gmail false'],
    ],
    [
      'who sealed',
      [LINE, 'ARC-Seal: i=1; a=rsa-sha256; s=arc; d=microsoft.com; cv=none; b=AAAA\n'],
      ['sealer microsoft.com'],
    ],
  ])('%s', (_, fields, expected) => {
    expect(tracesOf(...fields)).toEqual(expected)
  })
})
