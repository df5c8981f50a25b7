import { describe, expect, it } from 'vitest'
import { ownerOf } from '../../src/chain/hops.ts'
import { messageOf } from '../helpers/message.ts'
import { mail, received } from '../helpers/route.ts'

const hopsOf = (...fields: string[]) => messageOf(mail(...fields)).route.hops

describe('hops', () => {
  it('are the Received fields of the header, newest first', () => {
    const hops = hopsOf(
      received('from a.example.org by b.example.net with ESMTP id 1'),
      'X-Received: by 2001:db8::1 with SMTP id 2\n',
      received('from c.example.org by a.example.org with ESMTP id 3'),
    )
    expect(hops.map(({ index, received: { by } }) => [index, by?.host])).toEqual([
      [0, 'b.example.net'],
      [1, 'a.example.org'],
    ])
  })

  it('are none in a message without a route', () => {
    expect(hopsOf()).toEqual([])
  })

  it('stay hops where nothing in the field can be read', () => {
    expect(hopsOf('Received: \n', 'Received: ;;;;\n').length).toBe(2)
  })

  it('know who operates both ends', () => {
    const [hop] = hopsOf(
      received(
        'from mail-io1-f41.google.com (mail-io1-f41.google.com. [209.85.166.41]) by mx.example.net with ESMTPS id 1',
      ),
    )
    expect([hop.owner, hop.operator, hop.fromOwner]).toEqual(['example.net', undefined, 'google'])
  })

  it('know it by the address where no name is given', () => {
    const [hop] = hopsOf(
      received(
        'from (2603:10b6:301:7c::11) by AM6PR02MB4721.eurprd02.prod.outlook.com (2603:10a6:20b:66::18) with x',
      ),
    )
    expect(hop.fromOwner).toBe('exchange-online')
  })

  it('believe the reverse name before the name that was given', () => {
    const [hop] = hopsOf(
      received('from mail.example.org (vps.example.com [203.0.113.50]) by mx.google.com with ESMTPS id 1'),
    )
    expect([hop.owner, hop.operator?.name, hop.fromOwner]).toEqual(['google', 'Gmail', 'example.com'])
  })
})

describe('delay', () => {
  const delays = (...dates: string[]) =>
    hopsOf(
      ...dates.map((date, i) =>
        received(`from h${i + 1}.example.org by h${i}.example.org with ESMTP id ${i}`, date),
      ),
    ).map(({ delay }) => delay)
  it.each<[string, string[], (number | undefined)[]]>([
    [
      'is the time since the hop before',
      [
        'Tue, 14 May 2024 14:03:13 +0000',
        'Tue, 14 May 2024 14:03:03 +0000',
        'Tue, 14 May 2024 14:01:03 +0000',
      ],
      [10, 120, undefined],
    ],
    ['minds zones', ['Tue, 14 May 2024 14:03:13 +0000', 'Tue, 14 May 2024 16:03:03 +0200'], [10, undefined]],
    [
      'is negative where clocks disagree',
      ['Tue, 14 May 2024 14:03:13 +0000', 'Tue, 14 May 2024 14:05:13 +0000'],
      [-120, undefined],
    ],
    [
      'passes over a hop without a date',
      ['Tue, 14 May 2024 14:03:13 +0000', 'some day', 'Tue, 14 May 2024 14:03:03 +0000'],
      [10, undefined, undefined],
    ],
    ['is unknown for the only date', ['Tue, 14 May 2024 14:03:13 +0000'], [undefined]],
    [
      'is nothing where a second holds both',
      ['Tue, 14 May 2024 14:03:13 +0000', 'Tue, 14 May 2024 14:03:13 +0000'],
      [0, undefined],
    ],
  ])('%s', (_, dates, expected) => {
    expect(delays(...dates)).toEqual(expected)
  })
})

describe('owner of a host', () => {
  it.each([
    ['mx.google.com', 'google'],
    ['AM6PR02MB4721.eurprd02.prod.outlook.com', 'exchange-online'],
    ['a1-2.smtp-out.amazonses.com', 'amazon-ses'],
    ['mx.example.net', 'example.net'],
    ['MX.Example.NET', 'example.net'],
    ['mail.example.co.uk', 'example.co.uk'],
    ['localhost', undefined],
    ['192.0.2.1', undefined],
    [undefined, undefined],
  ])('%s: %s', (host, expected) => {
    expect(ownerOf(host)).toBe(expected)
  })
})
