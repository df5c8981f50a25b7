import { describe, expect, it } from 'vitest'
import { parseAddress } from '../../src/chain/address-range.ts'
import type { Trust } from '../../src/chain/boundary.ts'
import { messageOf, NO_TRUST } from '../helpers/message.ts'

/** The boundary of a message with these Received fields, newest first, as `hop how`. */
function boundaryOf(received: string[], trust: Trust = NO_TRUST): string {
  const fields = received.map((value) => `Received: ${value}; Tue, 14 May 2024 14:03:13 +0000\n`)
  const { boundary } = messageOf(`${fields.join('')}Subject: Thursday\n\nHello\n`, { trust }).route
  return boundary === undefined ? 'none' : `${boundary.hop} ${boundary.how}`
}

const OUT_TO_MX =
  'from out.example.org (out.example.org [198.51.100.25]) by mx.example.net (Postfix) with ESMTPS id 1'
const DESK_TO_OUT = 'from desk (unknown [203.0.113.9]) by out.example.org (Postfix) with ESMTPSA id 2'

const GMAIL_STORE = 'by 2002:a05:6a10:1234:b0:123:4567:89ab with SMTP id a1csp1'
const OUT_TO_GMAIL =
  'from out.example.org (out.example.org. [198.51.100.25]) by mx.google.com with ESMTPS id b2 for <reader@example.com>'

const MAILBOX =
  'from AM6PR02MB4721.eurprd02.prod.outlook.com (2603:10a6:20b:6c::1) by AS8PR02MB6789.eurprd02.prod.outlook.com with HTTPS'
const CLIENT_ACCESS =
  'from AM7EUR03FT054.eop-EUR03.prod.protection.outlook.com (2603:10a6:20b::2) by AM6PR02CA0012.outlook.office365.com (2603:10a6:20b::3) with Microsoft SMTP Server id 15.20.5612.12 via Frontend Transport'
const FRONT_END =
  'from EUR04-outbound.mail.protection.outlook.com (40.107.1.2) by AM7EUR03FT054.mail.protection.outlook.com (100.127.140.133) with Microsoft SMTP Server id 15.20.5612.12 via Frontend Transport'
const SENDERS_MAILBOX =
  'from VI1PR04MB5555.eurprd04.prod.outlook.com (2603:10a6:803::4) by AM0PR04MB6666.eurprd04.prod.outlook.com (2603:10a6:208::5) with Microsoft SMTP Server id 15.20.5612.12'

