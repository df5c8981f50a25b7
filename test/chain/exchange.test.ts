import { describe, expect, it } from 'vitest'
import { namedMachines } from '../../src/chain/exchange.ts'
import { messageOf } from '../helpers/message.ts'
import { mail, received } from '../helpers/route.ts'

const HANDED = received(
  'from NAM11-CO1-obe.outbound.protection.outlook.com (unknown [40.107.1.2]) by mx.example.net (Postfix) with ESMTPS id 1',
)
const TO_EXCHANGE = received(
  'from NAM11-CO1-obe.outbound.protection.outlook.com (40.107.1.2) by AM7EUR03FT054.mail.protection.outlook.com (100.127.140.133) with Microsoft SMTP Server id 15.20.5612.12 via Frontend Transport',
)
const report = (cip: string, suffix = '') =>
  `X-Forefront-Antispam-Report${suffix}: CIP:${cip};CTRY:;LANG:en;SCL:1;DIR:OUT;\n`
const CONNECTING =
  'X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp: TenantId=0b8eee54-c3f5-4e4c-8aa3-82507a8c4b81;Ip=[203.0.113.50];Helo=[out.example.com]\n'

const passage = (...fields: string[]) => messageOf(mail(...fields)).exchange

describe('path into the sending tenant', () => {
  it.each<[string, string[], string]>([
    ['nothing says it', [HANDED], 'unknown'],
    ['a connecting address', [HANDED, CONNECTING], 'relay'],
    ['an address in the report', [HANDED, report('203.0.113.50')], 'relay'],
    ['the address of a mailbox in the report', [HANDED, report('255.255.255.255')], 'submission'],
    ['the report that Exchange renamed', [TO_EXCHANGE, report('203.0.113.50', '-Untrusted')], 'relay'],
    ['the report of the recipient', [TO_EXCHANGE, report('203.0.113.50')], 'unknown'],
    [
      'both reports: the renamed one',
      [TO_EXCHANGE, report('203.0.113.50'), report('255.255.255.255', '-Untrusted')],
      'submission',
    ],
    [
      'a connecting address that is of the recipient’s own entrance',
      [
        received(
          'from hybrid.example.net (203.0.113.50) by AM7EUR03FT054.mail.protection.outlook.com (100.127.140.133) with Microsoft SMTP Server id 15.20.5612.12 via Frontend Transport',
        ),
        HANDED,
        CONNECTING,
      ],
      'unknown',
    ],
    ['a report without an address', [HANDED, 'X-Forefront-Antispam-Report: SFV:NSPM;\n'], 'unknown'],
  ])('%s: %s', (_, fields, expected) => {
    expect(passage(...fields).path).toBe(expected)
  })
})

describe('hand-over', () => {
  it.each<[string, string[], number | undefined]>([
    ['by the name that was given', [HANDED], 0],
    [
      'by the reverse name',
      [
        received(
          'from x (mail-am6eur05on2041.outbound.protection.outlook.com [40.107.22.41]) by mx.example.net with ESMTPS id 1',
        ),
      ],
      0,
    ],
    [
      'the newest of two',
      [received('from mx.example.net by store.example.net with LMTP id 2'), HANDED, TO_EXCHANGE],
      1,
    ],
    [
      'not inside Exchange Online',
      [
        received(
          'from AM6PR02CA0031.eurprd02.prod.outlook.com (2603:10a6::1) by AM6PR02MB4721.eurprd02.prod.outlook.com with Microsoft SMTP Server id 15',
        ),
      ],
      undefined,
    ],
    [
      'not by a name that only looks like it',
      [
        received(
          'from outbound.protection.outlook.com.example.org ([203.0.113.1]) by mx.example.net with ESMTP id 1',
        ),
      ],
      undefined,
    ],
  ])('%s', (_, fields, expected) => {
    expect(passage(...fields).handover?.index).toBe(expected)
  })
})

it('the machines of the diagnostic are read, oldest first', () => {
  const { diagnostic } = passage(
    HANDED,
    'X-MS-TrafficTypeDiagnostic: CO1NAM11FT072:EE_|MW4PR19MB8035:EE_|nobody:EE_\n',
  )
  expect(diagnostic?.value.map(({ host, role }) => [host, role])).toEqual([
    ['CO1NAM11FT072', 'frontend'],
    ['MW4PR19MB8035', 'mailbox'],
    ['nobody', 'unknown'],
  ])
})

describe('machines that Received fields name', () => {
  const machines = (...clauses: string[]) =>
    namedMachines(messageOf(mail(...clauses.map((text) => received(text)))).route.hops)

  it('are first labels, at either end, letter case aside', () => {
    const named = machines(
      'from mw4pr19ca0108.namprd19.prod.outlook.com (2603::5) by MW4PR19MB8035.namprd19.prod.outlook.com with Microsoft SMTP Server id 15',
    )
    expect(named.has('MW4PR19CA0108')).toBe(true)
    expect(named.has('MW4PR19MB8035')).toBe(true)
    expect(named.has('NAMPRD19')).toBe(false)
    expect(named.mayHave('MW4PR19MB8035')).toBe(false)
  })

  it('may stand in a line that has lost its own host', () => {
    const named = machines(
      'from **** MW4PR19MB8035.namprd19.prod.outlook.com (2603::5) with Microsoft SMTP Server id 15',
    )
    expect(named.has('MW4PR19MB8035')).toBe(false)
    expect(named.mayHave('MW4PR19MB8035')).toBe(true)
    expect(named.mayHave('MW4PR19MB8036')).toBe(false)
  })

  it.each([
    ['MW4PR19MB****.namprd19.prod.outlook.com', 'MW4PR19MB8035', true],
    ['MW4PR19MB****.namprd19.prod.outlook.com', 'MW4PR18MB8035', false],
    ['MW4PR19[masked].namprd19.prod.outlook.com', 'MW4PR19MB8035', true],
    ['MW4****.namprd19.prod.outlook.com', 'MW4PR19MB8035', false],
    ['MW4PR19MB8036.namprd19.prod.outlook.com', 'MW4PR19MB8035', false],
  ])('%s may have been %s: %s', (host, machine, expected) => {
    const named = machines(`from x.example.org by ${host} with Microsoft SMTP Server id 15`)
    expect(named.mayHave(machine)).toBe(expected)
    expect(named.has(machine)).toBe(false)
  })
})
