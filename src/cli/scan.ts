import { statSync } from 'node:fs'
import { createCampaignIndex } from '../batch/campaigns/index.ts'
import { type Checkpoint, CheckpointError, checkpointFiles, openCheckpoint } from '../batch/checkpoint.ts'
import { type Scanned, type ScanOptions, scanned } from '../batch/scan.ts'
import { reasonOf } from '../batch/sources/index.ts'
import { wantsColour } from '../report/colour.ts'
import { type FormatName, type ReportWriter, WRITERS } from '../report/index.ts'
import type { Verdict } from '../schema.ts'
import { MODEL } from '../scoring/model.ts'
import { VERSION } from '../version.ts'
import { addingTo } from './indexing.ts'
import { catchInterrupt } from './interrupt.ts'
import { type Command, InputError, type Io, type Status, UsageError } from './io.ts'
import {
  ANALYZER_OPTIONS,
  HELP_OPTION,
  type OptionTable,
  oneOf,
  optionHelp,
  parseOptions,
} from './options.ts'
import { type FileOutput, fileOutput, streamOutput } from './output.ts'
import { type Counts, count, emptyLine, noCounts, statusOf, summaryLine, verdictLine } from './scan-counts.ts'
import {
  JOBS_OPTION,
  openSources,
  reportMissed,
  SOURCE_OPTIONS,
  type SourceRequest,
  scanOptionsOf,
  sourcesOf,
  WORKER,
} from './sources.ts'

const OPTIONS = {
  format: {
    value: 'FORMAT',
    help: 'table (default), ndjson: one report a line, json: one array, csv: one row a message, sarif, junit, or html: one page.',
  },
  'fail-on': {
    value: 'VERDICT',
    help: 'Exit with 1 from this verdict on: suspicious, or hostile (default).',
  },
  output: { short: 'o', value: 'FILE', help: 'Write the reports to FILE instead of standard output.' },
  ...JOBS_OPTION,
  resume: {
    help: 'With --output: keep FILE.checkpoint while scanning, and go on from it where a scan was ended.',
  },
  quiet: { short: 'q', help: 'No progress and no summary; files that cannot be scanned are still named.' },
  ...SOURCE_OPTIONS,
  ...ANALYZER_OPTIONS,
  ...HELP_OPTION,
} as const satisfies OptionTable

/** Formats of lines that do not depend on one another. */
const RESUMABLE: readonly FormatName[] = ['ndjson', 'csv', 'table']
/** Milliseconds between checkpoints. */
const SAVE_MS = 1000

const help = `Usage: backstamp scan [OPTION]... PATH...

Gives each message a score, a verdict, and for four questions a probability: were trace or
authentication headers removed, were headers forged, does the body hide filler, is it a picture
lure. It reads nothing but the files: no network, no clock.

PATH is a message, an mbox, a .gz, .zip, .tar or .tar.gz of such, a folder of such (read to any
depth, in byte order, links followed), or - for standard input. Messages in them are called
box.mbox#12 and archive.zip!/a.eml. A PATH that is not there may be a pattern: 'mail/**/*.eml'.

Options:
${optionHelp(OPTIONS)}

Reports go to standard output. Progress (on a terminal), files that are skipped or cannot be
read, and a summary go to standard error.

Examples:
  backstamp scan quarantine/
  backstamp scan --format ndjson --ignore '*.txt' export.tar.gz > reports.ndjson
  find mail -mtime -1 -print0 | backstamp scan --files-from -
  backstamp scan --format html --output report.html quarantine/
  backstamp scan --trusted-host mx.example.net --fail-on suspicious message.eml
  curl -s https://example.net/message.eml | backstamp scan -

Exit status:
  0  messages were scanned and none is at or above the --fail-on verdict
  1  at least one message is
  2  wrong arguments, a file that could not be read, or no message at all; what could be
     scanned was scanned
Empty files and files that are no mail are skipped and named; they do not change the status.
After Ctrl-C what was scanned is written out and the status is 130; a second one ends it at once.

Environment: NO_COLOR turns colour off, FORCE_COLOR turns it on.
`

interface Request extends SourceRequest {
  format: FormatName
  threshold: Exclude<Verdict, 'clean'>
  file: string | undefined
  quiet: boolean
  resume: boolean
  options: ScanOptions
}

function requestOf(args: readonly string[]): Request {
  const parsed = parseOptions(args, OPTIONS)
  const request: Request = {
    ...sourcesOf(parsed, 'scan'),
    format: oneOf(parsed, 'format', Object.keys(WRITERS) as FormatName[], 'table'),
    threshold: oneOf(parsed, 'fail-on', ['suspicious', 'hostile'], 'hostile'),
    file: parsed.values.get('output')?.[0],
    quiet: parsed.switches.has('quiet'),
    resume: parsed.switches.has('resume'),
    options: scanOptionsOf(parsed),
  }
  if (request.resume && request.file === undefined) throw new UsageError('--resume needs --output FILE')
  if (request.resume && !RESUMABLE.includes(request.format)) {
    const known = RESUMABLE.join(', ').replace(/, (?=\w+$)/, ' or ')
    throw new UsageError(`--resume needs --format ${known}, not ${request.format}`)
  }
  if (request.resume && request.paths.includes('-'))
    throw new UsageError('--resume cannot read standard input a second time')
  return request
}

