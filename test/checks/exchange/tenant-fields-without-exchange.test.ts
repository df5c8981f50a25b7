import { describe, expect, it } from 'vitest'
import { runCheck, verdictsOf } from '../../helpers/message.ts'

const ID = 'exchange/tenant-fields-without-exchange'

const AT = 'Tue, 14 May 2024 14:03:13 +0000'
const POSTFIX = `Received: from vps.example.com (vps.example.com [203.0.113.50]) by mx.example.net (Postfix) with ESMTPS id 1; ${AT}\n`
const ON_PREMISES = `Received: from EX01.corp.example.org (10.1.2.3) by EX02.corp.example.org (10.1.2.4) with Microsoft SMTP Server (version=TLS1_2) id 15.1.2507.39; ${AT}\n`
const MAPI = `Received: from EX01.corp.example.org ([fe80::1]) by EX01.corp.example.org ([fe80::1%4]) with mapi id 15.1.2507.39; ${AT}\n`
const HANDED = `Received: from EUR05-AM6-obe.outbound.protection.outlook.com (unknown [40.107.22.41]) by mx.example.net (Postfix) with ESMTPS id 1; ${AT}\n`
const ORIGINATOR = 'X-OriginatorOrg: example.org\n'
const CROSS_TENANT =
  'X-MS-Exchange-CrossTenant-Id: 0b8eee54-c3f5-4e4c-8aa3-82507a8c4b81\nX-MS-Exchange-CrossTenant-FromEntityHeader: Hosted\n'
const MAILBOX_ID = 'Message-ID: <AM6PR02MB4721A1B2@AM6PR02MB4721.eurprd02.prod.outlook.com>\n'
const SEAL =
  'ARC-Seal: i=1; a=rsa-sha256; s=arcselector9901; d=microsoft.com; cv=none; b=AAAA\n' +
  'ARC-Message-Signature: i=1; a=rsa-sha256; d=microsoft.com; s=arcselector9901; h=From; bh=AAAA; b=AAAA\n' +
  'ARC-Authentication-Results: i=1; mx.microsoft.com 1; spf=pass smtp.mailfrom=example.org\n'
const AUTHOR = 'From: payroll@example.org\nSubject: Payslip\n\nHello\n'

describe('marks of a tenant', () => {
  it.each([
    ['none', POSTFIX, 'silent'],
    ['one', POSTFIX + ORIGINATOR, 'finding=one'],
    ['several', POSTFIX + CROSS_TENANT, 'finding=several'],
    ['a Message-ID of a mailbox server', POSTFIX + MAILBOX_ID, 'finding=message-id'],
    ['that and a field', POSTFIX + MAILBOX_ID + ORIGINATOR, 'finding=several'],
    ['a Message-ID of another host', `${POSTFIX}Message-ID: <1@mail.outlook.example.org>\n`, 'silent'],
    ['on mail that Exchange Online handed over', HANDED + CROSS_TENANT, 'silent'],
    ['on mail of an Exchange server of a company', POSTFIX + ON_PREMISES + ORIGINATOR, 'silent'],
    ['on mail that such a server’s mailbox sent', POSTFIX + MAPI + ORIGINATOR, 'silent'],
    ['beside a seal of Exchange Online', POSTFIX + SEAL + CROSS_TENANT, 'dismissed=other-traces-of-exchange'],
    [
      'beside a seal of somebody else',
      POSTFIX + SEAL.replaceAll('d=microsoft.com', 'd=example.com') + CROSS_TENANT,
      'finding=several',
    ],
    [
      'beside the list of its machines',
      `${POSTFIX + CROSS_TENANT}X-MS-TrafficTypeDiagnostic: AM6PR02MB4721:EE_\n`,
      'dismissed=other-traces-of-exchange',
    ],
    ['on mail without a route', CROSS_TENANT, 'silent'],
  ])('%s', (_, head, expected) => {
    expect(verdictsOf(ID, head + AUTHOR)).toBe(expected)
  })
})

it('names the fields as they are written', () => {
  const { found } = runCheck(ID, `${POSTFIX}x-originatororg: example.org\n${MAILBOX_ID}${AUTHOR}`)
  expect(found[0].data).toEqual({ fields: ['x-originatororg', 'Message-ID'] })
})
