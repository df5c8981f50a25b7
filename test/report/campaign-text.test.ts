import { describe, expect, it } from 'vitest'
import type { Campaign } from '../../src/campaign.ts'
import { campaignText } from '../../src/report/campaign-text.ts'

const tally = (...values: string[]) => ({
  values: values.map((value, i) => ({ value, count: 9 - i })),
  others: 0,
})
const CAMPAIGN: Campaign = {
  id: '0123456789abcdef',
  size: 12,
  firstSeen: '2026-03-01T10:00:00Z',
  lastSeen: '2026-03-01T12:00:00Z',
  tenants: tally(),
  addresses: tally('203.0.113.7', '203.0.113.8', '203.0.113.9', '203.0.113.10', '203.0.113.11'),
  senders: { ...tally('a.example'), others: 30 },
  destinations: tally('\u202eexample.net'),
  stripped: 6,
  verdicts: { clean: 0, suspicious: 2, hostile: 10 },
  representative: 'in/\x1b[31m.eml',
  subject: [
    { text: 'Parcel ' },
    { slot: { kind: 'number', shortest: 3, longest: 3, distinct: 12, examples: [] } },
  ],
  template: [
    { text: 'Dear ' },
    { slot: { kind: 'name', shortest: 3, longest: 14, distinct: 12, examples: ['Ann'] } },
    { text: ',\n\x1b]0;pay\x07 now' },
  ],
  varies: ['31 domains of the author'],
  members: [],
}

describe('a campaign as text', () => {
  it('has a line for everything that is known', () => {
    expect(campaignText(CAMPAIGN)).toBe(
      [
        '12 messages, 2026-03-01  0123456789abcdef',
        '  verdicts   10 hostile, 2 suspicious, headers removed in 6 (50 %)',
        '  addresses  203.0.113.7 (9), 203.0.113.8 (8), 203.0.113.9 (7), 203.0.113.10 (6), 1 more',
        '  senders    a.example (9), 30 more',
        '  links to   \\u{202e}example.net (9)',
        '  subject    Parcel ‹number 3›',
        '  text       Dear ‹name 3–14›, / \\x1b]0;pay\\x07 now',
        '  varies     31 domains of the author',
        '  such as    in/\\x1b[31m.eml',
        '',
      ].join('\n'),
    )
  })

  it('lets long templates off', () => {
    const template = Array.from({ length: 300 }, (_, i) => ({ text: `${i} ` }))
    const text = campaignText({ ...CAMPAIGN, template })
    expect(text).toContain('58 59  …')
    expect(text).not.toContain(' 60')
  })

  it('is of messages without a time, too', () => {
    const { firstSeen: _, lastSeen: __, ...rest } = CAMPAIGN
    expect(campaignText(rest)).toMatch(/^12 messages {2}0123/)
  })
})
