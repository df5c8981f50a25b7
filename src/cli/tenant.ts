import { createAnalyzer } from '../analyzer.ts'
import { type Found, type Missed, readSources, reasonOf } from '../batch/sources/index.ts'
import { wantsColour } from '../report/colour.ts'
import { escapeJson } from '../report/escape.ts'
import { type TenantTextOptions, tenantText } from '../report/tenant-text.ts'
import {
  createTenantExaminer,
  DEFAULT_EXAMINE_LIMITS,
  DEFAULT_TENANT_LIMITS,
  type ExamineLimits,
  explainMessage,
  type MessageExplanation,
  readTenantRecords,
  type Severity,
  type TenantExaminer,
  type TenantLimits,
  type TenantReport,
} from '../tenant/index.ts'
import { resolveTenantLimits } from '../tenant/limits.ts'
import { catchInterrupt } from './interrupt.ts'
import { type Command, FAILED, FLAGGED, type Io, OK, type Status } from './io.ts'
import {
  asOption,
  HELP_OPTION,
  limitsAmong,
  type OptionTable,
  oneOf,
  optionHelp,
  type Parsed,
  parseOptions,
} from './options.ts'
import { fileOutput, streamOutput } from './output.ts'
import {
  bytesOf,
  MSG_WORKER,
  openSources,
  reportMissed,
  SOURCE_OPTIONS,
  type SourceRequest,
  sourcesOf,
} from './sources.ts'

const LIMIT_OPTION = {
  limit: {
    value: 'NAME=N',
    multiple: true,
    help: 'Set a limit, such as events=1000000. May be repeated.',
  },
} as const satisfies OptionTable

const OPTIONS = {
  format: {
    value: 'FORMAT',
    help: 'table (default): findings and the story for people; ndjson: a line a finding, a step, a dismissal; or json: the report.',
  },
  'fail-on': {
    value: 'SEVERITY',
    help: 'Exit with 1 from this severity of a finding on: low, medium, or high (default).',
  },
  message: {
    value: 'PATH',
    multiple: true,
    help: 'Say which rule or connector explains what this message, or those of this folder or archive, lack. May be repeated.',
  },
  output: { short: 'o', value: 'FILE', help: 'Write the report to FILE instead of standard output.' },
  quiet: { short: 'q', help: 'No progress and no summary; files that cannot be read are still named.' },
  ...SOURCE_OPTIONS,
  ...LIMIT_OPTION,
  ...HELP_OPTION,
} as const satisfies OptionTable

const help = `Usage: backstamp tenant [OPTION]... PATH...

Looks through the logs and exports of a Microsoft 365 tenant for one attack: passwords are tried,
an application is made administrator of Exchange, it opens a connector for mail from outside and
makes rules that remove the headers that would tell, mail is sent, and the tools are deleted.
Shows what of it is in the files, what is not, what the files cannot show, and what only looks
like it.

PATH is a file, a folder, an archive, or - for standard input. What is read:
  the Unified Audit Log (CSV of Purview or Search-UnifiedAuditLog, JSON of the Management API)
  sign-in and directory audit logs of Microsoft Entra (JSON of Graph or Azure Monitor)
  Export-TransportRuleCollection (XML); Get-TransportRule, Get-InboundConnector and applications
  (JSON, CSV or Clixml)
What else a file holds is named on standard error.

Options:
${optionHelp(OPTIONS)}

Examples:
  backstamp tenant audit.csv signins.json rules.xml
  backstamp tenant --format json export/ > report.json
  backstamp tenant --fail-on medium export.zip
  backstamp tenant --message stripped.eml audit.csv

Exit status:
  0  no finding of that severity
  1  a finding of that severity or above
  2  wrong arguments, a file that cannot be read, or no record in any

Environment: NO_COLOR turns colour off, FORCE_COLOR turns it on.
`

const line = (kind: string, of: object): string => `${escapeJson(JSON.stringify({ kind, ...of }))}\n`

const FORMATS: Record<
  'table' | 'ndjson' | 'json',
  (report: TenantReport, options: TenantTextOptions) => string
> = {
  table: tenantText,
  ndjson: ({ findings, steps, dismissed }, { messages = [] }) =>
    [
      ...findings.map((finding) => line('finding', finding)),
      ...steps.map((step) => line('step', step)),
      ...dismissed.map((dismissal) => line('dismissed', dismissal)),
      ...messages.map((message) => line('message', message)),
    ].join(''),
  json: (report, { messages }) => `${escapeJson(JSON.stringify({ ...report, messages }, null, 2))}\n`,
}

/** From the least to the gravest. */
const SEVERITIES: readonly Severity[] = ['info', 'low', 'medium', 'high']

interface Request extends SourceRequest {
  format: keyof typeof FORMATS
  threshold: Severity
  file: string | undefined
  quiet: boolean
  messages: readonly string[]
  reading: Partial<TenantLimits>
  examiner: TenantExaminer
}

