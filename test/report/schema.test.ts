import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { reportSchema } from '../../scripts/report-schema.mjs'
import { createAnalyzer } from '../../src/analyzer.ts'
import type { Report } from '../../src/schema.ts'
import { ROOT } from '../helpers/build.ts'
import { corpusMessages } from '../helpers/corpus.ts'
import { type Validator, validatorOf } from '../helpers/schema.ts'

const file = readFileSync(join(ROOT, 'report.schema.json'), 'utf8')
const analyzer = createAnalyzer()
const json = (bytes: Uint8Array): unknown => JSON.parse(JSON.stringify(analyzer.analyze(bytes)))

describe('report.schema.json', () => {
  let errorsOf: Validator
  let report: Report
  beforeAll(() => {
    errorsOf = validatorOf(JSON.parse(file), { strict: true })
    report = corpusMessages()
      .map(({ bytes }) => json(bytes) as Report)
      .find(({ findings }) => findings.length > 0) as Report
  })

  it('is what `npm run report-schema` writes', () => {
    expect(file).toBe(reportSchema())
  }, 60_000)

  it('has every report of the corpus, and lines of NDJSON', () => {
    for (const { name, bytes } of corpusMessages()) expect(errorsOf(json(bytes)), name).toEqual([])
    expect(errorsOf({ path: 'a.eml', ...analyzer.analyze(new Uint8Array()) })).toEqual([])
  })

  // biome-ignore lint/suspicious/noExplicitAny: reports that are none
  const broken: [string, (report: any) => unknown][] = [
    ['another version', (report) => ({ ...report, schema: 2 })],
    ['a verdict that there is not', (report) => ({ ...report, verdict: 'evil' })],
    ['no score', ({ score: _, ...report }) => report],
    ['a score above 100', (report) => ({ ...report, score: 101 })],
    ['a score in text', (report) => ({ ...report, score: '7' })],
    ['half a byte', (report) => ({ ...report, message: { ...report.message, size: 1.5 } })],
    ['a digest that is none', (report) => ({ ...report, message: { ...report.message, sha256: 'XY' } })],
    [
      'a question that is not asked',
      (report) => ({ ...report, assessments: { ...report.assessments, spam: {} } }),
    ],
    ['a question that is not answered', (report) => ({ ...report, assessments: {} })],
    [
      'a certainty above 1',
      (report) => ({
        ...report,
        assessments: { ...report.assessments, prizeLure: { probability: 1.1, base: 0, findings: [] } },
      }),
    ],
    [
      'a finding without evidence',
      (report) => ({ ...report, findings: [{ ...report.findings[0], evidence: undefined }] }),
    ],
    [
      'a range before the message',
      (report) => ({ ...report, findings: [{ ...report.findings[0], evidence: [{ start: -1, end: 2 }] }] }),
    ],
    [
      'a defect that is not known',
      (report) => ({ ...report, defects: [{ code: 'x', start: 0, end: 1, part: 0, count: 1 }] }),
    ],
    ['a misspelt property', (report) => ({ ...report, route: { ...report.route, hopps: [] } })],
  ]
  it.each(broken)('does not take %s', (_, change) => {
    expect(errorsOf(report)).toEqual([])
    expect(errorsOf(JSON.parse(JSON.stringify(change(report))))).not.toEqual([])
  })
})
