import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../../src/analyzer.ts'
import { explain } from '../../src/report/index.ts'
import { displayWidth } from '../../src/report/width.ts'
import type { Hop, Report } from '../../src/schema.ts'
import type { Model, Weight } from '../../src/scoring/model.ts'
import { reportOf } from '../helpers/report.ts'

const bytes = new TextEncoder().encode('Received: from a\r\nSubject: \x1b[31m\u202eprize\r\n\r\nbody')
const at = (text: string): { start: number; end: number } => {
  const start = Buffer.from(bytes).indexOf(text)
  return { start, end: start + Buffer.byteLength(text) }
}

const hop = (part: Partial<Hop>): Hop => ({ evidence: { start: 0, end: 16 }, side: 'sender', ...part })

const story: Report = reportOf({
  verdict: 'hostile',
  score: 91,
  message: {
    from: [{ name: 'Prize \x1b[0mDesk', address: 'desk@example.com' }],
    subject: '\x1b[31m\u202eprize',
    id: '<1@example.com>',
    date: '2026-03-02T09:59:00Z',
  },
  route: {
    hops: [
      hop({
        side: 'recipient',
        by: 'mx.example.net',
        with: 'ESMTPS',
        tls: true,
        from: { helo: 'out.example.org', rdns: 'host.example.org', ip: '192.0.2.1' },
        time: '2026-03-02T10:00:05Z',
        delay: 5,
        operator: 'Example Mail',
        for: '<reader@example.net>',
      }),
      hop({ by: 'out.example.org', with: 'ESMTP', tls: false, time: '2026-03-02T10:00:00Z', delay: -7200 }),
    ],
    boundary: { hop: 0, how: 'inferred', evidence: { start: 0, end: 16 } },
    origin: { ip: '198.51.100.7', field: 'X-Originating-IP', evidence: { start: 3, end: 9 }, side: 'sender' },
    operators: ['Example Mail'],
  },
  authentication: {
    claimed: [
      {
        field: 'Authentication-Results',
        authservId: 'mx.example.net',
        method: 'spf',
        result: 'pass',
        properties: { 'smtp.mailfrom': 'example.org' },
        side: 'recipient',
        evidence: { start: 0, end: 1 },
      },
      {
        field: 'Received-SPF',
        method: 'spf',
        result: 'fail',
        properties: {},
        side: 'sender',
        evidence: { start: 0, end: 1 },
      },
    ],
    signatures: [
      {
        domain: 'example.org',
        selector: 's1',
        algorithm: 'rsa-sha256',
        signed: ['from', 'to'],
        side: 'sender',
        evidence: { start: 0, end: 2 },
      },
    ],
    arc: {
      instances: 2,
      chainValidation: 'pass',
      problems: ['instance 1 has no seal'],
      sealers: ['example.org'],
    },
  },
  assessments: { headersRemoved: { probability: 0.93, base: -5, findings: [0] } },
  findings: [
    {
      check: 'route/received-absent',
      question: 'headersRemoved',
      severity: 'high',
      summary: 'Received fields are absent',
      bits: 6.25,
      evidence: [at('Subject: \x1b[31m\u202eprize')],
      data: {},
    },
  ],
  dismissed: [
    { check: 'body/hidden', reason: 'preheader', summary: 'honest preview text', evidence: [at('body')] },
  ],
  body: {
    visibleText: { characters: 9, words: 3, excerpt: 'click \u200bnow' },
    hiddenText: [
      {
        technique: 'display-none',
        characters: 400,
        words: 80,
        excerpt: 'lorem',
        evidence: { start: 5, end: 8 },
      },
    ],
    links: { count: 3, domains: [{ domain: 'example.test', count: 3 }], ips: [], list: [] },
  },
  defects: [{ code: 'bare-lf', part: 1, start: 7, end: 8, count: 3 }],
  completeness: {
    complete: false,
    limits: [{ limit: 'textBytes', value: 100, start: 50, skipped: 'text of part 2' }],
  },
})

const text = explain(story, { bytes, path: 'a.eml', width: 100 })
const lines = text.split('\n')

