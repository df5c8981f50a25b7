import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createAnalyzer } from '../../src/analyzer.ts'
import { sarifWriter } from '../../src/report/sarif.ts'
import { realMail, realMailFiles } from '../helpers/real-mail.ts'
import { sarifValidator } from '../helpers/schema.ts'

it.skipIf(!realMail())('SARIF is valid for real mail', () => {
  const analyzer = createAnalyzer()
  const writer = sarifWriter()
  const entries = realMailFiles('phish')
    .filter((_, i) => i % 20 === 0)
    .map((path) => {
      const bytes = readFileSync(path)
      return writer.entry(path, analyzer.analyze(bytes), bytes)
    })
  const log = JSON.parse(writer.begin() + entries.join('') + writer.end())
  expect(log.runs[0].results.length).toBeGreaterThan(100)
  expect(sarifValidator()(log)).toEqual([])
})
