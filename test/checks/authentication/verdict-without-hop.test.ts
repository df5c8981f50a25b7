import { describe, expect, it } from 'vitest'
import { runCheck, verdictsOf } from '../../helpers/message.ts'

const ID = 'authentication/verdict-without-hop'

const AT = 'Tue, 14 May 2024 14:03:13 +0000'
/** Taken over by mx.example.net from somebody else. */
const MX = `Received: from out.example.org (out.example.org [198.51.100.25]) by mx.example.net with ESMTPS id 1; ${AT}\n`
/** An earlier passage through the same host, before a list sent it back. */
const MX_BEFORE = `Received: from relay.example.com (relay.example.com [203.0.113.9]) by mx.example.net with ESMTPS id 2; ${AT}\n`
const LIST = `Received: from mx.example.net (mx.example.net [192.0.2.1]) by out.example.org with ESMTPS id 3; ${AT}\n`
const verdict = (host: string, results: string) => `Authentication-Results: ${host}; ${results}\n`
const SPF = 'spf=pass smtp.mailfrom=example.org'
const DKIM = 'dkim=pass header.d=example.org'
const DMARC = 'dmarc=pass header.from=example.org'
const AUTHOR = 'From: Jonna Tide <jonna@example.org>\nSubject: Thursday\n\nHello\n'

const EXCHANGE = `Received: from out.example.org (203.0.113.50) by AM7EUR03FT054.mail.protection.outlook.com (100.127.140.133) with Microsoft SMTP Server id 15.20.5612.12 via Frontend Transport; ${AT}\n`
const TENANT = `Received: from AM6PR02CA0031.eurprd02.prod.outlook.com (2603:10a6:20b:6e::44) by AM6PR02MB4721.eurprd02.prod.outlook.com (2603:10a6:20b:66::18) with Microsoft SMTP Server id 15.20.5612.14; ${AT}\n`
const MICROSOFT =
  'Authentication-Results: spf=pass (sender IP is 203.0.113.50) smtp.mailfrom=example.org; dkim=none (message not signed) header.d=none;dmarc=pass action=none header.from=example.org;\n'

describe('a host with a name of its own', () => {
  it.each([
    ['one verdict, above the line', verdict('mx.example.net', SPF) + MX, 'silent'],
    ['one verdict, below the line', MX + verdict('mx.example.net', SPF), 'dismissed=own-passage'],
    [
      'one above and one below',
      verdict('mx.example.net', SPF) + MX + verdict('mx.example.net', SPF),
      'finding=own-identifier',
    ],
    [
      'both above: the sender had no hand in them',
      verdict('mx.example.net', SPF) + verdict('mx.example.net', SPF) + MX,
      'silent',
    ],
    [
      'a field a method, side by side, is one verdict',
      MX +
        verdict('mx.example.net', DKIM) +
        verdict('mx.example.net', DMARC) +
        verdict('mx.example.net', SPF),
      'dismissed=own-passage',
    ],
    [
      'a program a method, each with fields of its own',
      `${MX}DMARC-Filter: OpenDMARC\n${verdict('mx.example.net', DMARC)}Received-SPF: pass\nARC-Filter: OpenARC\nARC-Seal: i=1\nDKIM-Filter: OpenDKIM\n${verdict('mx.example.net', DKIM)}`,
      'dismissed=own-passage',
    ],
    [
      'a method twice, side by side, is two verdicts',
      MX + verdict('mx.example.net', SPF) + verdict('mx.example.net', SPF),
      'finding=own-identifier',
    ],
    [
      'methods in fields that stand apart are two verdicts',
      `${MX + verdict('mx.example.net', DKIM)}Subject: Thursday\n${verdict('mx.example.net', SPF)}`,
      'finding=own-identifier',
    ],
    [
      'filters of one host may write above its line and below',
      verdict('mx.example.net', DKIM) + MX + verdict('mx.example.net', SPF),
      'dismissed=own-passage',
    ],
    [
      'but not among the fields of the author',
      `${verdict('mx.example.net', DKIM) + MX}Subject: Thursday\n${verdict('mx.example.net', SPF)}`,
      'finding=own-identifier',
    ],
    [
      'letter case makes no other host',
      MX + verdict('mx.example.net', SPF) + verdict('MX.Example.NET', SPF),
      'finding=own-identifier',
    ],
    [
      'forwarded through the same host: two passages, two verdicts',
      MX + verdict('mx.example.net', SPF) + LIST + MX_BEFORE + verdict('mx.example.net', SPF),
      'dismissed=own-passage',
    ],
    [
      'forwarded through the same host: two passages, three verdicts',
      MX + verdict('mx.example.net', SPF) + LIST + MX_BEFORE + verdict('mx.example.net', SPF).repeat(2),
      'finding=own-identifier',
    ],
    ["another's verdict is a claim like any", MX + verdict('mx.example.org', SPF).repeat(3), 'silent'],
    ['no Received, no recipient', verdict('mx.example.net', SPF).repeat(3), 'silent'],
  ])('%s', (_, head, expected) => {
    expect(verdictsOf(ID, head + AUTHOR)).toBe(expected)
  })

  it('an authserv-id that is no host is counted by passages through its domain', () => {
    const claim = verdict('example.net', SPF)
    expect(verdictsOf(ID, claim + MX + claim + AUTHOR)).toBe('finding=own-identifier')
    expect(verdictsOf(ID, claim + MX + LIST + MX_BEFORE + claim + AUTHOR)).toBe('dismissed=own-passage')
  })

  it('a filter on the same machine is no passage', () => {
    const filter = `Received: from localhost (localhost [127.0.0.1]) by mx.example.net with ESMTP id 9; ${AT}\n`
    const claim = verdict('example.net', SPF)
    expect(verdictsOf(ID, filter + claim + MX + claim + AUTHOR)).toBe('finding=own-identifier')
  })
})

