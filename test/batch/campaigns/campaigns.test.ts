import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CampaignGroups,
  createCampaignIndex,
  type Fingerprint,
} from '../../../src/batch/campaigns/index.ts'
import { runs } from '../../helpers/runs.ts'
import { fingerprintOf, type Mail, words } from './mails.ts'

const PRIZE =
  'your parcel waits at our depot since nobody was at home when the courier rang; pay the small fee today or it goes back to the sender'

/** One of a mailing with random slots. */
function prize(i: number): Mail {
  return {
    from: `service@shop${i}.example`,
    subject: `Your parcel ${4711 + i * 13}`,
    date: `Tue, ${(i % 20) + 1} Mar 2024 10:00:00 +0000`,
    html: `<table><tr><td><p>Dear customer ${i}, ${PRIZE}</p><a href="https://track${i}.example/p/x7${i}Kq/?id=${i}">Pay</a></td></tr></table>`,
  }
}

function letter(i: number): Mail {
  return { from: `friend${i}@example.org`, subject: words(i * 100, 4), html: `<p>${words(i * 100, 40)}</p>` }
}

function grouped(mails: readonly Mail[], minSize?: number): CampaignGroups {
  const index = createCampaignIndex()
  for (const [i, message] of mails.entries()) index.add(`${i}.eml`, fingerprintOf(message))
  return index.group({ minSize })
}

const sizes = (mails: readonly Mail[]): number[] => grouped(mails).campaigns.map(({ size }) => size)
const range = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i))

describe('campaigns', () => {
  it('are messages of one text, whatever is varied in it', () => {
    const { campaigns, ids } = grouped([...range(6, prize), ...range(3, letter)])
    expect(campaigns.map(({ members }) => members)).toEqual([range(6, (i) => `${i}.eml`)])
    expect(ids).toEqual([...range(6, () => campaigns[0].id), null, null, null])
  })

  it('say what their messages have, and what varies', () => {
    const [campaign] = grouped(range(12, prize)).campaigns
    expect(campaign).toMatchObject({
      size: 12,
      firstSeen: '2024-03-01T10:00:00Z',
      lastSeen: '2024-03-12T10:00:00Z',
      stripped: 0,
      tenants: { values: [], others: 0 },
    })
    expect(campaign.senders.values).toHaveLength(10)
    expect(campaign.senders.others).toBe(2)
    expect(campaign.subject).toMatchObject([
      { text: 'Your parcel ' },
      { slot: { kind: 'number', distinct: 12 } },
    ])
    expect(campaign.template.slice(0, 2)).toMatchObject([
      { text: 'Dear customer ' },
      { slot: { kind: 'number' } },
    ])
    expect(campaign.template.at(-1)).toMatchObject({ text: `, ${PRIZE}\nPay` })
    expect(campaign.varies).toContain('12 domains of the author')
    expect(campaign.varies).toContain('the subject: number')
    expect(Object.values(campaign.verdicts).reduce((sum, count) => sum + count)).toBe(12)
    expect(campaign.members).toContain(campaign.representative)
  })

  it('have tallies with the most frequent first', () => {
    const senders = ['a@one.example', 'a@two.example', 'b@two.example']
    const [campaign] = grouped(senders.map((from, i) => ({ ...prize(i), from }))).campaigns
    expect(campaign.senders.values).toEqual([
      { value: 'two.example', count: 2 },
      { value: 'one.example', count: 1 },
    ])
  })

  it('are left out where they are too small', () => {
    const mails = [
      ...range(3, prize),
      { html: `<p>${words(1, 30)}</p>` },
      { html: `<p>${words(1, 30)}</p> ` },
    ]
    expect(grouped(mails).campaigns).toHaveLength(2)
    const { campaigns, ids } = grouped(mails, 3)
    expect(campaigns).toHaveLength(1)
    expect(ids.slice(3)).toEqual([null, null])
  })

  it('are messages of one tool where an identifier is copied and the header is the same', () => {
    const copied = (i: number): Mail => ({
      ...letter(i),
      head: ['X-Job: 1', 'List-Unsubscribe: <mailto:u@example.net>'],
      boundary: '----=_Part_qxRazl_112943.frqk',
    })
    expect(sizes(range(4, copied))).toEqual([4])
    expect(sizes(range(4, (i) => ({ ...copied(i), boundary: `----=_Part_${i}xRazl_112943.frqk` })))).toEqual(
      [],
    )
  })

  it('do not hold what only copies a footer', () => {
    const footer = `<p>This message was sent to you. If you do not want to receive these from Example, please unsubscribe.</p>`
    const own = { html: `<div><h1>${words(500, 30)}</h1>${footer}</div>`, head: ['X-A: 1', 'X-B: 2'] }
    const other = {
      html: `<table><tr><td>${words(900, 30)}</td></tr></table>${footer}`,
      head: ['X-B: 1', 'X-A: 2'],
    }
    expect(sizes([own, other])).toEqual([])
  })

  it('are no chains', () => {
    // each shares much with the next, and nothing with the tenth
    const chain = range(60, (i) => ({ html: `<p>${words(i * 6, 60)}</p>`, subject: words(i * 9, 4) }))
    const { campaigns } = grouped(chain)
    expect(campaigns.length).toBeGreaterThan(3)
    expect(Math.max(...campaigns.map(({ size }) => size))).toBeLessThan(20)
  })

  it('are the same in whatever order the messages come', () => {
    const mails = [
      ...range(8, prize),
      ...range(4, letter),
      ...range(12, (i) => ({ html: `<p>${words(i * 6, 60)}</p>` })),
    ]
    const named = mails.map((message, i) => [`${i}.eml`, fingerprintOf(message)] as const)
    const of = (order: readonly (readonly [string, Fingerprint])[]) => {
      const index = createCampaignIndex()
      for (const [path, fingerprint] of order) index.add(path, fingerprint)
      const { campaigns, ids } = index.group()
      return { campaigns, ids: new Map(order.map(([path], i) => [path, ids[i]])) }
    }
    const expected = of(named)
    fc.assert(
      fc.property(fc.shuffledSubarray(named, { minLength: named.length }), (order) => {
        const { campaigns, ids } = of(order)
        expect(campaigns).toEqual(expected.campaigns)
        for (const [path] of named) expect(ids.get(path)).toBe(expected.ids.get(path))
      }),
      runs(30),
    )
  })

  it('are found among fingerprints that came from another thread', () => {
    const index = createCampaignIndex()
    for (const message of range(3, prize)) index.add('a.eml', structuredClone(fingerprintOf(message)))
    expect(index.group().campaigns).toHaveLength(1)
  })

  it('are of mail of any kind', () => {
    expect(sizes([{}, { html: '<p>' }, { html: '\0\0' }, { subject: '', from: '' }])).toBeDefined()
  })

  it.each([
    [() => createCampaignIndex().add(1 as never, fingerprintOf({})), 'path must be a string'],
    [() => createCampaignIndex().add('a', {} as never), 'fingerprint must be'],
    [() => createCampaignIndex().add('a', undefined as never), 'fingerprint must be'],
    [() => createCampaignIndex().group({ minSize: 1 }), 'minSize must be'],
  ])('need arguments that are right', (call, message) => {
    expect(call).toThrow(message)
  })
})
