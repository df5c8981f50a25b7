import { DEFECTS } from '../mime/defects.ts'
import {
  type AuthenticationClaim,
  type ByteRange,
  type Dismissal,
  type Finding,
  QUESTIONS,
  type Report,
} from '../schema.ts'
import { MODEL, type Model, requireModel } from '../scoring/model.ts'
import { resolveThresholds, type Thresholds } from '../scoring/score.ts'
import { turningPoints } from '../scoring/turning.ts'
import { requireObject, requireType } from '../util/arguments.ts'
import { SEVERITY_COLOUR, VERDICT_COLOUR } from './colour.ts'
import { escapeBytes } from './escape.ts'
import { writeExpected, writeRoute } from './explain-route.ts'
import { each, heading, newPage, type Page, safe, write } from './page.ts'
import { pad } from './width.ts'
import { ASKED, layoutText, mailbox, percent, place, SIDE_WORD } from './words.ts'
import { requireMessageReport, requireWriterOptions, type WriterOptions } from './writer.ts'

export interface ExplainOptions extends WriterOptions {
  /** What the message is called; a file name, say. */
  path?: string
  /** What its reader sees, from `readMessageText`, so that it can be shown in full. */
  text?: { visibleText: string }
  /** The message that the report is about, so that evidence can be shown. A `Uint8Array` will do, or a view of a file. */
  bytes?: { subarray(start: number, end: number): Uint8Array }
  /** The analyzer's model and thresholds, where it was given its own. Counts behind findings, and what the verdict hangs on,
   * are shown where the report is of this model. */
  model?: Model
  thresholds?: Thresholds
}

const OWN = { path: true, text: true, bytes: true, model: true, thresholds: true }

/** Bytes of one evidence range that are shown. */
const EXCERPT = 160

function writeEvidence(page: Page, indent: number, range: ByteRange): void {
  let text = place(range)
  if (page.bytes) {
    const shown = escapeBytes(page.bytes.subarray(range.start, Math.min(range.end, range.start + EXCERPT)))
    text += `  ${shown}${range.end - range.start > EXCERPT ? ' …' : ''}`
  }
  write(page, indent, text)
}

function writeIdentity(page: Page, report: Report, path: string | undefined): void {
  const { message } = report
  heading(page, 'Message')
  const entries: [string, string | undefined][] = [
    ['file', path],
    ['from', message.from?.map(mailbox).join(', ')],
    ['subject', message.subject],
    ['date', message.date],
    ['id', message.id],
    ['size', `${message.size} bytes`],
    ['sha256', message.sha256 || undefined],
  ]
  for (const [name, value] of entries)
    write(page, 11, value === undefined ? 'none' : safe(value), `  ${name}`)
}

function claim({ field, authservId, method, result, properties }: AuthenticationClaim): string {
  const details = Object.entries(properties).map(([name, value]) => `${name}=${value}`)
  return safe(
    [`${method}=${result}`, ...details, `(${field}${authservId ? ` by ${authservId}` : ''})`].join(' '),
  )
}

function writeAuthentication(page: Page, report: Report): void {
  const { claimed, signatures, arc } = report.authentication
  heading(page, 'Authentication')
  if (claimed.length === 0) write(page, 2, 'No field states a result.')
  for (const side of ['recipient', 'sender', 'unknown'] as const) {
    const claims = claimed.filter((one) => one.side === side)
    if (claims.length === 0) continue
    write(page, 2, SIDE_WORD[side])
    each(page, claims, (one) => write(page, 4, claim(one)))
  }
  each(page, signatures, ({ domain, selector, algorithm, signed, side, evidence }) => {
    const of = [domain && `d=${domain}`, selector && `s=${selector}`, algorithm && `a=${algorithm}`]
      .filter(Boolean)
      .join(' ')
    write(
      page,
      8,
      `${safe(of)} over ${signed.length} fields (${SIDE_WORD[side]}, ${place(evidence)})`,
      '  DKIM',
    )
  })
  if (arc) {
    const sealers = arc.sealers.length > 0 ? `, sealed by ${arc.sealers.map(safe).join(', ')}` : ''
    write(page, 8, `${arc.instances} sets, cv=${safe(arc.chainValidation ?? 'none')}${sealers}`, '  ARC')
    for (const problem of arc.problems) write(page, 8, safe(problem))
  }
}