describe('explain', () => {
  it('says who, what and the verdict', () => {
    expect(lines[0]).toBe('hostile, score 91 of 100')
    expect(text).toContain('"Prize \\x1b[0mDesk" <desk@example.com>')
    expect(text).toContain('2026-03-02T09:59:00Z')
  })

  it('draws the route newest first, with the trust boundary between the sides', () => {
    const newest = lines.findIndex((line) => line.includes('mx.example.net') && line.includes('Example Mail'))
    const boundary = lines.findIndex((line) => line.includes('trust boundary, inferred'))
    const oldest = lines.findIndex((line) => line.includes('no TLS'))
    expect(newest).toBeGreaterThan(0)
    expect(boundary).toBeGreaterThan(newest)
    expect(oldest).toBeGreaterThan(boundary)
    expect(lines[newest]).toBe(
      '   1  2026-03-02T10:00:05Z  +5 s  mx.example.net  Example Mail  with ESMTPS  TLS',
    )
    expect(lines[newest + 1]).toBe(
      '      from out.example.org (host.example.org) [192.0.2.1] for <reader@example.net>',
    )
    expect(lines[oldest]).toContain('-2.0 h: the clocks disagree')
    expect(lines[oldest + 1]).toContain('from nobody named')
    expect(text).toContain('[198.51.100.7], read from X-Originating-IP (claimed by the sender’s side')
  })

  it('says that no hop can be trusted where that is so', () => {
    const untrusted = reportOf({ route: { hops: [hop({ by: 'out.example.org' })], operators: [] } })
    expect(explain(untrusted)).toContain('no trust boundary')
    expect(explain(reportOf())).toContain('No Received field.')
  })

  it('lists authentication by side', () => {
    const recipient = lines.indexOf('  written by the recipient’s side')
    expect(lines[recipient + 1]).toBe(
      '    spf=pass smtp.mailfrom=example.org (Authentication-Results by mx.example.net)',
    )
    const sender = lines.indexOf('  claimed by the sender’s side')
    expect(lines[sender + 1]).toBe('    spf=fail (Received-SPF)')
    expect(text).toContain('d=example.org s=s1 a=rsa-sha256 over 2 fields')
    expect(text).toContain('2 sets, cv=pass, sealed by example.org')
    expect(text).toContain('instance 1 has no seal')
  })

  it('shows each finding with its weight and the bytes it rests on', () => {
    const finding = lines.findIndex((line) => line.includes('route/received-absent'))
    expect(lines[finding - 1]).toBe('  Were headers removed?  93%  from -5.0 bits')
    expect(lines[finding]).toBe('    high    +6.3 bits     route/received-absent')
    expect(lines[finding + 2]).toBe(
      `        bytes 18–${at('Subject: \x1b[31m\u202eprize').end}  Subject: \\x1b[31m\\u{202e}prize`,
    )
  })

  it('gives the counts behind findings, and what the verdict hangs on, where it has the model', () => {
    const message = `Received: from a.example (a.example [192.0.2.1]) by b.example; Tue, 3 Mar 2026 10:00:00 +0000
Received: from c.example (c.example [192.0.2.2]) by a.example; Thu, 5 Mar 2026 10:00:00 +0000
From: ann@example.org\n\nhello`
    const weights: Record<string, Weight> = {
      'route/time-travel:days': { bits: 14, positives: [7, 9], negatives: [1, 800] },
    }
    const question = { prior: -6, absent: {}, weights: {} }
    const model: Model = {
      id: 'invented',
      questions: {
        headersRemoved: question,
        headersForged: { ...question, weights },
        hiddenFiller: question,
        prizeLure: question,
      },
    }
    const report = createAnalyzer({ model }).analyze(new TextEncoder().encode(message))
    const told = explain(report, { model })
    expect(told).toContain('      in 7 of 9 messages labelled yes, 1 of 800 labelled no\n')
    expect(told).toContain('What the verdict hangs on\n  without route/time-travel: clean (6)\n')
    expect(explain(report)).not.toContain('labelled yes')
    expect(explain(report)).not.toContain('hangs on')
  })

  it('gives the places alone where it has no bytes', () => {
    expect(explain(story)).not.toContain('Subject: \\x1b')
    expect(explain(story)).toContain('bytes 18–')
  })

  it('says what was let go, what is hidden, what is broken and what was not examined', () => {
    expect(text).toMatch(/preheader {2}body\/hidden\n {4}honest preview text\n {6}bytes \d+–\d+ {2}body/)
    expect(text).toContain('display-none: 80 words, 400 characters, bytes 5–8')
    expect(text).toContain('a line ends in a line feed alone (RFC 5322 2.3): part 1, bytes 7–8, 3 times')
    expect(text).toContain('textBytes 100 was reached at byte 50: text of part 2')
    expect(text).not.toContain('Everything that is to be examined')
  })

  it('lets nothing from the message reach the terminal unescaped', () => {
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  })

  it.each([40, 80, 100])('wraps text to %i columns', (width) => {
    const wordy = reportOf({
      body: { visibleText: { characters: 1, words: 1, excerpt: 'word '.repeat(40) } },
    })
    for (const line of explain(wordy, { width }).split('\n'))
      expect(displayWidth(line)).toBeLessThanOrEqual(Math.max(width, 82))
  })

  it('bounds lists and texts', () => {
    const many = reportOf({
      message: { subject: 'x'.repeat(100_000) },
      route: { hops: Array.from({ length: 5000 }, () => hop({ by: 'h' })), operators: [] },
    })
    expect(explain(many)).toContain('and 4960 more')
    expect(explain(many).length).toBeLessThan(20_000)
  })
})

