import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import { notMail } from '../src/cli/sniff.ts'
import { explain } from '../src/report/index.ts'
import type { ByteRange, Report } from '../src/schema.ts'
import { realMail, realMailFiles } from './helpers/real-mail.ts'

const analyzer = createAnalyzer()

function* ranges(report: Report): Generator<ByteRange> {
  for (const hop of report.route.hops) yield hop.evidence
  if (report.route.boundary) yield report.route.boundary.evidence
  if (report.route.origin) yield report.route.origin.evidence
  for (const one of [...report.authentication.claimed, ...report.authentication.signatures])
    yield one.evidence
  for (const one of [...report.body.hiddenText, ...report.body.images]) yield one.evidence
  for (const one of [...report.findings, ...report.dismissed]) yield* one.evidence
  yield* report.defects
}

describe.skipIf(realMail() === undefined)('real mail', () => {
  it.each(['phish', 'list', 'mailbox', 'classic', 'kit', 'mime'])(
    '%s: a report for every message, with every range inside it',
    (folder) => {
      let messages = 0
      for (const file of realMailFiles(folder)) {
        const bytes = readFileSync(file)
        if (bytes.length === 0 || notMail(bytes)) continue
        messages++
        const report = analyzer.analyze(bytes)
        expect(report.message.size, file).toBe(bytes.length)
        for (const { start, end } of ranges(report))
          if (start < 0 || end < start || end > bytes.length) expect.fail(`${file}: range ${start} to ${end}`)
        for (const { evidence, check } of report.findings)
          if (evidence.length === 0) expect.fail(`${file}: ${check}`)
        const story = explain(report, { bytes }).replaceAll('\n', '')
        if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(story)) expect.fail(`${file}: unescaped text`)
      }
      expect(messages).toBeGreaterThan(150)
    },
    300_000,
  )
})
