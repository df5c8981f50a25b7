/** What holds of every report, whatever the message. */
import type { ByteRange, Report } from '../../src/schema.ts'
import { QUESTIONS } from '../../src/schema.ts'

/** All places that a report names. */
export function* rangesOf(report: Report): Generator<ByteRange> {
  for (const hop of report.route.hops) yield hop.evidence
  if (report.route.boundary) yield report.route.boundary.evidence
  if (report.route.origin) yield report.route.origin.evidence
  for (const one of [...report.authentication.claimed, ...report.authentication.signatures])
    yield one.evidence
  for (const one of [...report.body.hiddenText, ...report.body.images]) yield one.evidence
  for (const one of [...report.findings, ...report.dismissed]) yield* one.evidence
  yield* report.defects
}

/** The first thing that is wrong with a report; undefined where all is well. */
export function unsound(report: Report, size: number): string | undefined {
  if (report.message.size !== size) return `size ${report.message.size}, not ${size}`
  for (const { start, end } of rangesOf(report))
    if (!(start >= 0 && start <= end && end <= size)) return `range ${start} to ${end} of ${size} bytes`
  for (const { check, evidence } of report.findings)
    if (evidence.length === 0) return `${check} shows no bytes`
  for (const { limit, start } of report.completeness.limits)
    if (!(start >= 0 && start <= size)) return `limit ${limit} at ${start}`
  for (const question of QUESTIONS) {
    const { probability, base, findings } = report.assessments[question]
    if (!(probability >= 0 && probability <= 1)) return `${question}: probability ${probability}`
    const bits = findings.reduce((sum, index) => sum + report.findings[index].bits, base)
    if (Math.abs(1 / (1 + 2 ** -bits) - probability) > 0.01) return `${question}: bits do not add up`
  }
  if (!(report.score >= 0 && report.score <= 100)) return `score ${report.score}`
  return undefined
}