describe('inferred', () => {
  it.each<[string, string[], string]>([
    ['no Received', [], 'none'],
    ['one hop', [OUT_TO_MX], '0 inferred'],
    ['the recipient’s host, then the sender’s', [OUT_TO_MX, DESK_TO_OUT], '0 inferred'],
    ['Gmail', [GMAIL_STORE, OUT_TO_GMAIL, DESK_TO_OUT], '1 inferred'],
    [
      'Gmail to Gmail',
      [
        GMAIL_STORE,
        'from mail-io1-f41.google.com (mail-io1-f41.google.com. [209.85.166.41]) by mx.google.com with SMTPS id c3',
        'by mail-io1-f41.google.com with SMTP id d4',
      ],
      '1 inferred',
    ],
    ['Exchange from elsewhere', [MAILBOX, CLIENT_ACCESS, FRONT_END, DESK_TO_OUT], '2 inferred'],
    ['Exchange to Exchange', [MAILBOX, CLIENT_ACCESS, FRONT_END, SENDERS_MAILBOX], '2 inferred'],
    ['inside one tenant of Exchange', [MAILBOX, SENDERS_MAILBOX], '1 inferred'],
    [
      'several hosts of one domain',
      [
        'from mx.example.net (mx.example.net [192.0.2.7]) by store.example.net (Dovecot) with LMTP id 3',
        OUT_TO_MX,
        DESK_TO_OUT,
      ],
      '1 inferred',
    ],
    [
      'a filter on the same machine',
      [
        'from localhost (localhost [127.0.0.1]) by mx.example.net (Postfix) with ESMTP id 4',
        OUT_TO_MX,
        DESK_TO_OUT,
      ],
      '1 inferred',
    ],
    [
      'a local delivery without a name',
      [
        'by localhost (Postfix, from userid 0)',
        'from mx (unknown [10.0.0.7]) by store with LMTP id 5',
        OUT_TO_MX,
      ],
      '2 inferred',
    ],
    [
      'a host without a name that took mail over from outside',
      [OUT_TO_MX.replace('mx.example.net', 'mx'), 'from a.example.org by mx.example.net with ESMTP id 6'],
      '0 inferred',
    ],
    [
      'a host without a name that took mail over from an address without one',
      [
        'from [203.0.113.9] (unknown [203.0.113.9]) by mx with ESMTP id 6',
        'from a.example.org by mx.example.net with ESMTP id 6',
      ],
      '0 inferred',
    ],
    [
      'a host that gives its inner address and takes over from a host with the name of its domain',
      ['from 198.51.100.25 (EHLO out.example.org) by 10.253.238.10 with SMTPs', DESK_TO_OUT],
      '0 inferred',
    ],
    [
      'machines with names of private use behind the one that takes over',
      [
        'from compute.internal (compute.pool.internal [10.2.2.4]) by store12 (Cyrus 3.11.0) with LMTPA',
        'from mx ([10.2.2.9]) by compute.internal (LMTPProxy)',
        'from milter.pool.internal (localhost [127.0.0.1]) by mx.example.net (Postfix) with ESMTP id 2',
        OUT_TO_MX,
        DESK_TO_OUT,
      ],
      '3 inferred',
    ],
    [
      'servers that are named inside only',
      [
        'from EX1.corp.local (10.1.1.5) by EX2.corp.local (10.1.1.6) with Microsoft SMTP Server id 15.1.2507.39 via Mailbox Transport',
        'from out.example.org (198.51.100.25) by EX1.corp.local (10.1.1.5) with Microsoft SMTP Server id 15.1.2507.39 via Frontend Transport',
        DESK_TO_OUT,
      ],
      '1 inferred',
    ],
    [
      'a store without a public name, from the recipient’s own public host by LMTP',
      ['from mx.example.net (mx.example.net [192.0.2.7]) by 0123456789ab with LMTP id 3', OUT_TO_MX],
      '1 inferred',
    ],
    [
      'a filter on the same machine that repeats the client’s name',
      [
        'from out.example.org (localhost [127.0.0.1]) by mx.example.net (Postfix) with ESMTP id 4',
        OUT_TO_MX,
        DESK_TO_OUT,
      ],
      '1 inferred',
    ],
    [
      'collected with POP3 from a mailbox elsewhere',
      [
        'from pop.example.net [192.0.2.80] by home.example.com with POP3 (fetchmail-6.4.37)',
        OUT_TO_MX,
        DESK_TO_OUT,
      ],
      '1 inferred',
    ],
    [
      'collected with IMAP, and nothing below',
      ['from imap.example.net [192.0.2.80] by home with IMAP (fetchmail-6.4.37)'],
      '0 inferred',
    ],
    [
      'an inner address that took mail over',
      [
        'from [10.1.2.3] by mx.example.net with ESMTP id 7',
        'from out.example.org ([198.51.100.25]) by 10.1.2.3 with ESMTP id 8',
        DESK_TO_OUT,
      ],
      '1 inferred',
    ],
    ['hosts without a public name only', ['from localhost by mx with ESMTP id 7', 'by localhost'], 'none'],
    [
      'an address that gives no name',
      ['from [203.0.113.9] (unknown [203.0.113.9]) by mx.example.net (Postfix) with ESMTP id 8', OUT_TO_MX],
      '0 inferred',
    ],
  ])('%s', (_, received, expected) => {
    expect(boundaryOf(received)).toBe(expected)
  })

  it.each<[string, string]>([
    ['in the recipient’s name', OUT_TO_MX],
    [
      'inside the recipient’s domain',
      'from a.example.net (a.example.net [192.0.2.8]) by mx.example.net with ESMTPS id 9',
    ],
    [
      'of a local filter',
      'from localhost (localhost [127.0.0.1]) by mx.example.net (Postfix) with ESMTP id 10',
    ],
    ['without a host', 'by localhost (Postfix, from userid 0)'],
  ])('is not moved by a forged line below it: %s', (_, forged) => {
    expect(boundaryOf([OUT_TO_MX, forged])).toBe('0 inferred')
    expect(boundaryOf([GMAIL_STORE, OUT_TO_GMAIL, forged])).toBe('1 inferred')
    expect(boundaryOf([FRONT_END, forged])).toBe('0 inferred')
  })

  it('is not moved by forged lines in the name of the operator', () => {
    expect(boundaryOf([OUT_TO_GMAIL, OUT_TO_GMAIL, GMAIL_STORE])).toBe('0 inferred')
    expect(boundaryOf([FRONT_END, FRONT_END, MAILBOX])).toBe('0 inferred')
  })
})

