import { requireIterable, requireObject, requireOptions } from '../../util/arguments.ts'
import { VERSION } from '../../version.ts'
import type { Place, TenantRecord, Unread } from '../record.ts'
import type {
  Moment,
  Severity,
  StepId,
  TenantDismissal,
  TenantFinding,
  TenantReport,
  ToolSummary,
} from '../report.ts'
import { connectorLives } from './connector.ts'
import { byPlace, createGathering, type ExamineLimits, type Ledger, resolveExamineLimits } from './ledger.ts'
import { begun, type Life, placesOf } from './life.ts'
import { tellingOf } from './patterns/header-removal.ts'
import { PATTERNS } from './patterns/index.ts'
import type { Case, Note, TenantFindingDraft, TenantReporter } from './patterns/pattern.ts'
import { actsOnAll, isIdle, ruleLives } from './rule.ts'
import { attackSteps, byMoment } from './steps.ts'
import { iso } from './words.ts'

export interface ExamineOptions {
  /** Bounds; what a limit leaves out is told in `completeness`. */
  limits?: Partial<ExamineLimits>
}

const OPTIONS: Record<keyof ExamineOptions, true> = { limits: true }
const MAX_EVIDENCE = 20
/** Entries of the timeline. */
const MAX_MOMENTS = 10_000
const GRAVITY: Record<Severity, number> = { high: 0, medium: 1, low: 2, info: 3 }

/** Takes records as they come, where they come asynchronously or from many files. */
export interface TenantExaminer {
  /** What could not be read may be handed on as it is: the report counts it. @throws TypeError when `record` is none. */
  add(record: TenantRecord | Unread): void
  /** The report on all that was added. */
  report(): TenantReport
}

/** @throws TypeError or RangeError naming the option that is wrong. */
export function createTenantExaminer(options: ExamineOptions = {}): TenantExaminer {
  requireOptions(options, OPTIONS)
  const limits = resolveExamineLimits(options.limits)
  const gathering = createGathering(limits)
  return {
    add(record) {
      requireObject(record, 'record')
      gathering.add(record)
    },
    report: () => reportOf(gathering.ledger(), limits),
  }
}

/**
 * Says what of the attack through connectors and rules the records of a tenant show. Records may come in any order and from any
 * number of files; copies of one record, known by its id, count once. Memory is bounded by the limits, time grows linearly.
 * Give the records of one tenant at a time where exports are among them: those do not say whose they are.
 * @throws TypeError or RangeError naming the argument that is wrong.
 */
export function examineTenant(
  records: Iterable<TenantRecord | Unread>,
  options: ExamineOptions = {},
): TenantReport {
  requireIterable(records, 'records', 'records of readTenantRecords')
  const examiner = createTenantExaminer(options)
  for (const record of records) examiner.add(record)
  return examiner.report()
}

function reportOf(ledger: Ledger, limits: ExamineLimits): TenantReport {
  const tenant = { ledger, rules: ruleLives(ledger), connectors: connectorLives(ledger) }

  const found: { finding: TenantFinding; notes: readonly Note[] }[] = []
  const dismissed: TenantDismissal[] = []
  for (const { id, title, run } of PATTERNS) {
    let [finds, dismissals] = [0, 0]
    const reporter: TenantReporter = {
      find(draft) {
        if (finds++ < limits.findings)
          found.push({ finding: findingOf(id, title, draft), notes: draft.notes })
      },
      dismiss({ reason, summary, places }) {
        if (dismissals++ >= limits.findings) return
        const evidence = [...places].sort(byPlace).slice(0, MAX_EVIDENCE)
        dismissed.push({ pattern: id, reason, summary, evidence })
      },
    }
    run(tenant, reporter)
    const omitted = Math.max(0, finds - limits.findings) + Math.max(0, dismissals - limits.findings)
    if (omitted > 0) ledger.hits.push({ limit: 'findings', value: limits.findings, omitted })
  }
  // patterns find in the order of time, and sorting keeps that
  found.sort((a, b) => GRAVITY[a.finding.severity] - GRAVITY[b.finding.severity])

  const seen = new Map<StepId, { time?: string; findings: Set<number> }>()
  const moments = new Map<Place, Moment>()
  for (const [finding, { notes }] of found.entries())
    for (const { time, place, text, step } of notes) {
      const when = iso(time)
      if (step) {
        const known = seen.get(step) ?? { findings: new Set<number>() }
        known.findings.add(finding)
        if (when !== undefined && (known.time === undefined || when < known.time)) known.time = when
        seen.set(step, known)
      }
      if (text === undefined) continue
      const known = moments.get(place)
      // several findings may tell of one record: the step says more than that something was done
      if (known && (known.step !== undefined || step === undefined)) continue
      moments.set(place, { ...(when === undefined ? {} : { time: when }), step, text, place, finding })
    }
  const timeline = [...moments.values()]
  timeline.sort(byMoment)
  if (timeline.length > MAX_MOMENTS) {
    ledger.hits.push({ limit: 'timeline', value: MAX_MOMENTS, omitted: timeline.length - MAX_MOMENTS })
    timeline.length = MAX_MOMENTS
  }

  return {
    schema: 1,
    tenants: ledger.tenants,
    coverage: ledger.coverage,
    copies: ledger.copies,
    untimed: ledger.untimed,
    unread: ledger.unread,
    findings: found.map(({ finding }) => finding),
    dismissed,
    ...toolsOf(tenant, limits),
    steps: attackSteps(tenant, seen),
    timeline,
    completeness: { complete: ledger.hits.length === 0, limits: ledger.hits },
    engine: { version: VERSION },
  }
}

/** What `explainMessage` goes by. */
function toolsOf(
  { rules, connectors }: Case,
  { findings }: ExamineLimits,
): Pick<TenantReport, 'rules' | 'connectors'> {
  const telling = rules.flatMap((life) => {
    const removes = tellingOf(life)
    const guarded = !actsOnAll(life) || isIdle(life)
    return removes.length > 0 ? [{ kind: 'rule' as const, removes, addresses: [], guarded, life }] : []
  })
  const ways = connectors
    .filter(({ facts }) => facts.known)
    .map((life) => {
      const { senderAddresses, enabled } = life.facts
      return {
        kind: 'connector' as const,
        removes: [],
        addresses: senderAddresses,
        guarded: enabled === false,
        life,
      }
    })
  const summaries = (
    tools: (Omit<ToolSummary, 'name' | 'from' | 'to' | 'evidence'> & { life: Life<unknown> })[],
  ): ToolSummary[] =>
    tools.slice(0, findings).map(({ life, ...tool }) => {
      const [from, to] = [iso(begun(life)), iso(life.removed?.time)]
      return {
        ...tool,
        name: life.name,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
        evidence: placesOf(life).slice(0, MAX_EVIDENCE),
      }
    })
  return { rules: summaries(telling), connectors: summaries(ways) }
}

function findingOf(
  pattern: string,
  title: string,
  { severity, grade, summary, notes, data = {} }: TenantFindingDraft,
): TenantFinding {
  const places = new Set<Place>()
  let [from, to]: (number | undefined)[] = [undefined, undefined]
  for (const { time, place } of notes) {
    places.add(place)
    if (time === undefined) continue
    from = Math.min(from ?? time, time)
    to = Math.max(to ?? time, time)
  }
  const omitted = places.size - MAX_EVIDENCE
  return {
    pattern,
    title,
    grade,
    severity,
    summary,
    from: iso(from),
    to: iso(to),
    evidence: [...places].slice(0, MAX_EVIDENCE),
    data: omitted > 0 ? { ...data, evidenceOmitted: omitted } : data,
  }
}
