/** Findings to assessments, score and verdict. */
import type { Found } from '../checks/run.ts'
import {
  type Assessment,
  type Dismissal,
  type Finding,
  QUESTIONS,
  type Question,
  type Verdict,
} from '../schema.ts'
import { requireObject, wrongType } from '../util/arguments.ts'
import type { Model, QuestionModel, Weight } from './model.ts'

/** The least scores, 0 to 100, that are called so. */
export interface Thresholds {
  suspicious: number
  /** Not below `suspicious`. */
  hostile: number
}

const DEFAULT_THRESHOLDS: Readonly<Thresholds> = { suspicious: 50, hostile: 90 }

/**
 * Fills in what is not given.
 * @throws TypeError where `given` is no object or a threshold no number; RangeError where one is outside 0 to 100, or
 * `hostile` below `suspicious`.
 */
export function resolveThresholds(given: Partial<Thresholds> = {}): Thresholds {
  requireObject(given, 'thresholds')
  const resolved = { ...DEFAULT_THRESHOLDS }
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(resolved, name))
      throw new TypeError(`thresholds.${name} is not a threshold; there are suspicious and hostile`)
    if (value === undefined) continue
    if (typeof value !== 'number') wrongType(`thresholds.${name}`, 'a number', value)
    if (!(value >= 0 && value <= 100))
      throw new RangeError(`thresholds.${name} must be between 0 and 100, not ${value}`)
    resolved[name as keyof Thresholds] = value
  }
  if (resolved.hostile < resolved.suspicious)
    throw new RangeError(
      `thresholds.hostile (${resolved.hostile}) must not be below thresholds.suspicious (${resolved.suspicious})`,
    )
  return resolved
}

/** Bits that a gate keeps an answer below even. */
const BELOW_EVEN = 0.5

/** What a finding weighs by itself. A grade that no labelled message has weighs as little as any grade of its check. */
function bitsOf(
  { meta: { id }, draft: { grade, cells, amount = 0, features } }: Found,
  weights: Map<string, Weight>,
  model: QuestionModel,
): number {
  if (cells !== undefined) {
    let most = 0
    for (const cell of cells) most = Math.max(most, bitsOfAmount(weights.get(`${id}:${cell}`), amount))
    return most
  }
  if (features !== undefined) {
    let sum = 0
    for (const feature of features) sum += weights.get(`${id}:${feature}`)?.bits ?? 0
    const isGated = model.gates?.some((gate) => features.includes(gate))
    return round(isGated ? Math.min(sum, -model.prior - BELOW_EVEN) : sum, 2)
  }
  if (grade === undefined) return weights.get(id)?.bits ?? 0
  return weights.get(`${id}:${grade}`)?.bits ?? leastOfGrades(id, model.weights)
}

/** What an amount weighs in a row of the model. */
function bitsOfAmount(row: Weight | undefined, amount: number): number {
  return row?.steps?.findLast(([least]) => amount >= least)?.[1] ?? 0
}

/** What an unknown grade of a check weighs. */
export function leastOfGrades(id: string, weights: QuestionModel['weights']): number {
  let least = Number.POSITIVE_INFINITY
  for (const row of Object.keys(weights))
    if (row.startsWith(`${id}:`)) least = Math.min(least, weights[row].bits)
  return Number.isFinite(least) ? least : (weights[id]?.bits ?? 0)
}

function findingOf({ meta, draft }: Found, bits: number): Finding {
  const { id: check, question, severity } = meta
  const { grade, cells, amount, features, summary, evidence, data = {} } = draft
  const rest = { question, severity, summary, bits, evidence, data }
  if (cells !== undefined) return { check, cells, amount, ...rest }
  if (features !== undefined) return { check, features, ...rest }
  return grade === undefined ? { check, ...rest } : { check, grade, ...rest }
}

/**
 * Weighs what the checks found: findings in the order given, each with its bits, and the probability of each question.
 * Findings by amount that weigh nothing are dismissed. In a question only the weightiest finding of an evidence group counts; the others carry 0 bits.
 */
export function assess(
  found: readonly Found[],
  model: Model,
): { findings: Finding[]; dismissed: Dismissal[]; assessments: Record<Question, Assessment> } {
  const read = readModel(model)
  const findings: Finding[] = []
  const dismissed: Dismissal[] = []
  const heaviest = new Map<Question, Map<string, Finding>>()
  for (const item of found) {
    const { question, evidenceGroup } = item.meta
    const bits = bitsOf(item, read[question].weights, model.questions[question])
    if (bits === 0 && item.draft.cells !== undefined) {
      dismissed.push(ordinary(item))
      continue
    }
    const finding = findingOf(item, bits)
    findings.push(finding)
    let groups = heaviest.get(question)
    if (!groups) heaviest.set(question, (groups = new Map()))
    const rival = groups.get(evidenceGroup)
    if (!rival || rival.bits < finding.bits) groups.set(evidenceGroup, finding)
    if (rival) (rival.bits < finding.bits ? rival : finding).bits = 0
  }
  for (const [question, groups] of heaviest) discountGroups(groups, model.questions[question].discount)
  const answer = (question: Question): Assessment => {
    const groups = heaviest.get(question)
    if (groups) return assessment(question, findings, model.questions[question], groups)
    const { probability, base } = read[question].silence
    return { probability, base, findings: [] }
  }
  const assessments = {
    headersRemoved: answer('headersRemoved'),
    headersForged: answer('headersForged'),
    hiddenFiller: answer('hiddenFiller'),
    prizeLure: answer('prizeLure'),
  }
  return { findings, dismissed, assessments }
}