describe('the text', () => {
  const evidence = { start: 20, end: 40 }
  const hidden = { technique: 'display-none', characters: 500, words: 90, excerpt: 'Harbour', evidence }
  const withBody = (more: Partial<Report>, layout?: Report['body']['layout']) =>
    reportOf({
      body: {
        visibleText: { characters: 10, words: 2, excerpt: 'excerpt' },
        hiddenText: [hidden],
        layout,
        images: [],
        links: { count: 0, domains: [], ips: [], list: [] },
      },
      ...more,
    })

  it('is told beside what the pictures are', () => {
    const layout = {
      text: 300,
      footer: 89,
      pictures: 2,
      linked: 1,
      trackers: 0,
      gaps: 1,
      altCoverage: 0.5,
      pictureShare: 0.72,
    }
    expect(explain(withBody({}, layout), { width: 200 })).toContain(
      '2 pictures as seen, 1 of them linked, on about 72 % of the space; 50 % with a text in place; 300 characters beside them, and 89 of a footer; 1 gap',
    )
    expect(explain(withBody({}))).not.toContain('as seen')
  })

  it('is shown in full where it is given, line by line and escaped, at most 60 lines', () => {
    const lines = Array.from({ length: 70 }, (_, i) => `line ${i}`)
    const page = explain(withBody({}), { text: { visibleText: `\n \n\x1b[31mred\n${lines.join('\n\n')}` } })
    expect(page).toContain('    \\x1b[31mred\n    line 0\n    line 1\n')
    expect(page).toContain('    line 58\n    … and 11 more lines')
    expect(page).not.toContain('excerpt')
    expect(explain(withBody({}))).toContain('    excerpt')
  })

  it('that is hidden is shown with what the checks made of it', () => {
    const says = (more: Partial<Report>) =>
      explain(withBody(more), { colour: false }).match(/Harbour\n +(.*)/)?.[1]
    const finding: Report['findings'][number] = {
      check: 'filler/hidden-text',
      grade: 'much',
      question: 'hiddenFiller',
      severity: 'high',
      summary: '',
      bits: 12,
      evidence: [{ start: 39, end: 60 }],
      data: {},
    }
    expect(says({})).toBe('not filler: too little of it')
    expect(says({ findings: [finding] })).toBe('filler: filler/hidden-text, much')
    expect(says({ findings: [{ ...finding, evidence: [{ start: 40, end: 60 }] }] })).toBe(
      'not filler: too little of it',
    )
    expect(says({ findings: [{ ...finding, question: 'prizeLure' }] })).toBe('not filler: too little of it')
    const dismissal = { check: 'filler/hidden-text', reason: 'preheader', summary: '', evidence: [evidence] }
    expect(says({ dismissed: [dismissal] })).toBe('not filler: preheader, filler/hidden-text')
  })
})
