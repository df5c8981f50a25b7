/** Findings to assessments, score and verdict. */
import type { Found } from '../checks/run.ts'
import { type Assessment, type Finding, QUESTIONS, type Question, type Verdict } from '../schema.ts'
import type { Model } from './model.ts'

/** Verdict thresholds on the score. */
const SUSPICIOUS = 50
const HOSTILE = 90

/** The row of the model that weighs a finding. */
export function rowOf({ meta, draft }: Found): string {
  return draft.grade === undefined ? meta.id : `${meta.id}:${draft.grade}`
}

/**
 * Weighs what the checks found: findings in the order given, each with its bits, and the probability of each question.
 * In a question only the weightiest finding of an evidence group counts; the others carry 0 bits.
 */
export function assess(
  found: readonly Found[],
  model: Model,
): { findings: Finding[]; assessments: Record<Question, Assessment> } {
  const findings: Finding[] = []
  const heaviest = new Map<string, Finding>()
  for (const item of found) {
    const { meta, draft } = item
    const { question, severity, evidenceGroup } = meta
    const finding: Finding = {
      check: meta.id,
      ...(draft.grade === undefined ? {} : { grade: draft.grade }),
      question,
      severity,
      summary: draft.summary,
      bits: model.questions[question].weights[rowOf(item)]?.bits ?? 0,
      evidence: draft.evidence,
      data: draft.data ?? {},
    }
    findings.push(finding)
    const group = `${question} ${evidenceGroup}`
    const rival = heaviest.get(group)
    if (!rival || rival.bits < finding.bits) heaviest.set(group, finding)
    if (rival) (rival.bits < finding.bits ? rival : finding).bits = 0
  }
  const assessments = {} as Record<Question, Assessment>
  for (const question of QUESTIONS) {
    let bits = model.questions[question].prior
    const indices: number[] = []
    findings.forEach((finding, index) => {
      if (finding.question !== question) return
      bits += finding.bits
      indices.push(index)
    })
    assessments[question] = { probability: round(1 / (1 + 2 ** -bits)), findings: indices }
  }
  return { findings, assessments }
}

/** Four decimals: more would pretend a precision that the counts do not have. */
function round(probability: number): number {
  return Math.round(probability * 1e4) / 1e4
}

/**
 * Score 0..100: the chance that at least one question is answered yes, as if they were independent. Missing headers alone
 * never make a message hostile: an administrator may remove Received lines for privacy.
 */
export function verdictOf(assessments: Record<Question, Assessment>): { score: number; verdict: Verdict } {
  const p = (question: Question) => assessments[question].probability
  const none = QUESTIONS.reduce((product, question) => product * (1 - p(question)), 1)
  const score = Math.round(100 * (1 - none))
  const corroborated = Math.max(p('headersForged'), p('hiddenFiller'), p('prizeLure')) >= 0.5
  return {
    score,
    verdict: score >= HOSTILE && corroborated ? 'hostile' : score >= SUSPICIOUS ? 'suspicious' : 'clean',
  }
}
