import type { Finding, Report, Severity } from '../schema.ts'

const SEVERITIES: Severity[] = ['info', 'low', 'medium', 'high']

/** The finding that weighs most, by bits, then by severity; the first of equals. */
export function topFinding(report: Report): Finding | undefined {
  let top: Finding | undefined
  for (const finding of report.findings) {
    const more = top === undefined ? 1 : finding.bits - top.bits
    const graver =
      top === undefined ? 0 : SEVERITIES.indexOf(finding.severity) - SEVERITIES.indexOf(top.severity)
    if (more > 0 || (more === 0 && graver > 0)) top = finding
  }
  return top
}
