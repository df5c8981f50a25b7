import { describe, expect, it } from 'vitest'
import { messageOf } from '../helpers/message.ts'

const FROM_OUT =
  'Received: from out.example.org (out.example.org [198.51.100.25]) by mx.example.net (Postfix) with ESMTPS id 1'
const FROM_DESK = 'Received: from desk (unknown [203.0.113.9]) by out.example.org (Postfix) with ESMTPSA id 2'
const FRONT_END =
  'Received: from out.example.org (198.51.100.25) by AM7EUR03FT054.mail.protection.outlook.com (100.127.140.133) with Microsoft SMTP Server id 15.20.5612.12 via Frontend Transport'

const at = (received: string, time = '14:03:13 +0000') => `${received}; Tue, 14 May 2024 ${time}`

/** `name side` of each field. */
function sidesOf(...fields: string[]): string[] {
  const message = messageOf(`${fields.join('\n')}\n\nHello\n`)
  return message.header.fields.map((field) => `${field.name} ${message.sideOf(field)}`)
}

describe('the hops', () => {
  it('are the Received fields, newest first, with owners', () => {
    const { hops, handover } = messageOf(
      `${at(FRONT_END)}\nSubject: Thursday\nX-Received: by mx.google.com\n${at(FROM_DESK)}\n\nHello\n`,
    ).route
    expect(
      hops.map(({ index, operator, owner, fromOwner }) => [index, operator?.id, owner, fromOwner]),
    ).toEqual([
      [0, 'exchange-online', 'exchange-online', 'example.org'],
      [1, undefined, 'example.org', undefined],
    ])
    expect(handover).toBe(hops[0])
  })

  it.each<[string, (string | undefined)[], (number | undefined)[]]>([
    ['in order', ['14:03:13 +0000', '14:03:10 +0000'], [3, undefined]],
    ['in other zones', ['16:03:13 +0200', '09:03:10 -0500'], [3, undefined]],
    ['backwards', ['14:03:13 +0000', '14:04:13 +0000'], [-60, undefined]],
    [
      'past a hop without a time',
      ['14:03:13 +0000', undefined, '14:03:03 +0000'],
      [10, undefined, undefined],
    ],
    ['with one time only', [undefined, '14:03:13 +0000'], [undefined, undefined]],
  ])('take the seconds since the next older one: %s', (_, times, delays) => {
    const lines = times.map((time) => (time === undefined ? FROM_OUT : at(FROM_OUT, time)))
    const { hops } = messageOf(`${lines.join('\n')}\n\nHello\n`).route
    expect(hops.map(({ delay }) => delay)).toEqual(delays)
  })

  it('are none without Received', () => {
    const { hops, boundary, handover } = messageOf('Subject: Thursday\n\nHello\n').route
    expect({ hops, boundary, handover }).toEqual({ hops: [], boundary: undefined, handover: undefined })
  })
})

describe('the side of a field', () => {
  it('is the recipient’s down to the hand-over, the sender’s below', () => {
    expect(
      sidesOf(
        'Return-Path: <a@example.org>',
        'X-Above: 1',
        at(FROM_OUT),
        'X-Below: 1',
        at(FROM_DESK),
        'Subject: Thursday',
      ),
    ).toEqual([
      'return-path recipient',
      'x-above recipient',
      'received recipient',
      'x-below sender',
      'received sender',
      'subject sender',
    ])
  })

  it('is unknown where no hand-over is', () => {
    expect(
      sidesOf('X-Above: 1', 'Received: by localhost (Postfix, from userid 0)', 'Subject: Thursday'),
    ).toEqual(['x-above unknown', 'received unknown', 'subject unknown'])
  })

  it('is the recipient’s again in the block that Exchange appends', () => {
    expect(
      sidesOf(
        at(FRONT_END),
        'X-IncomingTopHeaderMarker: Count:2',
        'Subject: Thursday',
        'X-IncomingHeaderCount: 2',
        'X-MS-Exchange-Organization-SCL: 5',
      ),
    ).toEqual([
      'received recipient',
      'x-incomingtopheadermarker sender',
      'subject sender',
      'x-incomingheadercount recipient',
      'x-ms-exchange-organization-scl recipient',
    ])
  })

  it('is the sender’s below a count that came with the message', () => {
    expect(
      sidesOf(
        at(FRONT_END),
        'X-IncomingHeaderCount: 1',
        'X-MS-Exchange-Organization-SCL: -1',
        'X-IncomingHeaderCount: 3',
        'X-MS-Exchange-Organization-SCL: 5',
      ).slice(1),
    ).toEqual([
      'x-incomingheadercount sender',
      'x-ms-exchange-organization-scl sender',
      'x-incomingheadercount recipient',
      'x-ms-exchange-organization-scl recipient',
    ])
  })

  it.each([
    ['somebody else took the message over', at(FROM_OUT)],
    [
      'Exchange handed it over',
      at(FROM_OUT.replaceAll('out.example.org', 'AM6PR02MB4721.outbound.protection.outlook.com')),
    ],
  ])('does not believe a count where %s', (_, received) => {
    expect(sidesOf(received, 'X-IncomingHeaderCount: 1', 'X-MS-Exchange-Organization-SCL: -1')).toEqual([
      'received recipient',
      'x-incomingheadercount sender',
      'x-ms-exchange-organization-scl sender',
    ])
  })
})