const hosts = (...names: string[]): Trust => ({ hosts: names, networks: [] })
const network = (base: string, bits: number): Trust => ({
  hosts: [],
  networks: [[parseAddress(base)!, bits]],
})

const RELAY_TO_MX =
  'from relay.example.com (relay.example.com [192.0.2.20]) by mx.example.net (192.0.2.10) with ESMTPS id 11'
const OUT_TO_RELAY =
  'from out.example.org (out.example.org [198.51.100.25]) by relay.example.com (192.0.2.20) with ESMTPS id 12'

describe('configured', () => {
  it.each<[string, Trust, string[], string]>([
    ['no Received', hosts('example.net'), [], 'none'],
    ['a host', hosts('mx.example.net'), [RELAY_TO_MX, OUT_TO_RELAY], '0 configured'],
    ['a host whose domain is named', hosts('example.net'), [RELAY_TO_MX, OUT_TO_RELAY], '0 configured'],
    [
      'a relay of another domain',
      hosts('example.net', 'relay.example.com'),
      [RELAY_TO_MX, OUT_TO_RELAY],
      '1 configured',
    ],
    ['a network', network('192.0.2.0', 24), [RELAY_TO_MX, OUT_TO_RELAY, DESK_TO_OUT], '1 configured'],
    [
      'a network that holds the first host only',
      network('192.0.2.10', 32),
      [RELAY_TO_MX, OUT_TO_RELAY],
      '0 configured',
    ],
    ['nobody’s host at the top', hosts('example.com'), [RELAY_TO_MX, OUT_TO_RELAY], 'none'],
    ['a name that only ends alike', hosts('ample.net'), [RELAY_TO_MX], 'none'],
    ['what could be inferred counts no more', hosts('store.example'), [OUT_TO_MX], 'none'],
    [
      'a private address on the way',
      hosts('example.net'),
      ['from filter (filter [10.0.0.7]) by store.example.net with ESMTP id 13', OUT_TO_MX, DESK_TO_OUT],
      '1 configured',
    ],
    [
      'a HELO name in ours, from an address outside',
      hosts('example.net'),
      ['from mx.example.net (unknown [203.0.113.66]) by mx.example.net with ESMTP id 14', OUT_TO_MX],
      '0 configured',
    ],
    [
      'a gap, as a line of somebody else',
      hosts('example.net'),
      ['from mx.example.net ([10.0.0.5]) by store.example.net with LMTP id 15', DESK_TO_OUT, OUT_TO_MX],
      '0 configured',
    ],
    ['a forged line in our name', hosts('example.net'), [OUT_TO_MX, OUT_TO_MX], '0 configured'],
  ])('%s', (_, trust, received, expected) => {
    expect(boundaryOf(received, trust)).toBe(expected)
  })
})
