/** Invented labelled messages of one question. */
import type { LabelledRow } from '../../src/evaluate/index.ts'
import type { Question } from '../../src/schema.ts'

let groups = 0

/** `count` messages, each a group of its own, that have these findings (`check` or `check:grade`). */
export function rowsOf(
  count: number,
  label: 0 | 1,
  findings: string[],
  { kind = 'mail', question = 'headersForged' as Question, made = false, group = '' } = {},
): LabelledRow[] {
  return Array.from({ length: count }, () => ({
    kind,
    group: group || `group ${groups++}`,
    labels: { [question]: label },
    findings: findings.map((name) => {
      const [check, grade] = name.split(':')
      return grade === undefined ? { check } : { check, grade }
    }),
    made,
  }))
}