describe('programs on the recipient’s machines', () => {
  const from = (by: string, clauses: string) => `Received: from ${clauses} by ${by}; ${AT}\n`
  const FILTERED =
    from('mx.example.net', 'localhost (localhost [127.0.0.1])') +
    verdict('mx.example.net', DKIM) +
    from('localhost', 'mx.example.net ([127.0.0.1])')
  const claim = verdict('mx.example.net', SPF)

  it('a delivery to the mailbox is no passage', () => {
    const mailbox = from('mx.example.net', 'mx.example.net')
    expect(verdictsOf(ID, mailbox + MX + claim + AUTHOR)).toBe('dismissed=own-passage')
    expect(verdictsOf(ID, mailbox + MX + claim + claim + AUTHOR)).toBe('finding=own-identifier')
  })

  it('a host that has it back from a filter judges again, below the line that it then writes', () => {
    const back = from('mx.example.net', 'localhost (localhost [127.0.0.1])')
    const twice = `${back + claim}X-Original-To: reader@example.net\n${MX}${claim}`
    expect(verdictsOf(ID, twice + AUTHOR)).toBe('dismissed=own-passage')
    expect(verdictsOf(ID, twice + claim + AUTHOR)).toBe('finding=own-identifier')
    expect(
      verdictsOf(ID, `${back}${from('mail.example.net', 'mx.example.net')}${claim}${MX}${claim}${AUTHOR}`),
    ).toBe('finding=own-identifier')
  })

  it('a filter behind may judge again', () => {
    expect(verdictsOf(ID, FILTERED + MX + claim + AUTHOR)).toBe('dismissed=own-passage')
    expect(verdictsOf(ID, FILTERED + MX + claim.repeat(4) + AUTHOR)).toBe('finding=own-identifier')
  })
})

describe('a host without a public name', () => {
  const HOST = `Received: from 198.51.100.25 (EHLO out.example.org) by 10.253.238.10 with SMTPs; ${AT}\n`
  const claim = verdict('atlas.omega.yahoo.com', DKIM)

  it('is of whoever judged above its line', () => {
    expect(verdictsOf(ID, claim + HOST + AUTHOR)).toBe('silent')
    expect(verdictsOf(ID, claim + HOST + claim + AUTHOR)).toBe('finding=own-identifier')
    expect(verdictsOf(ID, HOST + claim + claim + AUTHOR)).toBe('silent')
  })

  it('may have had the message before', () => {
    expect(verdictsOf(ID, claim + HOST + LIST + claim + HOST + AUTHOR)).toBe('dismissed=own-passage')
  })

  it('may have had it before, and stored it under the name in which it judges', () => {
    const store = `Received: from 127.0.0.1 by atlas.omega.yahoo.com with HTTP; ${AT}\n`
    expect(verdictsOf(ID, claim + HOST + LIST + store + claim + HOST + AUTHOR)).toBe('dismissed=own-passage')
  })

  it('judges in its bare name', () => {
    const bare = MX.replace('by mx.example.net', 'by mx-g1-2')
    const own = verdict('mx-g1-2', SPF)
    expect(verdictsOf(ID, bare + own + AUTHOR)).toBe('dismissed=own-passage')
    expect(verdictsOf(ID, bare + own + own + AUTHOR)).toBe('finding=own-identifier')
  })
})

