import { describe, expect, it } from 'vitest'
import { formatJson, formatNdjson, WRITERS } from '../../src/report/index.ts'
import { displayWidth } from '../../src/report/width.ts'
import type { Finding, Report } from '../../src/schema.ts'
import { reportOf } from '../helpers/report.ts'

const finding = (summary: string, bits: number, severity: Finding['severity'] = 'medium'): Finding => ({
  check: 'exchange/received-absent',
  question: 'headersRemoved',
  severity,
  summary,
  bits,
  evidence: [{ start: 0, end: 4 }],
  data: {},
})

const hostile = reportOf({
  verdict: 'hostile',
  score: 97,
  assessments: {
    headersRemoved: { probability: 0.997, base: -5, findings: [0, 1] },
    prizeLure: { probability: 0.5, base: -5, findings: [] },
  },
  findings: [
    finding('a small thing', 0.5, 'high'),
    finding('Received fields are absent', 6),
    finding('as heavy', 6),
  ],
})

function render(format: keyof typeof WRITERS, entries: [string, Report][], width?: number): string {
  const writer = WRITERS[format]({ width })
  return writer.begin() + entries.map(([path, report]) => writer.entry(path, report)).join('') + writer.end()
}

describe('table', () => {
  it('gives one row a message with verdict, score, probabilities, weightiest finding and path', () => {
    const [head, first, second, rest] = render('table', [
      ['a.eml', reportOf()],
      ['b.eml', hostile],
    ]).split('\n')
    expect(head).toMatch(/^verdict +score +removed +forged +filler +lure +weightiest finding +message$/)
    expect(first).toMatch(/^clean +2 +2% +2% +2% +2% +a\.eml$/)
    expect(second).toMatch(/^hostile +97 +>99% +2% +2% +50% +Received fields are absent +b\.eml$/)
    expect(rest).toBe('')
  })

  it('puts every column at the same place', () => {
    const [head, ...rows] = render('table', [
      ['p', reportOf()],
      ['p', hostile],
    ])
      .trimEnd()
      .split('\n')
    for (const row of rows) expect(row.indexOf('p', 60)).toBe(head.indexOf('message'))
  })

  it.each([60, 80, 100, 200])('fits a terminal of %i columns as far as the figures leave room', (width) => {
    const long = reportOf({ findings: [finding('漢'.repeat(80), 3)] })
    for (const line of render('table', [[`folder/${'x'.repeat(200)}/tail.eml`, long]], width)
      .trimEnd()
      .split('\n')) {
      expect(displayWidth(line)).toBeLessThanOrEqual(Math.max(width, 83))
    }
  })

  it('keeps the end of a path that is cut, since that tells files apart', () => {
    expect(render('table', [[`${'x'.repeat(200)}/tail.eml`, reportOf()]], 100)).toContain('…')
    expect(render('table', [[`${'x'.repeat(200)}/tail.eml`, reportOf()]], 100)).toMatch(/tail\.eml\n$/)
  })

  it('escapes what the message and the file name hold', () => {
    const report = reportOf({ findings: [finding('says \x1b]0;owned\x07', 1)] })
    const text = render('table', [['a\x1b[2J\n.eml', report]])
    expect(text).not.toContain('\x1b')
    expect(text).toContain('a\\x1b[2J\\n.eml')
    expect(text).toContain('says \\x1b]0;owned\\x07')
  })
})

describe('ndjson', () => {
  it('is one line a message: the path, then the report', () => {
    const line = formatNdjson('a.eml', hostile)
    expect(line.indexOf('\n')).toBe(line.length - 1)
    expect(Object.keys(JSON.parse(line))[0]).toBe('path')
    expect(JSON.parse(line)).toEqual({ path: 'a.eml', ...JSON.parse(JSON.stringify(hostile)) })
  })

  it('is safe on a terminal and keeps the value', () => {
    const subject = '\x1b[2J \x9b \u202e \u2028'
    const line = formatNdjson('\u202e.eml', reportOf({ message: { subject } }))
    expect(line.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u)
    expect(JSON.parse(line).message.subject).toBe(subject)
    expect(JSON.parse(line).path).toBe('\u202e.eml')
  })
})

describe('json', () => {
  it.each([0, 1, 3])('is an array for %i messages', (count) => {
    const text = render(
      'json',
      Array.from({ length: count }, (_, i) => [`${i}.eml`, hostile]),
    )
    expect(JSON.parse(text).map((entry: { path: string }) => entry.path)).toEqual(
      Array.from({ length: count }, (_, i) => `${i}.eml`),
    )
  })

  it('is one object for one report', () => {
    expect(JSON.parse(formatJson(hostile)).score).toBe(97)
  })
})
