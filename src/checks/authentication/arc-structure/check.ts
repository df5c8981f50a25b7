import { rangeOf } from '../../../mime/range.ts'
import type { Check } from '../../check.ts'

/** The sets of an ARC chain contradict each other (RFC 8617 4.2, 5.2). */
export const check: Check = {
  meta: {
    id: 'authentication/arc-structure',
    title: 'The ARC sets do not make a chain',
    question: 'headersForged',
    severity: 'low',
    evidenceGroup: 'arc-structure',
    reads: 'header',
  },
  run(message, reporter) {
    const { arc, arcFields } = message.authentication
    const problems = arc.problems.filter(({ index }) => index !== undefined)
    if (problems.length === 0 || !message.headerComplete) return
    const evidence = [...new Set(problems.map(({ index }) => index!))].map((index) =>
      rangeOf(arcFields[index]),
    )
    const summary = `the ARC sets do not make a chain: ${problems[0].message}`
    // a sealer that found the chain broken says so, and whoever broke it stands before him
    if (arc.chainValidation === 'fail') {
      reporter.dismiss({ reason: 'sealed-as-failed', summary, evidence })
      return
    }
    reporter.find({
      grade: problems[0].code,
      summary,
      evidence,
      data: { problems: problems.map(({ code }) => code), instances: arc.instances },
    })
  },
}