describe('Gmail', () => {
  const GMAIL = `Received: from out.example.org (out.example.org. [198.51.100.25]) by mx.google.com with ESMTPS id 1; ${AT}\n`
  const API = `Received: from 123456 named unknown by gmailapi.google.com with HTTPREST; ${AT}\n`
  const claim = verdict('mx.google.com', DKIM)

  it('judges again what a program puts into a mailbox', () => {
    expect(verdictsOf(ID, claim + API + GMAIL + claim + AUTHOR)).toBe('dismissed=own-passage')
    expect(verdictsOf(ID, claim + GMAIL + claim + AUTHOR)).toBe('finding=own-identifier')
  })

  it('does not judge what a program sends', () => {
    expect(verdictsOf(ID, GMAIL + claim + claim + API + AUTHOR)).toBe('finding=own-identifier')
  })
})

describe('Proton, one field a method', () => {
  const PROTON = `Received: from out.example.org (out.example.org [198.51.100.25]) by mailin012.protonmail.ch (Postfix) with ESMTPS id 1; ${AT}\n`
  const fields = [SPF, DKIM, DMARC].map((results) => verdict('mail.protonmail.ch', results)).join('')

  it('is one verdict', () => {
    expect(verdictsOf(ID, PROTON + fields + AUTHOR)).toBe('dismissed=own-passage')
  })

  it('is two where the sender had written one, too', () => {
    expect(verdictsOf(ID, `${PROTON + fields}X-Mailer: Post\n${fields}${AUTHOR}`)).toBe(
      'finding=own-identifier',
    )
  })
})

describe('Exchange Online', () => {
  it.each([
    ['its own above', MICROSOFT + EXCHANGE, 'silent'],
    ['one above and one below', MICROSOFT + EXCHANGE + MICROSOFT, 'finding=renamed-there'],
    [
      'an earlier tenant leaves none under that name',
      MICROSOFT + EXCHANGE + MICROSOFT + TENANT,
      'finding=renamed-there',
    ],
    [
      'handed in by a mailbox of the same tenant, which leaves one below',
      `${TENANT}Received: from AM6PR02MB4721.eurprd02.prod.outlook.com ([fe80::1]) by AM6PR02MB4721.eurprd02.prod.outlook.com ([fe80::1%7]) with mapi id 15.20.5612.14; ${AT}\n${MICROSOFT}`,
      'silent',
    ],
    ['two above', MICROSOFT + MICROSOFT + EXCHANGE, 'finding=renamed-there'],
    [
      'however many of its machines handled the message',
      MICROSOFT + EXCHANGE + MICROSOFT + MICROSOFT + TENANT + TENANT,
      'finding=renamed-there',
    ],
    ['the form of RFC 8601 is not its form', MICROSOFT + EXCHANGE + verdict('mx.example.net', SPF), 'silent'],
  ])('%s', (_, head, expected) => {
    expect(verdictsOf(ID, head + AUTHOR)).toBe(expected)
  })

  it('means nothing where another host took the message over', () => {
    expect(verdictsOf(ID, MX + MICROSOFT + MICROSOFT + AUTHOR)).toBe('silent')
  })
})

it('names the host, the counts and what the verdicts below say', () => {
  const { found } = runCheck(
    ID,
    verdict('mx.example.net', 'spf=fail') + MX + verdict('mx.example.net', SPF) + AUTHOR,
  )
  expect(found[0].data).toEqual({
    authservId: 'mx.example.net',
    verdicts: 2,
    passages: 1,
    results: [['spf']],
  })
  expect(found[0].evidence.length).toBe(2)
})
