import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../../src/analyzer.ts'
import { CHECKS } from '../../src/checks/index.ts'
import { sarifWriter } from '../../src/report/sarif.ts'
import type { Finding, Report } from '../../src/schema.ts'
import { corpusMessages } from '../helpers/corpus.ts'
import { reportOf } from '../helpers/report.ts'
import { sarifValidator } from '../helpers/schema.ts'

const errorsOf = sarifValidator()

// biome-ignore lint/suspicious/noExplicitAny: the validator says what it is
type Log = any

function render(entries: readonly (readonly [string, Report, Uint8Array?])[]): Log {
  const writer = sarifWriter()
  return JSON.parse(writer.begin() + entries.map((entry) => writer.entry(...entry)).join('') + writer.end())
}

const finding = (part: Partial<Finding> = {}): Finding => ({
  check: 'route/time-travel',
  question: 'headersForged',
  severity: 'high',
  summary: 'it travels',
  bits: 7,
  evidence: [{ start: 4, end: 7 }],
  data: {},
  ...part,
})
const resultOf = (part: Partial<Finding>, source?: Uint8Array): Log =>
  render([['a.eml', reportOf({ findings: [finding(part)] }), source]]).runs[0].results[0]
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('sarif', () => {
  it('is valid for no message, for messages of every kind, and with what was missed', () => {
    const analyzer = createAnalyzer()
    const log = render(corpusMessages().map(({ name, bytes }) => [name, analyzer.analyze(bytes), bytes]))
    expect(log.runs[0].results.length).toBeGreaterThan(100)
    expect(errorsOf(log)).toEqual([])
    expect(errorsOf(render([]))).toEqual([])
    expect(errorsOf({ ...log, version: '2.0.0' })).not.toEqual([])

    const writer = sarifWriter()
    const missed = ['\ud800 %', '-', '/x y/é#?.eml'].map((path) =>
      writer.missed?.(path, 'failed', 'gone {0}'),
    )
    const text = writer.begin() + missed.join('') + writer.end()
    expect(errorsOf(JSON.parse(text))).toEqual([])
    expect(JSON.parse(text).runs[0].invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'error', message: { text: 'not read: gone {{0}}' } }, {}, {}],
    })
  })

  it('has a rule for each check, with what it finds and where to read about it', () => {
    const { rules } = render([]).runs[0].tool.driver
    expect(rules.map(({ id }: Log) => id)).toEqual(CHECKS.map(({ meta }) => meta.id))
    for (const { id, name, fullDescription, help } of rules) {
      expect(name).toMatch(/^(?:[A-Z][a-z]+)+$/)
      expect(fullDescription.text.length).toBeGreaterThan(30)
      expect(help.text).toContain(` Its page is src/checks/${id}/README.md in the package backstamp.`)
    }
  })

  it('has a result for each finding, at the bytes of its first evidence, beside those of the others', () => {
    const result = resultOf({
      evidence: [
        { start: 4, end: 7 },
        { start: 20, end: 21 },
      ],
    })
    expect(result).toMatchObject({
      ruleId: 'route/time-travel',
      message: { text: 'it travels' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'a.eml', index: 0 },
            region: { byteOffset: 4, byteLength: 3 },
          },
        },
      ],
      relatedLocations: [{ physicalLocation: { region: { byteOffset: 20, byteLength: 1 } } }],
    })
    expect(result.locations[0].physicalLocation.region).not.toHaveProperty('startLine')
  })

  it('names nothing twice, where evidence or a path does', () => {
    const range = { start: 4, end: 7 }
    const report = reportOf({
      findings: [finding({ evidence: [range, range, { start: 8, end: 9 }, range] })],
    })
    const log = render([
      ['a.eml', report],
      ['b.eml', report],
      ['a.eml', report],
    ])
    expect(errorsOf(log)).toEqual([])
    const { artifacts, results } = log.runs[0]
    expect(artifacts.map(({ location }: Log) => location.uri)).toEqual(['a.eml', 'b.eml'])
    expect(results.map((result: Log) => result.locations[0].physicalLocation.artifactLocation.index)).toEqual(
      [0, 1, 0],
    )
    expect(results[0].relatedLocations).toHaveLength(1)
  })

  it.each([
    [12, 'error'],
    [6, 'error'],
    [2.5, 'warning'],
    [1, 'note'],
    [0, 'note'],
    [-2, 'note'],
  ])('%d bits are of level %s', (bits, level) => {
    expect(resultOf({ bits }).level).toBe(level)
  })

  it.each([
    ['ab\r\ncdef\r\n', { start: 4, end: 7 }, [2, 1, 2, 4]],
    ['ab\ncd\nef', { start: 1, end: 7 }, [1, 2, 3, 2]],
    ['ab\ncd\nef', { start: 3, end: 6 }, [2, 1, 2, 4]],
    ['äö€😀x\n', { start: 11, end: 12 }, [1, 6, 1, 7]],
    ['ab', { start: 0, end: 2 }, [1, 1, 1, 3]],
  ])(
    'says line and column where the bytes are known: %j %j',
    (text, range, [startLine, startColumn, endLine, endColumn]) => {
      expect(resultOf({ evidence: [range] }, utf8(text)).locations[0].physicalLocation.region).toEqual({
        startLine,
        startColumn,
        endLine,
        endColumn,
        byteOffset: range.start,
        byteLength: range.end - range.start,
      })
    },
  )

  it('counts no columns in an endless line', () => {
    const { region } = resultOf(
      { evidence: [{ start: 90_000, end: 90_001 }] },
      new Uint8Array(100_000).fill(97),
    ).locations[0].physicalLocation
    expect(region).toEqual({ startLine: 1, endLine: 1, byteOffset: 90_000, byteLength: 1 })
  })

  it('names the messages that have findings, by digest and length', () => {
    const { artifacts, results } = render([
      ['clean.eml', reportOf()],
      ['d/hostile.eml', reportOf({ verdict: 'hostile', score: 99, findings: [finding(), finding()] })],
    ]).runs[0]
    expect(artifacts).toMatchObject([
      {
        location: { uri: 'd/hostile.eml' },
        length: 1234,
        hashes: { 'sha-256': '00'.repeat(32) },
        properties: { verdict: 'hostile', score: 99 },
      },
    ])
    expect(results.map((result: Log) => result.locations[0].physicalLocation.artifactLocation.index)).toEqual(
      [0, 0],
    )
  })

  it('gives a finding the same fingerprint wherever the message lies', () => {
    const report = reportOf({ findings: [finding(), finding({ evidence: [{ start: 9, end: 10 }] })] })
    const [first, other] = render([['a.eml', report]]).runs[0].results
    const [again] = render([['b/c.eml', report]]).runs[0].results
    expect(again.partialFingerprints).toEqual(first.partialFingerprints)
    expect(other.partialFingerprints['finding/v1']).not.toBe(first.partialFingerprints['finding/v1'])
  })

  it('lets nothing from a message act: no escapes, no links, no placeholders', () => {
    const summary = 'see [here](https://evil.example) {0} \x1b[2J\u202e'
    const { text } = resultOf({ summary }).message
    expect(text).toBe('see [here] (https://evil.example) {{0}} \\x1b[2J\\u{{202e}}')
  })

  it.each([
    ['./d/a b.eml', 'd/a%20b.eml'],
    ['/var/mail/ä.eml', 'file:///var/mail/%C3%A4.eml'],
    ['box.tar.gz!/d/#12.eml', 'box.tar.gz!/d/%2312.eml'],
    ['a:b?.eml', 'a%3Ab%3F.eml'],
    ['C:\\mail\\a.eml', 'file:///C:/mail/a.eml'],
    ['//host/a.eml', 'file:///host/a.eml'],
    ['-', '-'],
  ])('names %s as %s', (path, uri) => {
    const { artifacts } = render([[path, reportOf({ findings: [finding()] })]]).runs[0]
    expect(artifacts[0].location.uri).toBe(uri)
  })
})
