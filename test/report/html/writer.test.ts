import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../../../src/analyzer.ts'
import { timeOf } from '../../../src/report/html/columns.ts'
import { type HtmlOptions, htmlWriter } from '../../../src/report/html/index.ts'
import { type Columns, cutText } from '../../../src/report/html/shape.ts'
import type { Hop } from '../../../src/schema.ts'
import { blocksOf, detailsOf, sourcesOf } from '../../helpers/html-report.ts'
import { reportOf } from '../../helpers/report.ts'

const { analyze } = createAnalyzer()
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text.replaceAll('\n', '\r\n'))

function page(messages: readonly [string, Uint8Array | undefined][], options?: HtmlOptions): string {
  const writer = htmlWriter(options)
  const entries = messages.map(([path, source]) =>
    writer.entry(path, source ? analyze(source) : reportOf(), source),
  )
  return writer.begin() + entries.join('') + writer.end()
}

const HOSTILE = bytes(`From: "</script><script>alert(1)</script>" <eve@example.org>
Subject: <img src=x onerror=alert(2)> \u2028 \u202e <!-- ]]>
Content-Type: text/html; charset=utf-8

<p>Seen</p><div style="display:none">secret-marker </script> \u2029 words</div>
`)

const LONG = bytes(`Subject: x\n\n${'word '.repeat(5000)}`)

