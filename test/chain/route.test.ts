import { describe, expect, it } from 'vitest'
import { messageOf } from '../helpers/message.ts'
import { mail, received } from '../helpers/route.ts'

const OUT = 'out.example.org (198.51.100.25)'
const MX = received(`from ${OUT} by mx.example.net (Postfix) with ESMTPS id 1`)
const EXCHANGE = received(
  `from ${OUT} by AM7EUR03FT054.mail.protection.outlook.com (100.127.140.133) with Microsoft SMTP Server id 15.20.5612.12 via Frontend Transport`,
)
const COUNT = 'X-IncomingHeaderCount: 3\n'

/** Sides of the X-Mark fields, top first. */
function sides(...fields: string[]): string {
  const message = messageOf(mail(...fields))
  return message.header
    .all('x-mark')
    .map((field) => message.sideOf(field))
    .join(' ')
}
const MARK = 'X-Mark: here\n'

describe('the side of a field', () => {
  it.each<[string, string[], string]>([
    ['is unknown without a boundary', [MARK], 'unknown'],
    ['is the recipient’s above it, the sender’s below', [MARK, MX, MARK], 'recipient sender'],
    ['is the sender’s below all, whatever the field is called', [MX, COUNT, MARK], 'sender'],
    [
      'is the recipient’s in what Exchange Online appended',
      [MARK, EXCHANGE, MARK, COUNT, MARK],
      'recipient sender recipient',
    ],
    [
      'is the sender’s above a count that he wrote himself',
      [EXCHANGE, COUNT, MARK, COUNT, MARK],
      'sender recipient',
    ],
    ['is the sender’s without a count', [EXCHANGE, MARK], 'sender'],
  ])('%s', (_, fields, expected) => {
    expect(sides(...fields)).toBe(expected)
  })

  it('is the recipient’s for the line of the boundary itself', () => {
    const message = messageOf(mail(MX))
    expect(message.sideOf(message.header.first('received')!)).toBe('recipient')
  })
})

describe('the route', () => {
  it('has the hop at the boundary', () => {
    const { route } = messageOf(mail(EXCHANGE, MX))
    expect(route.handover).toBe(route.hops[0])
    expect(route.appendedFrom).toBe(Number.POSITIVE_INFINITY)
  })

  it('is empty without Received', () => {
    expect(messageOf(mail(COUNT)).route).toEqual({
      hops: [],
      boundary: undefined,
      handover: undefined,
      appendedFrom: Number.POSITIVE_INFINITY,
    })
  })
})
