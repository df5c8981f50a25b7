import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { createAnalyzer } from '../../src/analyzer.ts'
import { csvWriter } from '../../src/report/csv.ts'
import { CSV_COLUMNS } from '../../src/report/index.ts'
import type { Report } from '../../src/schema.ts'
import { corpusMessages } from '../helpers/corpus.ts'
import { duckdb } from '../helpers/duckdb.ts'
import { reportOf } from '../helpers/report.ts'
import { scratch } from '../helpers/scratch.ts'

const names = CSV_COLUMNS.map(({ name }) => name)

function render(entries: readonly (readonly [string, Report])[]): string {
  const writer = csvWriter()
  return writer.begin() + entries.map(([path, report]) => writer.entry(path, report)).join('') + writer.end()
}

/** The records of RFC 4180, by its grammar alone. */
function parse(text: string): string[][] {
  const records: string[][] = [[]]
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y
  for (let match = field.exec(text); match !== null; match = field.exec(text)) {
    records.at(-1)!.push(match[1]?.replaceAll('""', '"') ?? match[2])
    if (match[3] === '\r\n') records.push([])
    if (field.lastIndex === text.length) return records.slice(0, -1)
  }
  throw new Error(`no CSV at ${field.lastIndex}`)
}

const subjectCell = (subject: string): string =>
  parse(render([['a.eml', reportOf({ message: { subject } })]]))[1][names.indexOf('subject')]

/** What the cell stands for. */
const unescaped = (cell: string): string =>
  cell.replace(/\\(?:x(..)|u\{(.*?)\}|(.))/gu, (_, hex, code, other) =>
    hex || code
      ? String.fromCodePoint(Number.parseInt(hex ?? code, 16))
      : ({ n: '\n', r: '\r', t: '\t' }[other as string] ?? other),
  )

const folder = scratch()
afterAll(folder.remove)

describe('csv', () => {
  it('has a header and one record a message', () => {
    const [head, first, second, ...rest] = parse(
      render([
        ['a.eml', reportOf({ score: 7 })],
        ['b.eml', reportOf()],
      ]),
    )
    expect(head).toEqual(names)
    expect(head.filter((name) => !/^[a-z][a-z0-9_]*$/.test(name))).toEqual([])
    expect([first[0], first[names.indexOf('score')]]).toEqual(['a.eml', '7'])
    expect(second).toHaveLength(names.length)
    expect(rest).toEqual([])
  })

  it('leaves cells empty where nothing is known', () => {
    const row = parse(render([['a.eml', reportOf()]]))[1]
    for (const name of ['date', 'from_address', 'handover_ip', 'origin_ip', 'spf', 'top_check'])
      expect(row[names.indexOf(name)], name).toBe('')
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1', '  =1', 'x;=1', 'x; @a', '=a;=b'])(
    'is no formula: %s',
    (subject) => {
      const cell = subjectCell(subject)
      for (const part of cell.split(';')) expect(part).not.toMatch(/^ *[=+\-@＝＋－＠]/)
      expect(unescaped(cell)).toBe(subject)
    },
  )

  it.each(['a - b', 'x=1', 'ann@example.org', '-'])('leaves what is no formula: %s', (subject) => {
    expect(subjectCell(subject)).toBe(subject)
  })

  it('gives any text back, in one line', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 40 }),
          fc.string({ unit: fc.constantFrom(...'="\\;,-@\r\n\t \0\u200bä') }),
        ),
        (subject) => {
          const text = render([['a.eml', reportOf({ message: { subject } })]])
          expect(text.split(/[\r\n]+/)).toHaveLength(3)
          expect(unescaped(parse(text)[1][names.indexOf('subject')])).toBe(subject)
        },
      ),
    )
  })

  it('bounds what a message can put into a cell, and never cuts a path', () => {
    const text = '\u200b'.repeat(1 << 16)
    const path = 'x'.repeat(40_000)
    const [, row] = parse(render([[path, reportOf({ message: { subject: text, id: 'y'.repeat(1 << 20) } })]]))
    expect(row[0]).toBe(path)
    for (const cell of row.slice(1)) expect(cell.length).toBeLessThan(32_767)
  })

  it('is read by DuckDB with the types and values that the reports have', async () => {
    const analyzer = createAnalyzer()
    const entries = corpusMessages().map(({ name, bytes }) => [name, analyzer.analyze(bytes)] as const)
    const writer = csvWriter()
    const file = join(folder.dir, 'corpus.csv')
    writeFileSync(file, writer.begin() + entries.map(([path, report]) => writer.entry(path, report)).join(''))

    const types = await duckdb(`select column_name, column_type from (describe select * from '${file}')`)
    const wanted = {
      text: 'VARCHAR',
      integer: 'BIGINT',
      number: 'DOUBLE',
      boolean: 'BOOLEAN',
      timestamp: 'TIMESTAMP WITH TIME ZONE',
    }
    expect(types.map(({ column_name, column_type }) => [column_name, column_type])).toEqual(
      CSV_COLUMNS.map(({ name, type }) => [name, wanted[type]]),
    )
    const rows = await duckdb(
      `select path, sha256, size, verdict, headers_removed, complete, epoch(date) as seconds from '${file}'`,
    )
    expect(rows).toEqual(
      entries.map(([path, { message, verdict, assessments, completeness }]) => ({
        path,
        sha256: message.sha256,
        size: String(message.size),
        verdict,
        headers_removed: assessments.headersRemoved.probability,
        complete: completeness.complete,
        seconds: message.date === undefined ? null : Date.parse(message.date) / 1000,
      })),
    )
  })
})
