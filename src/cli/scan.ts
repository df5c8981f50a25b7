import { realpathSync } from 'node:fs'
import { wantsColour } from '../report/colour.ts'
import { escapeText, type FormatName, WRITERS } from '../report/index.ts'
import type { Report, Verdict } from '../schema.ts'
import { countFiles, type Found, messages, reasonOf } from './files.ts'
import { type Command, FAILED, FLAGGED, type Io, OK, type Status, UsageError } from './io.ts'
import {
  ANALYZER_OPTIONS,
  analyzerFrom,
  HELP_OPTION,
  type OptionTable,
  oneOf,
  optionHelp,
  parseOptions,
} from './options.ts'
import { fileOutput, streamOutput } from './output.ts'
import { createProgress, NO_PROGRESS } from './progress.ts'

const OPTIONS = {
  format: { value: 'FORMAT', help: 'table (default), ndjson: one report a line, or json: one array.' },
  'fail-on': {
    value: 'VERDICT',
    help: 'Exit with 1 from this verdict on: suspicious, or hostile (default).',
  },
  output: { short: 'o', value: 'FILE', help: 'Write the reports to FILE instead of standard output.' },
  quiet: { short: 'q', help: 'No progress and no summary; files that cannot be scanned are still named.' },
  ...ANALYZER_OPTIONS,
  ...HELP_OPTION,
} as const satisfies OptionTable

const VERDICTS: readonly Verdict[] = ['clean', 'suspicious', 'hostile']

const help = `Usage: backstamp scan [OPTION]... PATH...

Gives each message a score, a verdict, and for four questions a probability: were trace or
authentication headers removed, were headers forged, does the body hide filler, is it a picture
lure. It reads nothing but the files: no network, no clock.

PATH is a file, a folder (read to any depth, in byte order, links followed) or - for standard
input. One file holds one message.

Options:
${optionHelp(OPTIONS)}

Reports go to standard output. Progress (on a terminal), files that are skipped or cannot be
read, and a summary go to standard error.

Examples:
  backstamp scan quarantine/
  backstamp scan --format ndjson quarantine/ > reports.ndjson
  backstamp scan --trusted-host mx.example.net --fail-on suspicious message.eml
  curl -s https://example.net/message.eml | backstamp scan -

Exit status:
  0  messages were scanned and none is at or above the --fail-on verdict
  1  at least one message is
  2  wrong arguments, a file that could not be read, or no message at all; what could be
     scanned was scanned
Empty files and files that are no mail are skipped and named; they do not change the status.

Environment: NO_COLOR turns colour off, FORCE_COLOR turns it on.
`

interface Counts {
  messages: number
  bytes: number
  verdicts: Record<Verdict, number>
  skipped: number
  failed: number
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function summaryLine(counts: Counts, milliseconds: number): string {
  const { verdicts } = counts
  const seconds = milliseconds / 1000
  const parts = [
    `${plural(counts.messages, 'message')}: ${verdicts.hostile} hostile, ${verdicts.suspicious} suspicious, ${verdicts.clean} clean`,
    `${counts.skipped} skipped`,
    `${counts.failed} not readable`,
    `${seconds.toFixed(1)} s, ${(counts.bytes / 1e6 / Math.max(seconds, 0.001)).toFixed(1)} MB/s`,
  ]
  return `${parts.join('; ')}\n`
}

function statusOf(counts: Counts, threshold: Verdict): Status {
  if (counts.failed > 0 || counts.messages === 0) return FAILED
  const flagged = VERDICTS.slice(VERDICTS.indexOf(threshold)).some((verdict) => counts.verdicts[verdict] > 0)
  return flagged ? FLAGGED : OK
}

async function run(args: readonly string[], io: Io): Promise<Status> {
  const parsed = parseOptions(args, OPTIONS)
  const format = oneOf(parsed, 'format', Object.keys(WRITERS) as FormatName[], 'table')
  const threshold = oneOf(parsed, 'fail-on', ['suspicious', 'hostile'], 'hostile')
  const paths = parsed.positionals
  if (paths.length === 0)
    throw new UsageError('nothing to scan: name a file, a folder, or - for standard input')
  const analyzer = analyzerFrom(parsed)
  const file = parsed.values.get('output')?.[0]
  const quiet = parsed.switches.has('quiet')

  const output = file === undefined ? streamOutput(io.stdout) : fileOutput(file)
  const onTerminal = file === undefined && io.stdout.isTTY === true
  const writer = WRITERS[format]({
    width: onTerminal ? io.stdout.columns : undefined,
    colour: file === undefined && wantsColour(io.env, onTerminal),
  })
  await output.write(writer.begin())
  const except = file === undefined ? undefined : realpathSync(file)
  const progress =
    io.stderr.isTTY && !onTerminal && !quiet
      ? createProgress(io.stderr, countFiles(paths, except))
      : NO_PROGRESS

  const counts: Counts = {
    messages: 0,
    bytes: 0,
    verdicts: { clean: 0, suspicious: 0, hostile: 0 },
    skipped: 0,
    failed: 0,
  }
  const analyze = (found: Found): Report | Promise<Report> =>
    found.bytes ? analyzer.analyze(found.bytes) : analyzer.analyzeStream(found.chunks)
  const note = (kind: 'skipped' | 'failed', path: string, reason: string): void => {
    counts[kind]++
    progress.clear()
    io.stderr.write(
      `backstamp: ${escapeText(path)}: ${kind === 'skipped' ? 'skipped, ' : ''}${escapeText(reason)}\n`,
    )
  }

  const start = performance.now()
  for await (const found of messages(paths, io.stdin, except)) {
    progress.tick()
    if (found.kind !== 'message') {
      note(found.kind, found.path, found.reason)
      continue
    }
    let report: Report
    try {
      report = await analyze(found)
    } catch (error) {
      note('failed', found.path, `not analysed: ${reasonOf(error)}`)
      continue
    }
    counts.messages++
    counts.bytes += report.message.size
    counts.verdicts[report.verdict]++
    await output.write(writer.entry(found.path, report))
    if (output.gone) break
  }
  await output.write(writer.end())
  await output.end()
  progress.clear()
  if (!quiet && !output.gone) io.stderr.write(summaryLine(counts, performance.now() - start))
  return statusOf(counts, threshold)
}

export const scanCommand: Command = {
  summary: 'Score messages: files, folders, standard input',
  help,
  run,
}
