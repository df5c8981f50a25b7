/** DMARC reports for people. */

import type {
  DmarcDismissal,
  DmarcDomain,
  DmarcEvidence,
  DmarcFinding,
  DmarcSummary,
  DmarcTally,
} from '../dmarc/index.ts'
import { plural } from '../plural.ts'
import { each, heading, newPage, type Page, safe, write } from './page.ts'
import { cut, pad } from './width.ts'
import type { WriterOptions } from './writer.ts'

/** Networks of a domain, and values of a tally, that are shown. */
const SOURCES = 15
const VALUES = 5
/** Records of a finding that are shown. */
const EVIDENCE = 3
const LABEL = 16
const NUMBER = 10

const share = (part: number, whole: number): string =>
  whole === 0 ? '' : ` (${Math.round((100 * part) / whole)} %)`
const dayOf = (time: string | undefined): string => time?.slice(0, 10) ?? '-'
const daysOf = (begin: string | undefined, end: string | undefined): string =>
  dayOf(begin) === dayOf(end) ? dayOf(begin) : `${dayOf(begin)} to ${dayOf(end)}`

function tallyText({ values, others }: DmarcTally): string {
  const shown = values.slice(0, VALUES).map(({ value, messages }) => `${safe(value) || '(none)'} ${messages}`)
  const more = values.slice(VALUES).reduce((sum, { messages }) => sum + messages, 0) + others
  return [...shown, ...(more > 0 ? [`others ${more}`] : [])].join(', ')
}

/** The whole summary; safe to show on a terminal. */
export function dmarcText(summary: DmarcSummary, options: WriterOptions = {}): string {
  const page = newPage(options)
  const { style } = page
  const { readings, messages, passed, begin, end, reporters, findings, dismissed, domains, completeness } =
    summary
  page.lines.push(
    `${style.bold(plural(readings.counted, 'report'))}, ${daysOf(begin, end)}: ${plural(messages, 'message')}, ` +
      `${passed} passed DMARC${share(passed, messages)}`,
  )
  if (reporters.values.length > 0) write(page, LABEL, tallyText(reporters), '  reporters')
  for (const { limit, value, skipped } of completeness.limits)
    write(page, 2, `limit ${limit} ${value} was reached: ${skipped}`, '', style.yellow)
  heading(page, 'Findings')
  if (findings.length === 0) page.lines.push('  none')
  each(page, findings, (finding) => findingLines(page, finding))
  if (dismissed.length > 0) {
    heading(page, 'Looked at and let go')
    each(page, dismissed, (one) => dismissalLines(page, one))
  }
  each(page, domains, (domain) => domainLines(page, domain, options.width))
  return `${page.lines.join('\n')}\n`
}

function findingLines(page: Page, { check, summary, evidence }: DmarcFinding): void {
  page.lines.push(`  ${page.style.yellow(check)}`)
  write(page, 4, safe(summary))
  evidenceLines(page, evidence)
}

function evidenceLines(page: Page, evidence: readonly DmarcEvidence[]): void {
  for (const { path, record, evidence: bytes, messages, verified } of evidence.slice(0, EVIDENCE)) {
    const trust =
      verified === undefined
        ? ''
        : verified
          ? ', by a verified message'
          : ', by a message that is not verified'
    const text = `${safe(path)} record ${record}, bytes ${bytes.start}–${bytes.end}: ${plural(messages, 'message')}${trust}`
    write(page, 6, text, '', page.style.dim)
  }
}

function dismissalLines(page: Page, { check, domain, subject, reason, messages }: DmarcDismissal): void {
  write(
    page,
    4,
    `${check}  ${safe(subject)} for ${safe(domain)}, ${plural(messages, 'message')}: ${safe(reason)}`,
    '  ',
  )
}

/** Rows are cut to the width of a terminal, and whole elsewhere. */
function domainLines(page: Page, domain: DmarcDomain, width = Number.POSITIVE_INFINITY): void {
  const { messages, passed, policy, begin, end } = domain
  const published = (['p', 'sp', 'np', 'pct'] as const)
    .flatMap((key) => (policy[key] === undefined ? [] : [`${key}=${policy[key]}`]))
    .join(' ')
  heading(page, safe(domain.domain) || '(no domain)')
  const rows: [label: string, text: string][] = [
    ['reports', `${domain.reports}, ${daysOf(begin, end)}`],
    ['messages', `${messages}, ${passed} passed DMARC${share(passed, messages)}`],
    ['policy', safe(published)],
    ['dispositions', tallyText(domain.dispositions)],
    ['overridden as', tallyText(domain.reasons)],
    ['reporters', tallyText(domain.reporters)],
  ]
  for (const [label, text] of rows) if (text !== '') write(page, LABEL, text, `  ${label}`)
  const { dim } = page.style
  const cells = ['messages', 'passed', 'dkim', 'spf'].map((name) => name.padStart(NUMBER)).join('')
  page.lines.push(dim(`${cells}  ${pad('first seen', 12)}${pad('network', 22)}operator, signed by`))
  for (const source of domain.sources.slice(0, SOURCES)) {
    const numbers = [source.messages, source.passed, source.dkim, source.spf]
    const signers = source.signers.values.length === 0 ? '' : tallyText(source.signers)
    const who = [source.operator, signers].filter(Boolean).join(', ')
    const line =
      `${numbers.map((number) => String(number).padStart(NUMBER)).join('')}  ${pad(dayOf(source.firstSeen), 12)}` +
      `${pad(safe(source.network) || '(none)', 22)}${who}`
    page.lines.push(cut(line.trimEnd(), width))
  }
  const more = domain.sources.length - SOURCES
  if (more > 0) page.lines.push(dim(`  … and ${plural(more, 'network')} more, in the JSON summary`))
}
