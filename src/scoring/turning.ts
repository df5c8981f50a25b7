/** What a verdict hangs on: without which findings it would be another. */
import { META_BY_ID } from '../checks/index.ts'
import type { Found } from '../checks/run.ts'
import type { Report, Verdict } from '../schema.ts'
import type { Model } from './model.ts'
import { assess, type Thresholds, verdictOf } from './score.ts'

export interface Turning {
  /** Ids of checks. */
  without: string[]
  /** What it would be without all that they found. */
  score: number
  verdict: Verdict
}

/**
 * The checks without any one of which the verdict would be another, in the order of their findings; where there is none, the
 * weightiest that together make it so. Empty where the verdict is `clean`, and where it does not follow from this model
 * and these thresholds.
 */
export function turningPoints(
  { findings, verdict, engine }: Pick<Report, 'findings' | 'verdict' | 'engine'>,
  model: Model,
  thresholds?: Thresholds,
): Turning[] {
  if (verdict === 'clean' || engine.model !== model.id) return []
  const found: Found[] = []
  for (const finding of findings) {
    const meta = META_BY_ID.get(finding.check)
    if (!meta) return []
    found.push({ meta, draft: finding })
  }
  const judge = (without: readonly string[]): Turning => {
    const { findings, assessments } = assess(
      found.filter(({ meta }) => !without.includes(meta.id)),
      model,
    )
    return { without: [...without], ...verdictOf(assessments, thresholds, findings) }
  }
  if (judge([]).verdict !== verdict) return []

  const checks = [...new Set(findings.map(({ check }) => check))]
  const turnings = checks.map((check) => judge([check])).filter((turning) => turning.verdict !== verdict)
  if (turnings.length > 0) return turnings

  // several findings bear the verdict: take away what weighs most until it falls, then give back what need not have gone
  let without: string[] = []
  while (judge(without).verdict === verdict) {
    const { findings: left } = assess(
      found.filter(({ meta }) => !without.includes(meta.id)),
      model,
    )
    if (left.length === 0) return []
    without.push(left.reduce((most, one) => (one.bits > most.bits ? one : most)).check)
  }
  for (const check of [...without]) {
    const fewer = without.filter((other) => other !== check)
    if (judge(fewer).verdict !== verdict) without = fewer
  }
  return [judge(without)]
}
