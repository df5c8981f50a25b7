import ipaddr from 'ipaddr.js'
import { describe, expect, it } from 'vitest'
import { messageOf } from '../helpers/message.ts'
import { boundaryOf, mail, received } from '../helpers/route.ts'

/** Clauses of Received fields by who wrote them, all newest first in a message. */
const GMAIL_INTERNAL = received('by 2002:a05:6402:1111:b0:123 with SMTP id a1csp1')
const GMAIL_FROM = (from: string) => received(`from ${from} by mx.google.com with ESMTPS id a1-20020a`)
const EXCHANGE_INTERNAL = received(
  'from AM7EUR03FT054.eop-EUR03.prod.protection.outlook.com (2603:10a6:20b:6e:cafe::44) by AM6PR02CA0031.outlook.office365.com (2603:10a6:20b:6e::44) with Microsoft SMTP Server id 15.20.5612.14 via Frontend Transport',
)
const EXCHANGE_FROM = (from: string) =>
  received(
    `from ${from} by AM7EUR03FT054.mail.protection.outlook.com (100.127.140.133) with Microsoft SMTP Server id 15.20.5612.12 via Frontend Transport`,
  )
const TENANT = received(
  'from MW4PR19CA0108.namprd19.prod.outlook.com (2603:10b6:303:ad::5) by MW4PR19MB8035.namprd19.prod.outlook.com (2603:10b6:303:69::10) with Microsoft SMTP Server id 15.20.5612.14',
)
const MX_FROM = (from: string) => received(`from ${from} by mx.example.net (Postfix) with ESMTPS id 1`)
const STORE = received('from mx.example.net (mx.example.net [10.0.0.5]) by store.example.net with LMTP id 2')
const SENDER = received('from desk (unknown [192.168.2.2]) by out.example.org (Postfix) with ESMTPSA id 3')
const OUT = 'out.example.org (out.example.org [198.51.100.25])'

describe('inferred', () => {
  it.each<[string, string[], string]>([
    ['no route', [], 'none'],
    ['one hop', [MX_FROM(OUT)], '0 mx.example.net inferred'],
    [
      'the hop that took it over, below hops of the same owner',
      [STORE, MX_FROM(OUT), SENDER],
      '1 mx.example.net inferred',
    ],
    [
      'Gmail: below a hop that has only an address',
      [GMAIL_INTERNAL, GMAIL_FROM(OUT), SENDER],
      '1 mx.google.com inferred',
    ],
    [
      'Gmail to Gmail: the host that takes mail over ends it',
      [
        GMAIL_INTERNAL,
        GMAIL_FROM('mail-sor-f41.google.com (mail-sor-f41.google.com. [209.85.220.41])'),
        received('by 2002:a17:906:c5:b0:1 with SMTP id b2'),
      ],
      '1 mx.google.com inferred',
    ],
    [
      'Exchange Online',
      [EXCHANGE_INTERNAL, EXCHANGE_FROM('out.example.org (198.51.100.25)'), SENDER],
      '1 AM7EUR03FT054.mail.protection.outlook.com inferred',
    ],
    [
      'Exchange Online to Exchange Online: the front end ends it',
      [
        EXCHANGE_INTERNAL,
        EXCHANGE_FROM('NAM11-CO1-obe.outbound.protection.outlook.com (40.107.1.2)'),
        TENANT,
      ],
      '1 AM7EUR03FT054.mail.protection.outlook.com inferred',
    ],
    [
      'lines forged below do not move it',
      [MX_FROM(OUT), MX_FROM('bank.example (bank.example [192.0.2.9])'), STORE],
      '0 mx.example.net inferred',
    ],
    [
      'lines forged in the name of Exchange Online neither',
      [
        EXCHANGE_FROM('vps.example.com (203.0.113.50)'),
        EXCHANGE_INTERNAL,
        EXCHANGE_FROM('out.example.org (198.51.100.25)'),
      ],
      '0 AM7EUR03FT054.mail.protection.outlook.com inferred',
    ],
    [
      'a filter on the same machine is inside',
      [
        received('from localhost (localhost [127.0.0.1]) by mx.example.net (Postfix) with ESMTP id 4'),
        MX_FROM(OUT),
        SENDER,
      ],
      '1 mx.example.net inferred',
    ],
    [
      'a host without a name is inside where it took from inside',
      [
        received('from mx.example.net (mx.example.net [10.0.0.5]) by mailstore with LMTP id 5'),
        MX_FROM(OUT),
        SENDER,
      ],
      '1 mx.example.net inferred',
    ],
    [
      'a host without a name that took from a stranger is not',
      [STORE, received('from unknown ([203.0.113.9]) by relay with SMTP id 6'), SENDER],
      '0 store.example.net inferred',
    ],
    [
      'an inner address that took it over',
      [
        received('from [10.1.2.3] by mx.example.net with ESMTP id 7'),
        received('from out.example.org ([198.51.100.25]) by 10.1.2.3 with ESMTP id 8'),
      ],
      '1 10.1.2.3 inferred',
    ],
    ['a hop of somebody else ends it', [STORE, SENDER], '0 store.example.net inferred'],
    ['nobody with a name', [received('from a ([10.0.0.1]) by b with ESMTP id 9')], 'none'],
  ])('%s', (_, hops, expected) => {
    expect(boundaryOf(messageOf(mail(...hops)))).toBe(expected)
  })
})

