import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createAnalyzer } from '../../src/analyzer.ts'
import { ROOT } from '../helpers/build.ts'
import { realMail, realMailFiles } from '../helpers/real-mail.ts'
import { validatorOf } from '../helpers/schema.ts'

it.skipIf(!realMail())('report.schema.json has reports of real mail', () => {
  const schema = JSON.parse(readFileSync(join(ROOT, 'report.schema.json'), 'utf8'))
  const errorsOf = validatorOf(schema, { strict: true })
  const analyzer = createAnalyzer()
  for (const folder of ['phish', 'list', 'mailbox', 'classic', 'mime'])
    for (const path of realMailFiles(folder).filter((_, i) => i % 20 === 0)) {
      const report: unknown = JSON.parse(JSON.stringify(analyzer.analyze(readFileSync(path))))
      expect(errorsOf(report), folder).toEqual([])
    }
})