/** How often a finding was met on labelled mail. */
export function counted(finding: Finding, model: Model): string {
  const { weights, counted: groups } = model.questions[finding.question]
  const { check, grade, cells, amount = 0 } = finding
  if (cells !== undefined && groups !== undefined) {
    const steps = cells.map((cell) =>
      weights[`${check}:${cell}`]?.steps?.findLast(([least]) => amount >= least),
    )
    const [heaviest] = steps.filter((step) => step !== undefined).sort((a, b) => b[1] - a[1])
    if (heaviest === undefined) return 'as much is in honest mail'
    const [least, , campaigns, sources] = heaviest
    return `${least} or more: in ${campaigns} of ${groups.campaigns} campaigns labelled yes, in ${sources} of ${groups.sources} other senders' mail`
  }
  const row = weights[grade === undefined ? check : `${check}:${grade}`]
  if (!row) return 'no labelled message has it'
  const [[yes, ofYes], [no, ofNo]] = [row.positives, row.negatives]
  return `in ${yes} of ${ofYes} messages labelled yes, ${no} of ${ofNo} labelled no`
}

const bitsText = (bits: number): string => `${bits > 0 ? '+' : ''}${bits.toFixed(1)} bits`

function writeFinding(page: Page, finding: Finding, model: Model | undefined): void {
  const { style } = page
  const severity = style[SEVERITY_COLOUR[finding.severity]](pad(finding.severity, 7))
  const weight = finding.bits === 0 ? 'said already' : bitsText(finding.bits)
  page.lines.push(`    ${severity} ${pad(weight, 12)}  ${style.dim(finding.check)}`)
  write(page, 6, safe(finding.summary))
  if (model) write(page, 6, counted(finding, model), '', style.dim)
  const contract = finding.data.contract as { operator: string; held: number; of: number } | undefined
  if (contract)
    write(
      page,
      6,
      `the rule held in ${contract.held} of ${contract.of} messages of ${contract.operator}`,
      '',
      style.dim,
    )
  each(page, finding.evidence, (range) => writeEvidence(page, 8, range))
}

function writeFindings(page: Page, report: Report, model: Model | undefined): void {
  const { style } = page
  heading(page, 'Findings')
  for (const question of QUESTIONS) {
    const { probability, base, findings } = report.assessments[question]
    const answer = `${ASKED[question]}  ${percent(probability)}`
    const from = style.dim(`from ${bitsText(base)}`)
    page.lines.push(`  ${probability >= 0.5 ? style.bold(answer) : answer}  ${from}`)
    if (findings.length === 0) write(page, 4, 'nothing found', '', style.dim)
    each(page, findings, (index) => writeFinding(page, report.findings[index], model))
  }
}

function writeTurnings(page: Page, report: Report, model: Model, thresholds: Thresholds | undefined): void {
  const turnings = turningPoints(report, model, thresholds)
  if (turnings.length === 0) return
  heading(page, 'What the verdict hangs on')
  for (const { without, score, verdict } of turnings)
    write(page, 2, `without ${without.join(', ')}: ${verdict} (${score})`)
}

function writeDismissed(page: Page, report: Report): void {
  const { style } = page
  if (report.dismissed.length === 0) return
  heading(page, 'Looked at and let go')
  each(page, report.dismissed, ({ check, reason, summary, evidence }) => {
    page.lines.push(`  ${reason}  ${style.dim(check)}`)
    write(page, 4, safe(summary))
    each(page, evidence, (range) => writeEvidence(page, 6, range))
  })
}

/** Lines of the visible text that are shown. */
const LINES = 60

function writeVisibleText(page: Page, visibleText: string): void {
  const lines = visibleText.split('\n').filter((line) => line.trim() !== '')
  for (const line of lines.slice(0, LINES)) write(page, 4, safe(line.trim()))
  if (lines.length > LINES) write(page, 4, `… and ${lines.length - LINES} more lines`, '', page.style.dim)
}