describe('configured', () => {
  const trust = (hosts: string[], networks: string[] = []) => ({
    trust: { hosts, networks: networks.map((range) => ipaddr.parseCIDR(range)) },
  })
  const GATEWAY = received(
    'from gateway.example.com (gateway.example.com [192.0.2.7]) by mx.example.net (Postfix) with ESMTPS id 1',
  )
  const AT_GATEWAY = received(
    'from out.example.org (out.example.org [198.51.100.25]) by gateway.example.com with ESMTPS id 2',
  )

  it.each<[string, string[], { trust: ReturnType<typeof trust>['trust'] }, string]>([
    [
      'the host itself',
      [GATEWAY, AT_GATEWAY, SENDER],
      trust(['mx.example.net']),
      '0 mx.example.net configured',
    ],
    [
      'a domain with the hosts inside it',
      [STORE, GATEWAY, AT_GATEWAY],
      trust(['example.net']),
      '1 mx.example.net configured',
    ],
    [
      'letter case aside',
      [received(`from ${OUT} by MX.Example.NET with ESMTPS id 1`)],
      trust(['mx.example.net']),
      '0 MX.Example.NET configured',
    ],
    [
      'not a host that only ends alike',
      [received(`from ${OUT} by badmx.example.net with ESMTPS id 1`)],
      trust(['mx.example.net']),
      'none',
    ],
    [
      'on to a gateway that is ours, too',
      [GATEWAY, AT_GATEWAY, SENDER],
      trust(['mx.example.net', 'gateway.example.com']),
      '1 gateway.example.com configured',
    ],
    [
      'a gateway by its network',
      [GATEWAY, AT_GATEWAY, SENDER],
      trust(['mx.example.net', 'gateway.example.com'], ['192.0.2.0/24']),
      '1 gateway.example.com configured',
    ],
    [
      'a line forged in the name of ours below a stranger',
      [MX_FROM('vps.example.com (vps.example.com [203.0.113.50])'), MX_FROM(OUT), SENDER],
      trust(['mx.example.net']),
      '0 mx.example.net configured',
    ],
    [
      'a name that the client gave is not believed',
      [MX_FROM('gateway.example.com (unknown [203.0.113.50])'), AT_GATEWAY],
      trust(['mx.example.net', 'gateway.example.com']),
      '0 mx.example.net configured',
    ],
    [
      'a private address that handed over is ours',
      [
        MX_FROM('inner (unknown [10.0.0.9])'),
        received(`from ${OUT} by inner.example.net with ESMTP id 4`),
        SENDER,
      ],
      trust(['example.net']),
      '1 inner.example.net configured',
    ],
    [
      'a gap ends it',
      [STORE, SENDER, MX_FROM(OUT)],
      trust(['example.net']),
      '0 store.example.net configured',
    ],
    ['a stranger on top', [SENDER, STORE, MX_FROM(OUT)], trust(['example.net']), 'none'],
    ['no route', [], trust(['example.net']), 'none'],
  ])('%s', (_, hops, options, expected) => {
    expect(boundaryOf(messageOf(mail(...hops), options))).toBe(expected)
  })
})
