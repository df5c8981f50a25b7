/** Findings to assessments, score and verdict. */
import type { Found } from '../checks/run.ts'
import { type Assessment, type Finding, QUESTIONS, type Question, type Verdict } from '../schema.ts'
import type { Model, QuestionModel } from './model.ts'

/** Verdict thresholds on the score. */
const SUSPICIOUS = 50
const HOSTILE = 90

/** What a finding weighs by itself. */
function bitsOf({ meta, draft }: Found, { weights }: QuestionModel): number {
  const row = draft.grade === undefined ? undefined : weights[`${meta.id}:${draft.grade}`]
  return (row ?? weights[meta.id])?.bits ?? 0
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
      bits: bitsOf(item, model.questions[question]),
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
    const { prior, absent } = model.questions[question]
    let base = prior
    for (const [group, bits] of Object.entries(absent))
      if (!heaviest.has(`${question} ${group}`)) base += bits
    let bits = base
    const indices: number[] = []
    findings.forEach((finding, index) => {
      if (finding.question !== question) return
      bits += finding.bits
      indices.push(index)
    })
    const probability = round(1 / (1 + 2 ** -bits), 4)
    assessments[question] = { probability, base: round(base, 2), findings: indices }
  }
  return { findings, assessments }
}

/** More decimals would pretend a precision that the counts do not have. */
function round(value: number, decimals: number): number {
  const unit = 10 ** decimals
  return Math.round(value * unit) / unit
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
