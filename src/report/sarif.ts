/** SARIF 2.1.0: findings as results with byte regions, for code scanning and viewers. https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
import ABOUT from '../checks/about.json' with { type: 'json' }
import { CHECKS } from '../checks/index.ts'
import type { ByteRange, Finding, Question, Report, Severity } from '../schema.ts'
import { VERSION } from '../version.ts'
import { escapeJson, escapeText } from './escape.ts'
import { lineFinder, type TextRegion } from './lines.ts'
import { uriOf } from './uri.ts'
import type { ReportWriter } from './writer.ts'

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'

type Level = 'error' | 'warning' | 'note'

/** Bits from which on a result has this level: 64 times as likely, four times as likely. */
const LEVELS: readonly [Level, number][] = [
  ['error', 6],
  ['warning', 2],
]
const LEVEL_OF: Record<Severity, Level> = { high: 'error', medium: 'warning', low: 'note', info: 'note' }
/** The scale on which GitHub sorts what has the tag `security`. */
const SECURITY_SEVERITY: Record<Severity, string> = { high: '8.0', medium: '5.0', low: '3.0', info: '0.0' }

const QUESTION_TEXT: Record<Question, string> = {
  headersRemoved: 'Were trace or authentication headers removed?',
  headersForged: 'Were headers forged?',
  hiddenFiller: 'Does the body hide filler?',
  prizeLure: 'Is the message a picture lure?',
}

/** Paths without a report that are named; the rest is counted. */
const MOST_NOTIFICATIONS = 1000

const about = (id: string, title: string): string =>
  Object.hasOwn(ABOUT, id) ? ABOUT[id as keyof typeof ABOUT] : title

const RULES = CHECKS.map(({ meta: { id, title, question, severity, evidenceGroup, reads } }) => ({
  id,
  name: id.replace(/(?:^|[/-])(\w)/g, (_, letter: string) => letter.toUpperCase()),
  shortDescription: { text: title },
  fullDescription: { text: about(id, title) },
  // no address of a page: nobody owns one, and the pages come with the package
  help: {
    text: `${about(id, title)} It speaks to the question: ${QUESTION_TEXT[question]} Its page is src/checks/${id}/README.md in the package backstamp.`,
  },
  defaultConfiguration: { level: LEVEL_OF[severity] },
  properties: {
    tags: ['security', 'email', question],
    'security-severity': SECURITY_SEVERITY[severity],
    question,
    evidenceGroup,
    reads,
  },
}))
const INDEX_OF: ReadonlyMap<string, number> = new Map(RULES.map(({ id }, index) => [id, index]))

/** Text that cannot act on a terminal, and holds neither a placeholder nor a link, which a viewer would act on. */
function messageText(text: string): string {
  return escapeText(text).replaceAll('{', '{{').replaceAll('}', '}}').replaceAll('](', '] (')
}

function levelOf({ bits }: Finding): Level {
  return LEVELS.find(([, least]) => bits >= least)?.[0] ?? 'note'
}

/** Artifacts, results and notifications are flat objects of one line each. */
const line = (value: unknown): string => escapeJson(JSON.stringify(value))

interface Place {
  uri: string
  index: number
  textRegion: (range: ByteRange) => TextRegion | undefined
}

function locationOf(range: ByteRange, { uri, index, textRegion }: Place) {
  const { start, end } = range
  return {
    physicalLocation: {
      artifactLocation: { uri, index },
      region: { ...textRegion(range), byteOffset: start, byteLength: end - start },
    },
  }
}

/** Locations must differ, and evidence may name a place twice. */
const distinct = (ranges: readonly ByteRange[]): ByteRange[] => [
  ...new Map(ranges.map((range) => [`${range.start}:${range.end}`, range])).values(),
]

function resultOf(finding: Finding, report: Report, place: Place) {
  const { check, grade, question, severity, summary, bits, evidence } = finding
  const [first, ...others] = distinct(evidence)
  return {
    ruleId: check,
    ruleIndex: INDEX_OF.get(check) ?? -1,
    level: levelOf(finding),
    rank: Math.round(1000 * report.assessments[question].probability) / 10,
    message: { text: messageText(summary) },
    locations: first ? [locationOf(first, place)] : [],
    ...(others.length > 0 ? { relatedLocations: others.map((range) => locationOf(range, place)) } : {}),
    partialFingerprints: {
      'message/v1': report.message.sha256,
      'finding/v1': `${report.message.sha256.slice(0, 32)}:${check}:${first?.start ?? ''}`,
    },
    properties: { bits, severity, question, ...(grade === undefined ? {} : { grade }) },
  }
}

function artifactOf({ message, verdict, score, assessments }: Report, uri: string) {
  return {
    location: { uri },
    length: message.size,
    mimeType: 'message/rfc822',
    roles: ['analysisTarget'],
    hashes: { 'sha-256': message.sha256 },
    properties: {
      verdict,
      score,
      ...Object.fromEntries(
        Object.entries(assessments).map(([question, { probability }]) => [question, probability]),
      ),
    },
  }
}

/**
 * One run with a result for each finding. Messages without findings are not named. What says which messages have findings
 * (about 400 bytes each) is held until the end.
 */
export function sarifWriter(): ReportWriter {
  /** Index by text: artifacts must differ, and a path may be given twice. */
  const artifacts = new Map<string, number>()
  const notifications: string[] = []
  let missed = 0
  let failed = false
  let separator = '\n'
  return {
    needsSource: true,
    begin() {
      const driver = {
        name: 'backstamp',
        version: VERSION,
        semanticVersion: VERSION,
      }
      const rules = RULES.map(line).join(',\n')
      return `{"$schema":"${SCHEMA}","version":"2.1.0","runs":[{"tool":{"driver":${line(driver).slice(0, -1)},"rules":[\n${rules}\n]}},"columnKind":"utf16CodeUnits","results":[`
    },
    entry(path, report, source) {
      if (report.findings.length === 0) return ''
      const uri = uriOf(path)
      const artifact = line(artifactOf(report, uri))
      const index = artifacts.get(artifact) ?? artifacts.size
      artifacts.set(artifact, index)
      const place: Place = { uri, index, textRegion: lineFinder(source) }
      let text = ''
      for (const finding of report.findings) {
        text += separator + line(resultOf(finding, report, place))
        separator = ',\n'
      }
      return text
    },
    missed(path, kind, reason) {
      failed ||= kind === 'failed'
      if (missed++ < MOST_NOTIFICATIONS)
        notifications.push(
          line({
            level: kind === 'failed' ? 'error' : 'note',
            message: { text: messageText(`${kind === 'failed' ? 'not read' : 'skipped'}: ${reason}`) },
            locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
          }),
        )
      return ''
    },
    end() {
      if (missed > MOST_NOTIFICATIONS)
        notifications.push(
          line({
            level: 'note',
            message: { text: `and ${missed - MOST_NOTIFICATIONS} more paths without a report` },
          }),
        )
      const told =
        notifications.length === 0 ? '' : `,"toolExecutionNotifications":[\n${notifications.join(',\n')}\n]`
      return `\n],"artifacts":[\n${[...artifacts.keys()].join(',\n')}\n],"invocations":[{"executionSuccessful":${!failed}${told}}]}]}\n`
    },
  }
}