const checkpointOf = (file = ''): string => `${file}.checkpoint`

/** Where a scan was ended, or the beginning of one that can be gone on with. */
function checkpointFor(request: Request): Checkpoint<Counts> {
  const { file = '', format, paths, filesFrom, ignore, limits } = request
  const { jobs: _, ...analyzer } = request.options
  const sources = { paths, filesFrom, ignore, limits }
  const settings = JSON.stringify({ version: VERSION, model: MODEL.id, format, sources, ...analyzer })
  const name = checkpointOf(file)
  const checkpoint = inputErrors(name, () => openCheckpoint<Counts>(name, settings))
  const size = inputErrors(file, () => statSync(file, { throwIfNoEntry: false })?.size)
  if (checkpoint.resumed && (size ?? 0) < checkpoint.resumed.bytes)
    throw new InputError(file, `has less in it than ${name} says: remove both to begin anew`)
  if (!checkpoint.resumed && size !== undefined)
    throw new InputError(file, `is there, but no ${name}: that scan is complete, or was not to be resumed`)
  return checkpoint
}

function inputErrors<T>(path: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(path, reasonOf(error))
  }
}

function entryOf(writer: ReportWriter, message: Scanned): string {
  const { path, member } = message
  return (
    writer.entryOfJson?.(path, message.json(), member) ??
    writer.entry(path, message.report(), writer.needsSource ? message.bytes : undefined, member)
  )
}

async function run(args: readonly string[], io: Io): Promise<Status> {
  const request = requestOf(args)
  const { file, quiet, options } = request
  if (request.format === 'html' && file === undefined && io.stdout.isTTY)
    throw new UsageError('--format html is not for a terminal: name a file with --output FILE')
  const checkpoint = request.resume ? checkpointFor(request) : undefined
  const resumed = checkpoint?.resumed
  const output = file === undefined ? streamOutput(io.stdout) : fileOutput(file, resumed?.bytes)
  const onTerminal = file === undefined && io.stdout.isTTY === true
  const writer = WRITERS[request.format]({
    width: onTerminal ? io.stdout.columns : undefined,
    colour: file === undefined && wantsColour(io.env, onTerminal),
    failOn: request.threshold,
  })
  const index = writer.showsCampaigns ? createCampaignIndex() : undefined
  const own = file === undefined ? [] : [file, ...checkpointFiles(checkpointOf(file))]
  const { items, progress } = await openSources(
    request,
    own,
    io,
    io.stderr.isTTY === true && !onTerminal && !quiet,
  )

  const add = index && addingTo(index, (item) => reportMissed({ ...item, kind: 'warning' }, io, progress))
  const counts = resumed?.counts ?? noCounts()
  const before = counts.bytes
  const start = performance.now()
  let saved = start
  const save = (): void => {
    if (!checkpoint) return
    inputErrors(checkpointOf(file), () => checkpoint.save((output as FileOutput).flush(), counts))
    saved = performance.now()
  }
  if (!resumed) {
    await output.write(writer.begin())
    save()
  }

  const interruption = catchInterrupt(() => io.stdin.destroy?.())
  try {
    const scanning = { ...options, fingerprints: index && ('too' as const) }
    const rest = checkpoint?.rest(items, () => interruption.status !== undefined) ?? items
    for await (const item of scanned(rest, scanning, WORKER)) {
      if (interruption.status) break
      count(counts, item)
      checkpoint?.done(item.path)
      if (item.kind === 'scanned') {
        await output.write(entryOf(writer, item))
        if (item.fingerprint) add?.(item)
      } else {
        reportMissed(item, io, progress)
        if (item.kind !== 'warning')
          await output.write(writer.missed?.(item.path, item.kind, item.reason) ?? '')
      }
      progress.tick(verdictLine(counts))
      if (output.gone) break
      if (performance.now() - saved > SAVE_MS) save()
    }
  } catch (error) {
    if (error instanceof CheckpointError) throw new InputError(checkpointOf(file), error.message)
    throw error
  } finally {
    interruption.release()
  }
  await output.write(writer.end(index?.group().campaigns))
  if (interruption.status) save()
  else checkpoint?.remove()
  await output.end()
  progress.clear()
  if (!interruption.status) io.stderr.write(emptyLine(counts))
  if (!quiet && !output.gone) {
    if (interruption.status) io.stderr.write('interrupted\n')
    io.stderr.write(summaryLine(counts, performance.now() - start, counts.bytes - before))
  }
  return interruption.status ?? statusOf(counts, request.threshold)
}

export const scanCommand: Command = {
  summary: 'Score messages: files, folders, standard input',
  help,
  run,
}
