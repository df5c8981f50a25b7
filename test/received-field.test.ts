import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseReceived } from '../src/fields/received.ts'
import { type Arrival, createAnalyzer, receivedField } from '../src/index.ts'
import { messageOf } from './helpers/message.ts'
import { runs } from './helpers/runs.ts'

const ARRIVAL: Arrival = {
  ip: '203.0.113.7',
  helo: 'out.example.org',
  name: 'mail.example.org',
  by: 'mx.example.net',
  time: new Date('2026-01-05T10:11:12.345Z'),
}
const AUTHOR = 'From: Jonna Tide <jonna@example.org>\r\nSubject: Thursday\r\n\r\nHello\r\n'
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const bytes = (message: string): Uint8Array => new TextEncoder().encode(message)

describe('the Received field of a server', () => {
  it('is that of RFC 5321 4.4', () => {
    expect(text(receivedField({ ...ARRIVAL, id: '4F1C20A7' }))).toBe(
      'Received: from out.example.org (mail.example.org [203.0.113.7])\r\n' +
        '\tby mx.example.net with ESMTP id 4F1C20A7;\r\n' +
        '\tMon, 05 Jan 2026 10:11:12 +0000\r\n',
    )
  })

  it.each<[string, Partial<Arrival>, object]>([
    ['a client without a name', { name: undefined }, { helo: 'out.example.org', ip: '203.0.113.7' }],
    [
      'a client that said nothing',
      { helo: '', name: undefined },
      { helo: '[203.0.113.7]', ip: '203.0.113.7' },
    ],
    ['an address literal', { helo: '[IPv6:2001:db8::9]' }, { helo: '[IPv6:2001:db8::9]', ip: '203.0.113.7' }],
    ['IPv6', { ip: '2001:DB8::7' }, { rdns: 'mail.example.org', ip: '2001:db8::7' }],
    ['IPv4 in IPv6, as sockets give it', { ip: '::ffff:203.0.113.7' }, { ip: '203.0.113.7' }],
    [
      'what would end the field',
      { helo: 'x)\r\nReceived: from (y' },
      { helo: 'x???Received??from??y', ip: '203.0.113.7' },
    ],
    [
      'a name that says another address',
      { name: 'mx [198.51.100.1]' },
      { rdns: undefined, ip: '203.0.113.7' },
    ],
    ['an address for a name', { name: '198.51.100.1' }, { rdns: undefined, ip: '203.0.113.7' }],
  ])('reads as what it was given: %s', (_, more, from) => {
    const message = messageOf(text(receivedField({ ...ARRIVAL, ...more })) + AUTHOR)
    expect(message.route.hops.length).toBe(1)
    const [{ received, time }] = message.route.hops
    expect(received.from).toMatchObject(from)
    expect(received.by?.host).toBe('mx.example.net')
    expect(time).toBe(Date.parse('2026-01-05T10:11:12Z'))
  })

  it('is one field, and of this client, whatever that says', () => {
    const units = [
      '[',
      ']',
      '(',
      ')',
      '"',
      '\\',
      ';',
      ' ',
      '\r',
      '\n',
      'a.',
      '198.51.100.1',
      '2001:db8::9',
      ' by ',
    ]
    const words = fc.string({ unit: fc.constantFrom(...units), maxLength: 6 })
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), words),
        words,
        fc.string({ unit: fc.constantFrom('a', '.', ';', '\n', '(') }),
        (helo, name, id) => {
          const field = text(receivedField({ ...ARRIVAL, helo, name, id }))
          expect(field.match(/\r\n(?![ \t]|$)/g)).toBeNull()
          const { from, by, date } = parseReceived(field.slice('Received:'.length))
          expect([from?.ip, by?.host, date?.time]).toEqual([
            '203.0.113.7',
            'mx.example.net',
            Date.parse('2026-01-05T10:11:12Z'),
          ])
        },
      ),
      runs(2000),
    )
  })

  it.each<[Partial<Record<keyof Arrival, unknown>>, string]>([
    [{ ip: 'localhost' }, 'ip is no address: localhost'],
    [{ ip: 'fe80::1%eth0' }, 'ip is no address: fe80::1%eth0'],
    [{ ip: undefined }, 'ip must be a string, not undefined'],
    [{ helo: 7 }, 'helo must be a string, not number'],
    [{ by: 'mx.example.net; x' }, 'by is no host name: mx.example.net; x'],
    [{ by: '' }, 'by is no host name: '],
    [{ with: 'ESMTP id' }, 'with is no protocol: ESMTP id'],
    [{ time: '2026-01-05' }, 'time must be a Date'],
    [{ time: new Date(Number.NaN) }, 'time is no valid date'],
  ])('says which argument is wrong: %j', (wrong, message) => {
    expect(() => receivedField({ ...ARRIVAL, ...wrong } as Arrival)).toThrow(message)
  })
})

describe('a message that is read while it comes in', () => {
  const analyzer = createAnalyzer({ trustedHosts: ['mx.example.net'] })
  const pasted = text(
    receivedField({ ...ARRIVAL, ip: '198.51.100.1', helo: 'bank.example', name: 'bank.example' }),
  )
  const judged = 'Authentication-Results: mx.example.net; dkim=pass header.d=bank.example\r\n'

  it('has nothing of the sender taken for ours', () => {
    const message = bytes(judged + pasted + AUTHOR)
    const alone = analyzer.analyze(message)
    expect(alone.route.origin).toMatchObject({ ip: '198.51.100.1', side: 'recipient' })

    const session = analyzer.session()
    session.write(receivedField(ARRIVAL))
    session.write(message)
    const { route, authentication } = session.end()
    expect(route.boundary).toMatchObject({ hop: 0, how: 'configured' })
    expect(route.origin).toMatchObject({ ip: '198.51.100.1', side: 'sender' })
    expect(authentication.claimed.map(({ side }) => side)).toEqual(['sender'])
  })
})