/** What is in honest mail in such an amount. */
function ordinary({ meta: { id }, draft: { summary, evidence } }: Found): Dismissal {
  return { check: id, reason: 'as-honest-mail', summary: `${summary}, as honest mail has them`, evidence }
}

/** Evidence groups behind the heaviest count in part, where the model says so. */
function discountGroups(groups: ReadonlyMap<string, Finding>, discount: readonly number[] | undefined): void {
  if (discount === undefined) return
  const ranked = [...groups.values()].sort((a, b) => b.bits - a.bits)
  for (const [rank, finding] of ranked.entries())
    finding.bits = round(finding.bits * (discount[rank] ?? 0), 2)
}

function assessment(
  question: Question,
  findings: readonly Finding[],
  { prior, absent }: QuestionModel,
  groups: ReadonlyMap<string, Finding>,
): Assessment {
  let base = prior
  for (const group of Object.keys(absent)) if (!groups.has(group)) base += absent[group]
  let bits = base
  const indices: number[] = []
  for (let index = 0; index < findings.length; index++) {
    if (findings[index].question !== question) continue
    bits += findings[index].bits
    indices.push(index)
  }
  const probability = round(1 / (1 + 2 ** -bits), 4)
  return { probability, base: round(base, 2), findings: indices }
}

/** A question of a model, made ready. */
interface ReadQuestion {
  /** By key of the model's weights. */
  weights: Map<string, Weight>
  /** The assessment where nothing is found, which is that of most questions of most messages. */
  silence: Assessment
}

/** A model is read once: what a caller changes in it later has no effect. */
const models = new WeakMap<Model, Record<Question, ReadQuestion>>()

function readModel(model: Model): Record<Question, ReadQuestion> {
  let known = models.get(model)
  if (!known) {
    known = {} as Record<Question, ReadQuestion>
    for (const question of QUESTIONS) {
      const own = model.questions[question]
      const weights = new Map(Object.entries(own.weights))
      known[question] = { weights, silence: assessment(question, [], own, new Map()) }
    }
    models.set(model, known)
  }
  return known
}

/** More decimals would pretend a precision that the counts do not have. */
function round(value: number, decimals: number): number {
  const unit = 10 ** decimals
  return Math.round(value * unit) / unit
}

/** The most that is given to headers alone where nothing bears out what one finding says. */
const UNCORROBORATED = 89
/** Bits from which on a finding is evidence of its own: twice as frequent where the answer is yes. */
const EVIDENCE = 1

/**
 * Whether two independent groups of evidence speak, or one finding of severity `high` whose rule an operator's contract binds.
 * Of a group only the weightiest finding has bits.
 */
function isCorroborated(findings: readonly Pick<Finding, 'bits' | 'severity' | 'data'>[]): boolean {
  const weighty = findings.filter(({ bits }) => bits >= EVIDENCE)
  return weighty.length > 1 || weighty.some(({ severity, data }) => severity === 'high' && 'contract' in data)
}

/**
 * Score 0..100: the chance that at least one question is answered yes, as if they were independent. Missing headers alone
 * never make a message hostile: an administrator may remove Received lines for privacy. Nor does one finding about the
 * headers alone, unless it is of severity `high` and binds: then the score is 89 at most.
 * @param findings those that the assessments rest on.
 */
export function verdictOf(
  assessments: Record<Question, Pick<Assessment, 'probability'>>,
  { suspicious, hostile }: Thresholds = DEFAULT_THRESHOLDS,
  findings?: readonly Pick<Finding, 'bits' | 'severity' | 'data'>[],
): { score: number; verdict: Verdict } {
  const p = (question: Question) => assessments[question].probability
  const none = QUESTIONS.reduce((product, question) => product * (1 - p(question)), 1)
  const chance = Math.round(100 * (1 - none))
  const ofBody = Math.round(100 * (1 - (1 - p('hiddenFiller')) * (1 - p('prizeLure'))))
  const isBorneOut = ofBody >= hostile || findings === undefined || isCorroborated(findings)
  const score = isBorneOut ? chance : Math.min(chance, Math.max(ofBody, UNCORROBORATED))
  const answered = Math.max(p('headersForged'), p('hiddenFiller'), p('prizeLure')) >= 0.5
  return {
    score,
    verdict:
      score >= hostile && answered && isBorneOut ? 'hostile' : score >= suspicious ? 'suspicious' : 'clean',
  }
}
