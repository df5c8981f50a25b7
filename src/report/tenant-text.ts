import type { MessageExplanation } from '../tenant/index.ts'
import type { Place } from '../tenant/record.ts'
import type { AttackStep, Coverage, Source, TenantReport } from '../tenant/report.ts'
import { requireReport, wrongType } from '../util/arguments.ts'
import { SEVERITY_COLOUR, type Style } from './colour.ts'
import { each, heading, newPage, type Page, safe, write } from './page.ts'
import { requireWriterOptions, type WriterOptions } from './writer.ts'

/** Places that are shown of a finding. */
const PLACES = 8
/** Reasons for which something was not read. */
const REASONS = 5
/** Columns of a time, of a severity, of the state of a step, with what is before and behind them. */
const TIME = 23
const SEVERITY = 10
const STATE = 11

const SOURCE_WORD: Record<Source, string> = {
  exchangeLog: 'Exchange log',
  directoryLog: 'directory log',
  signInLog: 'sign-in log',
  otherLog: 'other logs',
  transportRules: 'exported rules',
  inboundConnectors: 'exported connectors',
  applications: 'exported applications',
}

const STATE_COLOUR: Record<AttackStep['state'], keyof Style> = {
  seen: 'red',
  absent: 'green',
  unknown: 'yellow',
}

/** `2026-01-05 10:11:12` */
const shortTime = (time: string): string => time.replace('T', ' ').replace('Z', '')

function coverageText(source: Source, { records, from, to }: Coverage): string {
  const when = from && to ? `, ${shortTime(from)} to ${shortTime(to)}` : ''
  return `${SOURCE_WORD[source]}: ${records}${when}`
}

/** `audit.json#4, #5, rules.xml#1 and 3 more` */
function placesText(places: readonly Place[], omitted: number): string {
  let file: string | undefined
  const shown = places.slice(0, PLACES).map(({ path, record }) => {
    const text = path === file ? `#${record}` : `${safe(path)}#${record}`
    file = path
    return text
  })
  const more = places.length - shown.length + omitted
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** As `write`, with a label in colour. */
function labelled(
  page: Page,
  indent: number,
  text: string,
  label: string,
  paint: (text: string) => string,
): void {
  const line = page.lines.length
  write(page, indent, text, label)
  page.lines[line] = paint(label) + page.lines[line].slice(label.length)
}

export interface TenantTextOptions extends WriterOptions {
  /** Messages that were held against the tenant. */
  messages?: readonly (MessageExplanation & { path: string })[]
}

/**
 * The report on a tenant for people: findings with the records that they rest on as `file#record`, the story in the order of time,
 * the steps of the attack, what was let go. Safe to show on a terminal.
 * @throws TypeError where `report` is none; TypeError or RangeError naming the option that is wrong.
 */
export function tenantText(report: TenantReport, options: TenantTextOptions = {}): string {
  requireReport(report, 'report', ['findings', 'timeline', 'steps', 'coverage'], 'examineTenant')
  requireWriterOptions(options, { messages: true })
  const { messages = [] } = options
  if (!Array.isArray(messages)) wrongType('messages', 'an array of explained messages', messages)
  const page = newPage(options)
  const { style } = page
  writeGiven(page, report)
  writeFindings(page, report)
  const { timeline, steps, dismissed, completeness } = report
  if (timeline.length > 0) {
    heading(page, 'What happened')
    each(page, timeline, ({ time, text, place: { path, record } }) =>
      write(
        page,
        TIME,
        `${safe(text)} (${safe(path)}#${record})`,
        `  ${time ? shortTime(time) : 'time unknown'}`,
      ),
    )
  }
  heading(page, 'Steps of the attack')
  for (const { state, title, note, time } of steps) {
    const more = time === undefined ? `: ${note}` : `, ${shortTime(time)}`
    labelled(page, STATE, title + more, `  ${state}`, style[STATE_COLOUR[state]])
  }
  if (dismissed.length > 0) {
    heading(page, 'Looked at and let go')
    each(page, dismissed, ({ reason, summary, evidence }) =>
      write(page, 4, `${safe(summary)} (${reason}; ${placesText(evidence, 0)})`, '  -'),
    )
  }
  if (messages.length > 0) {
    heading(page, 'Messages')
    each(page, messages, (message) => writeMessage(page, message))
  }
  for (const { limit, value, omitted } of completeness.limits)
    page.lines.push('', `${omitted} left out by the limit ${limit}, which is ${value}`)
  return `${page.lines.join('\n')}\n`
}

const RELATION_WORD: Record<MessageExplanation['tenant'], string> = {
  same: 'passed this tenant',
  another: 'passed another tenant',
  unknown: 'names no tenant that the records name',
}

function writeMessage(page: Page, message: MessageExplanation & { path: string }): void {
  const { path, tenant, time, explanations } = message
  write(page, 4, `${safe(path)}: ${RELATION_WORD[tenant]}${time ? `, ${shortTime(time)}` : ''}`, '  -')
  for (const { summary, atWork, evidence } of explanations)
    write(
      page,
      6,
      `${safe(summary)}${atWork === 'possible' ? ' (possible)' : ''}: ${placesText(evidence, 0)}`,
    )
  if (explanations.length === 0) write(page, 6, 'nothing in the records explains what it lacks')
}

function writeGiven(page: Page, { tenants, coverage, copies, untimed, unread }: TenantReport): void {
  const given = Object.entries(coverage).filter(([, { records }]) => records > 0)
  page.lines.push(page.style.bold('Records'))
  for (const [source, of] of given) write(page, 2, coverageText(source as Source, of))
  if (given.length === 0) write(page, 2, 'none')
  if (copies > 0) write(page, 2, `${copies} more were copies of these`)
  if (untimed > 0) write(page, 2, `${untimed} have no time that can be read`)
  const others = unread.reduce((sum, { records }) => sum + records, 0)
  if (others > 0)
    write(
      page,
      2,
      `${others} were not read: ${unread
        .slice(0, REASONS)
        .map(({ reason, records }) => `${safe(reason)} (${records})`)
        .join(', ')}${unread.length > REASONS ? ' and others' : ''}`,
    )
  if (tenants.length > 0)
    write(
      page,
      2,
      `of ${tenants.length > 1 ? 'tenants' : 'tenant'} ${tenants.slice(0, PLACES).map(safe).join(', ')}${tenants.length > PLACES ? ` and ${tenants.length - PLACES} more` : ''}`,
    )
}

function writeFindings(page: Page, { findings }: TenantReport): void {
  heading(page, findings.length === 0 ? 'Nothing was found in them' : 'Findings')
  each(page, findings, ({ severity, pattern, summary, evidence, data }) => {
    labelled(page, SEVERITY, safe(summary), `  ${severity}`, page.style[SEVERITY_COLOUR[severity]])
    const omitted = typeof data.evidenceOmitted === 'number' ? data.evidenceOmitted : 0
    write(page, SEVERITY, `${pattern}: ${placesText(evidence, omitted)}`, '', page.style.dim)
  })
}