describe('the page', () => {
  it('keeps of each message its report, its text and its bytes', () => {
    const html = page([['a.eml', HOSTILE]])
    const [detail] = detailsOf(html)
    expect(detail.report).toEqual(JSON.parse(JSON.stringify(analyze(HOSTILE))))
    expect(detail.visible).toEqual({ text: 'Seen', of: 4 })
    expect(detail.unseen).toMatchObject([
      { technique: 'display-none', text: expect.stringMatching(/^secret-marker\s+words$/) },
    ])
    expect(sourcesOf(html)).toEqual([HOSTILE])
    expect(detail.counted).toHaveLength(detail.report.findings.length)
  })

  it('holds no text of a message as it stands', () => {
    const empty = page([])
    const html = page([['<b>path</b>\u202e.eml', HOSTILE]])
    for (const text of ['alert', 'onerror=', 'secret-marker', '<b>', 'example.org', '\u2028', '\u202e'])
      expect(html.split(text)).toHaveLength(empty.split(text).length)
    // the three data blocks
    expect(html.split('</script').length - empty.split('</script').length).toBe(3)
  })

  it('allows its own script and style and nothing else', () => {
    const html = page([])
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? ''
    const hashOf = (text = ''): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hashOf(/<script>(.*)<\/script>/s.exec(html)?.[1])}`,
      `style-src ${hashOf(/<style>(.*)<\/style>/s.exec(html)?.[1])}`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ])
  })

  it('is the same for the same messages', () => {
    expect(page([['a.eml', HOSTILE]])).toBe(page([['a.eml', HOSTILE]]))
  })

  it('writes blocks as they fill, in the order of the messages', () => {
    const messages = Array.from({ length: 1003 }, (_, i): [string, Uint8Array] => [`${i}.eml`, LONG])
    const writer = htmlWriter()
    const report = analyze(LONG)
    const written = messages.map(([path, source]) => writer.entry(path, report, source))
    const html = written.join('') + writer.end()
    const blocks = blocksOf(html)
    expect(written.filter((text) => text !== '').length).toBeGreaterThan(5)
    for (const kind of ['columns', 'details', 'sources'] as const) {
      const own = blocks.filter((block) => block.kind === kind)
      expect(own.length).toBeGreaterThan(1)
      let first = 0
      for (const block of own) {
        expect(block.first).toBe(first)
        first += kind === 'columns' ? columnsOf(block.entries[0]).path.length : block.entries.length
      }
      expect(first).toBe(1003)
    }
    const rows = blocks.filter(({ kind }) => kind === 'columns')
    expect(rows.flatMap(({ entries }) => columnsOf(entries[0]).path)).toEqual(messages.map(([path]) => path))
  })

  it('does without the bytes of a message that was streamed', () => {
    const html = page([['-', undefined]])
    expect(detailsOf(html)[0]).toMatchObject({ segments: [], unseen: [] })
    expect(detailsOf(html)[0]).not.toHaveProperty('visible')
    expect(sourcesOf(html)).toEqual([new Uint8Array()])
  })

  it('keeps probabilities as exact as the report has them', () => {
    const writer = htmlWriter()
    const report = reportOf()
    report.assessments = {
      ...report.assessments,
      prizeLure: { probability: 0.4996, base: 0, findings: [] },
      hiddenFiller: { probability: 0.9904, base: 0, findings: [] },
    }
    const html = writer.entry('a.eml', report) + writer.end()
    const [block] = blocksOf(html).filter(({ kind }) => kind === 'columns')
    const { probabilities } = columnsOf(block.entries[0])
    expect([probabilities.prizeLure, probabilities.hiddenFiller]).toEqual([[4996], [9904]])
  })

  it('keeps as many bytes of a source as it is told', () => {
    const [detail] = detailsOf(page([['a.eml', LONG]], { sourceBytes: 500 }))
    expect(detail.segments).toEqual([{ start: 0, end: 500 }])
    expect(sourcesOf(page([['a.eml', LONG]], { sourceBytes: 0 }))).toEqual([new Uint8Array()])
  })

  it.each([-1, 1.5, Number.NaN, 2 ** 31, '5' as unknown as number])(
    'refuses %s bytes of source',
    (sourceBytes) => {
      expect(() => htmlWriter({ sourceBytes })).toThrow(/^sourceBytes must be (?:an integer|a number)/)
    },
  )

  it('bounds text, and says how much there was', () => {
    const body = `${'a'.repeat(80_000)}<span style="display:none">${'b'.repeat(20_000)}</span>`
    const [detail] = detailsOf(page([['a.eml', bytes(`Content-Type: text/html\n\n${body}\n`)]]))
    expect(detail.visible).toMatchObject({ text: 'a'.repeat(65_536), of: 80_000 })
    expect(detail.unseen).toMatchObject([{ text: 'b'.repeat(8192), of: 20_000 }])
    const many = '<i style="display:none">x</i>'.repeat(1000)
    const [other] = detailsOf(
      page([['a.eml', bytes(`Content-Type: text/html\n\n${many.replaceAll('</i>', '</i>a<br>')}\n`)]]),
    )
    expect(other.unseen).toHaveLength(200)
    expect(other.unseenOf).toBe(1000)
  })

  it('cuts no character in two', () => {
    expect(cutText('ab\u{1f600}cd', 3)).toEqual({ text: 'ab', of: 6 })
    expect(cutText('ab\u{1f600}cd', 4).text).toBe('ab\u{1f600}')
  })
})

const columnsOf = (entry: Uint8Array): Columns => JSON.parse(new TextDecoder().decode(entry)) as Columns

it.each([
  [
    [{ name: 'Ann <ann@bank.example>', address: 'eve@example.org' }],
    '"Ann <ann@bank.example>" <eve@example.org>',
  ],
  [[{ name: 'Ann', address: '' }], '"Ann"'],
  [[{ address: 'a@example.org' }, { address: 'b@example.org' }], '<a@example.org> and 1 more'],
  [undefined, ''],
])('the sender of a row keeps name and address apart: %j', (from, shown) => {
  const writer = htmlWriter()
  const html = writer.entry('a.eml', reportOf({ message: { from } })) + writer.end()
  const [block] = blocksOf(html).filter(({ kind }) => kind === 'columns')
  expect(columnsOf(block.entries[0]).from).toEqual([shown])
})

describe('the time of a row', () => {
  const hop = (time: string | undefined): Hop => ({ evidence: { start: 0, end: 1 }, side: 'sender', time })
  const second = (time: string): number => Date.parse(time) / 1000
  const [early, late] = ['2024-01-01T00:00:00Z', '2024-02-01T00:00:00Z']
  const evidence = { start: 0, end: 1 }

  it('is of the newest hop that the recipient’s side wrote and that has one', () => {
    const hops = [hop(undefined), hop(late), hop(early)]
    const route = {
      hops,
      boundary: { hop: 1, how: 'inferred' as const, evidence },
      traces: [],
      operators: [],
    }
    expect(timeOf(reportOf({ route }))).toBe(second(late))
  })

  it('is of the newest hop, then of the Date field, where none is trusted', () => {
    const route = { hops: [hop(undefined), hop(early)], traces: [], operators: [] }
    expect(timeOf(reportOf({ route, message: { date: late } }))).toBe(second(early))
    expect(timeOf(reportOf({ message: { date: late } }))).toBe(second(late))
    expect(timeOf(reportOf())).toBeNull()
  })
})