/** What the checks made of the bytes. */
function verdictOn({ start, end }: ByteRange, { findings, dismissed }: Report): string {
  const holds = ({ evidence }: Finding | Dismissal) =>
    evidence.some((range) => range.start < end && start < range.end)
  const finding = findings.find((one) => one.question === 'hiddenFiller' && holds(one))
  if (finding) return `filler: ${finding.check}${finding.grade === undefined ? '' : `, ${finding.grade}`}`
  const dismissal = dismissed.find(holds)
  return dismissal ? `not filler: ${dismissal.reason}, ${dismissal.check}` : 'not filler: too little of it'
}

function writeBody(page: Page, report: Report, text: ExplainOptions['text']): void {
  const { visibleText, hiddenText, layout, images, links } = report.body
  heading(page, 'What the reader sees')
  write(
    page,
    2,
    `${visibleText.words} words, ${images.filter((image) => !image.hidden).length} pictures, ${links.count} links`,
  )
  if (layout !== undefined) write(page, 4, layoutText(layout), '', page.style.dim)
  if (text !== undefined) writeVisibleText(page, text.visibleText)
  else if (visibleText.excerpt !== '') write(page, 4, safe(visibleText.excerpt))
  each(page, links.domains, ({ domain, count }) => write(page, 4, `${count} to ${safe(domain)}`))
  each(page, links.ips, ({ ip, count }) => write(page, 4, `${count} to ${safe(ip)}`))
  const shown = hiddenText.filter(({ characters }) => characters > 0)
  if (shown.length === 0) return
  heading(page, 'What he does not see')
  each(page, shown, ({ technique, words, characters, excerpt, evidence }) => {
    write(page, 2, `${safe(technique)}: ${words} words, ${characters} characters, ${place(evidence)}`)
    write(page, 4, safe(excerpt))
    write(page, 4, verdictOn(evidence, report), '', page.style.dim)
  })
}

function writeLimits(page: Page, report: Report): void {
  if (report.defects.length > 0) {
    heading(page, 'Defects: breaches of the mail standards, not by themselves a sign of fraud')
    each(page, report.defects, (defect) => {
      const times = defect.count > 1 ? `, ${defect.count} times` : ''
      write(page, 2, `${DEFECTS[defect.code]}: part ${defect.part}, ${place(defect)}${times}`)
    })
  }
  heading(page, 'Completeness')
  if (report.completeness.complete) write(page, 2, 'Everything that is to be examined was examined.')
  each(page, report.completeness.limits, ({ limit, value, start, skipped }) =>
    write(page, 2, `${limit} ${value} was reached at byte ${start}: ${safe(skipped)}`, '', page.style.yellow),
  )
}

/**
 * One message as a story: who, by which route, on whose word, what was found and on which bytes it rests.
 * Safe to show on a terminal: text from the message is escaped.
 * @throws TypeError where `report` is none; TypeError or RangeError naming the option that is wrong.
 */
export function explain(report: Report, options: ExplainOptions = {}): string {
  requireMessageReport(report)
  requireExplainOptions(options)
  const page = newPage(options, options.bytes)
  const { style } = page
  const { model = MODEL, thresholds } = options
  page.lines.push(
    style[VERDICT_COLOUR[report.verdict]](style.bold(`${report.verdict}, score ${report.score} of 100`)),
  )
  writeIdentity(page, report, options.path)
  writeRoute(page, report)
  writeExpected(page, report.expected)
  writeAuthentication(page, report)
  writeFindings(page, report, model.id === report.engine.model ? model : undefined)
  writeTurnings(page, report, model, thresholds)
  writeDismissed(page, report)
  writeBody(page, report, options.text)
  writeLimits(page, report)
  page.lines.push('', style.dim(`backstamp ${report.engine.version}, model ${report.engine.model}`), '')
  return page.lines.join('\n')
}

function requireExplainOptions(options: ExplainOptions): void {
  requireWriterOptions(options, OWN)
  const { path, text, bytes, model, thresholds } = options
  if (path !== undefined) requireType(path, 'string', 'path')
  if (text !== undefined) {
    requireObject(text, 'text')
    requireType(text.visibleText, 'string', 'text.visibleText')
  }
  if (bytes !== undefined) {
    requireObject(bytes, 'bytes')
    requireType(bytes.subarray, 'function', 'bytes.subarray')
  }
  if (model !== undefined) requireModel(model)
  resolveThresholds(thresholds)
}
