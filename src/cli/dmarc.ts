import { readFileSync, statSync } from 'node:fs'
import { type Found, type Missed, reasonOf } from '../batch/sources/index.ts'
import {
  createDmarcIndex,
  DEFAULT_DMARC_LIMITS,
  type DmarcAdded,
  type DmarcIndex,
  type DmarcOptions,
  type DmarcReading,
  type DmarcSummary,
  readDmarcReports,
} from '../dmarc/index.ts'
import { mayBeReport } from '../dmarc/read.ts'
import { plural } from '../plural.ts'
import { wantsColour } from '../report/colour.ts'
import { dmarcCsvHead, dmarcCsvRows } from '../report/dmarc-csv.ts'
import { dmarcText } from '../report/dmarc-text.ts'
import { escapeJson, escapeText } from '../report/escape.ts'
import type { WriterOptions } from '../report/writer.ts'
import { catchInterrupt } from './interrupt.ts'
import { type Command, FAILED, FLAGGED, type Io, OK, type Status } from './io.ts'
import {
  ANALYZER_OPTIONS,
  asOption,
  HELP_OPTION,
  limitsAmong,
  type OptionTable,
  oneOf,
  optionHelp,
  parseOptions,
} from './options.ts'
import { fileOutput, streamOutput } from './output.ts'
import type { Progress } from './progress.ts'
import {
  bytesOf,
  openSources,
  reportMissed,
  SOURCE_OPTIONS,
  type SourceRequest,
  sourcesOf,
} from './sources.ts'

const OPTIONS = {
  format: {
    value: 'FORMAT',
    help: 'table (default): findings, domains and networks for people; json: the same, all of it; ndjson: a line a report; csv: a row a record.',
  },
  'own-tenant': {
    value: 'NAME',
    multiple: true,
    help: 'A Microsoft 365 tenant of your own, such as contoso.onmicrosoft.com: its signatures are no finding. May be repeated.',
  },
  'verified-only': {
    help: 'Count only reports that came in a message which passed DMARC for the reporter, as the recipient’s side wrote.',
  },
  output: { short: 'o', value: 'FILE', help: 'Write to FILE instead of standard output.' },
  quiet: {
    short: 'q',
    help: 'No progress, no summary, no deviations of reports; files that cannot be read are still named.',
  },
  ...SOURCE_OPTIONS,
  ...ANALYZER_OPTIONS,
  limit: { ...ANALYZER_OPTIONS.limit, help: 'Set a limit, such as records=1000000. May be repeated.' },
  ...HELP_OPTION,
} as const satisfies OptionTable

const help = `Usage: backstamp dmarc [OPTION]... PATH...

Reads DMARC reports: what receivers saw of mail in the name of your domains, where it came from and
how it fared. Shows what to look at: foreign Microsoft 365 tenants, mail that SPF does not allow
Exchange Online to send, new sources, sudden growth. A report that comes again counts once.

PATH is a report as XML, compressed or in an archive, a message that brings one, a mailbox, a folder
of any of these, or - for standard input. Failure reports are in ndjson; TLS reports are named.

Options:
${optionHelp(OPTIONS)}

Reports are what somebody claims: see --verified-only. Deviations of reports, what was skipped, and
a summary go to standard error.

Examples:
  backstamp dmarc reports/
  backstamp dmarc --own-tenant contoso.onmicrosoft.com --format json rua.mbox > summary.json
  backstamp dmarc --format csv -o records.csv reports/*.zip

Exit status: 0 nothing found, 1 findings, 2 a file could not be read, or there was no report.
`

type Format = 'table' | 'json' | 'ndjson' | 'csv'

interface Writer {
  begin?(): string
  reading?(reading: DmarcReading, added: DmarcAdded): Iterable<string>
  end?(summary: DmarcSummary, look: WriterOptions): string
}

const WRITERS: Record<Format, Writer> = {
  table: { end: dmarcText },
  json: { end: (summary) => `${escapeJson(JSON.stringify(summary, null, 2))}\n` },
  ndjson: {
    reading: (reading, added) => [`${escapeJson(JSON.stringify({ ...reading, added }))}\n`],
  },
  csv: {
    begin: dmarcCsvHead,
    reading: (reading, added) =>
      reading.kind === 'aggregate' && added === 'counted' ? dmarcCsvRows(reading) : [],
  },
}

interface Request extends SourceRequest {
  format: Format
  file: string | undefined
  quiet: boolean
  options: DmarcOptions
  index: DmarcIndex
}