function requestOf(args: readonly string[]): Request {
  const parsed = parseOptions(args, OPTIONS)
  const sources = sourcesOf(parsed, 'read')
  return {
    ...sources,
    ...limited(parsed),
    format: oneOf(parsed, 'format', Object.keys(FORMATS) as (keyof typeof FORMATS)[], 'table'),
    threshold: oneOf(parsed, 'fail-on', ['low', 'medium', 'high'], 'high'),
    file: parsed.values.get('output')?.[0],
    quiet: parsed.switches.has('quiet'),
    messages: parsed.values.get('message') ?? [],
  }
}

function limited(parsed: Parsed): Pick<Request, 'reading' | 'examiner'> {
  const given = Object.entries(
    limitsAmong(parsed, [...Object.keys(DEFAULT_EXAMINE_LIMITS), ...Object.keys(DEFAULT_TENANT_LIMITS)]),
  )
  const among = <T>(defaults: object): Partial<T> =>
    Object.fromEntries(given.filter(([name]) => Object.hasOwn(defaults, name))) as Partial<T>
  return asOption(() => ({
    reading: resolveTenantLimits(among<TenantLimits>(DEFAULT_TENANT_LIMITS)),
    examiner: createTenantExaminer({ limits: among<ExamineLimits>(DEFAULT_EXAMINE_LIMITS) }),
  }))
}

/** Bytes of one file: it is read into memory. */
const LARGEST = 1 << 30
/** Parts of one file that were not read, and are named one by one. */
const NAMED = 10

type Message = Extract<Found, { kind: 'message' }>

const bytesOrReason = (found: Message): Promise<Uint8Array | Missed> =>
  bytesOf(found, LARGEST).catch((error) => ({ kind: 'failed', path: found.path, reason: reasonOf(error) }))

async function run(args: readonly string[], io: Io): Promise<Status> {
  const request = requestOf(args)
  const { format, threshold, file, quiet, reading, examiner } = request
  const output = file === undefined ? streamOutput(io.stdout) : fileOutput(file)
  const onTerminal = file === undefined && io.stdout.isTTY === true
  const own = file === undefined ? [] : [file]
  const shows = io.stderr.isTTY === true && !quiet
  const { items, progress } = await openSources(request, own, io, shows, () => true)
  let [records, failed] = [0, 0]
  const missed = (item: Missed): void => {
    if (item.kind === 'failed') failed++
    reportMissed(item, io, progress)
  }
  const interruption = catchInterrupt(() => io.stdin.destroy?.())
  try {
    for await (const item of items) {
      if (interruption.status) break
      if (item.kind !== 'message') {
        missed(item)
        continue
      }
      const { path } = item
      const bytes = await bytesOrReason(item)
      if ('kind' in bytes) {
        missed(bytes)
        continue
      }
      let unread = 0
      for (const record of readTenantRecords(bytes, { path, limits: reading })) {
        examiner.add(record)
        if (record.kind !== 'unread') records++
        else if (++unread <= NAMED)
          missed({ kind: 'skipped', path: `${path}#${record.place.record}`, reason: record.reason })
      }
      if (unread > NAMED) missed({ kind: 'skipped', path, reason: `${unread - NAMED} more of its records` })
      progress.tick()
    }
  } finally {
    interruption.release()
  }
  progress.clear()
  const report = examiner.report()
  const messages: (MessageExplanation & { path: string })[] = []
  if (request.messages.length > 0 && !interruption.status)
    for await (const item of explained(request, report))
      if ('reason' in item) missed(item)
      else messages.push(item)
  const options: TenantTextOptions = {
    ...(request.messages.length > 0 ? { messages } : {}),
    width: onTerminal ? io.stdout.columns : undefined,
    colour: file === undefined && wantsColour(io.env, onTerminal),
  }
  await output.write(FORMATS[format](report, options))
  await output.end()
  if (interruption.status) io.stderr.write('interrupted\n')
  else if (records === 0) io.stderr.write('backstamp: found no record of a tenant\n')
  if (!quiet && !output.gone) io.stderr.write(`${summaryOf(report, records)}\n`)
  return interruption.status ?? statusOf(report, threshold, failed > 0 || records === 0)
}

/** What the tenant's records explain of messages. */
async function* explained(
  { messages, limits }: Request,
  report: TenantReport,
): AsyncGenerator<(MessageExplanation & { path: string }) | Missed> {
  const analyzer = createAnalyzer({ sha256: false })
  for await (const item of readSources(messages, { limits }, MSG_WORKER)) {
    if (item.kind !== 'message') {
      yield item
      continue
    }
    const bytes = await bytesOrReason(item)
    if ('kind' in bytes) yield bytes
    else yield { path: item.path, ...explainMessage(report, analyzer.analyze(bytes)) }
  }
}

function summaryOf({ findings }: TenantReport, records: number): string {
  const counts = [...SEVERITIES].reverse().flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length
    return count > 0 ? [`${count} ${severity}`] : []
  })
  return `${records} records: ${counts.length > 0 ? `findings: ${counts.join(', ')}` : 'no findings'}`
}

function statusOf({ findings }: TenantReport, threshold: Severity, incomplete: boolean): Status {
  if (incomplete) return FAILED
  const flagged = findings.some(
    ({ severity }) => SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(threshold),
  )
  return flagged ? FLAGGED : OK
}

export const tenantCommand: Command = {
  summary: "Look through a Microsoft 365 tenant's logs and exports for an attack",
  help,
  run,
}