function requestOf(args: readonly string[]): Request {
  const parsed = parseOptions(args, OPTIONS)
  const sources = sourcesOf(parsed, 'read')
  const options: DmarcOptions = {
    trustedHosts: parsed.values.get('trusted-host'),
    trustedNetworks: parsed.values.get('trusted-network'),
    limits: limitsAmong(parsed, Object.keys(DEFAULT_DMARC_LIMITS)),
  }
  asOption(() => readDmarcReports(new Uint8Array(), options))
  const index = asOption(() =>
    createDmarcIndex({
      ownTenants: parsed.values.get('own-tenant'),
      verifiedOnly: parsed.switches.has('verified-only'),
    }),
  )
  return {
    ...sources,
    format: oneOf(parsed, 'format', Object.keys(WRITERS) as Format[], 'table'),
    file: parsed.values.get('output')?.[0],
    quiet: parsed.switches.has('quiet'),
    options,
    index,
  }
}

/** Readings of one item, or the item itself where it gives none. */
async function readingsOf(item: Found | Missed, options: DmarcOptions): Promise<DmarcReading[] | Missed> {
  const { path } = item
  if (item.kind === 'failed') return salvaged(item, options)
  if (item.kind !== 'message') return item
  let bytes: Uint8Array
  try {
    bytes = await bytesOf(item, most(options), 'inflatedBytes')
  } catch (error) {
    return salvaged({ kind: 'failed', path, reason: reasonOf(error) }, options)
  }
  return readDmarcReports(bytes, { ...options, path })
}

/** What can be read of a file that cannot be unpacked to its end. */
function salvaged(item: Missed, options: DmarcOptions): DmarcReading[] | Missed {
  const { path } = item
  try {
    const file = statSync(path)
    if (!file.isFile() || file.size > most(options)) return item
    const readings = readDmarcReports(readFileSync(path), { ...options, path })
    return readings.some(({ kind }) => kind !== 'unread') ? readings : item
  } catch {
    return item
  }
}

const most = ({ limits }: DmarcOptions): number => limits?.inflatedBytes ?? DEFAULT_DMARC_LIMITS.inflatedBytes

/** Names on standard error what is no report, and how reports depart from their schema. */
function complain(reading: DmarcReading, io: Io, progress: Progress, quiet: boolean): void {
  if (reading.kind === 'unread') {
    const { path, reason, broken } = reading
    reportMissed({ kind: broken ? 'failed' : 'skipped', path, reason }, io, progress)
    return
  }
  if (reading.problems.length === 0 || quiet) return
  const named = reading.problems.map(({ code, count }) => (count > 1 ? `${code} (${count})` : code))
  progress.clear()
  io.stderr.write(`backstamp: ${escapeText(reading.path)}: read, with ${named.join(', ')}\n`)
}

async function run(args: readonly string[], io: Io): Promise<Status> {
  const request = requestOf(args)
  const { format, file, quiet, options, index } = request
  const writer = WRITERS[format]
  const output = file === undefined ? streamOutput(io.stdout) : fileOutput(file)
  const own = file === undefined ? [] : [file]
  const shows = io.stderr.isTTY === true && !quiet
  const { items, progress } = await openSources(request, own, io, shows, mayBeReport)
  let failed = 0
  const interruption = catchInterrupt(() => io.stdin.destroy?.())
  try {
    if (writer.begin) await output.write(writer.begin())
    for await (const item of items) {
      if (interruption.status || output.gone) break
      const readings = await readingsOf(item, options)
      if (Array.isArray(readings)) {
        for (const reading of readings) {
          const added = index.add(reading)
          if (reading.kind === 'unread' && reading.broken) failed++
          complain(reading, io, progress, quiet)
          for (const text of writer.reading?.(reading, added) ?? []) await output.write(text)
        }
      } else {
        if (readings.kind === 'failed') failed++
        reportMissed(readings, io, progress)
      }
      progress.tick()
    }
  } finally {
    interruption.release()
  }
  progress.clear()
  const summary = index.summary()
  const onTerminal = file === undefined && io.stdout.isTTY === true
  const look: WriterOptions = {
    width: onTerminal ? io.stdout.columns : undefined,
    colour: file === undefined && wantsColour(io.env, onTerminal),
  }
  if (writer.end && !output.gone) await output.write(writer.end(summary, look))
  await output.end()
  const { counted, duplicate, unverified, failure } = summary.readings
  const nothing = counted + duplicate + unverified + failure === 0
  if (nothing) io.stderr.write('backstamp: found no DMARC report\n')
  if (!quiet) {
    if (interruption.status) io.stderr.write('interrupted\n')
    io.stderr.write(
      `${plural(counted, 'report')} counted, ${plural(duplicate, 'duplicate')}, ${unverified} not verified, ` +
        `${plural(failure, 'failure report')}; ${failed} not readable; ${plural(summary.findings.length, 'finding')}\n`,
    )
  }
  if (interruption.status) return interruption.status
  if (failed > 0 || nothing) return FAILED
  return summary.findings.length > 0 ? FLAGGED : OK
}

export const dmarcCommand: Command = {
  summary: 'Read DMARC reports, and show what in them to look at',
  help,
  run,
}
