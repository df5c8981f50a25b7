import { type CampaignGroups, createCampaignIndex } from '../batch/campaigns/index.ts'
import { type ScanOptions, scanned } from '../batch/scan.ts'
import type { Missed } from '../batch/sources/index.ts'
import type { Campaign } from '../campaign.ts'
import { campaignText } from '../report/campaign-text.ts'
import { wantsColour } from '../report/colour.ts'
import { escapeJson } from '../report/escape.ts'
import type { WriterOptions } from '../report/writer.ts'
import type { Verdict } from '../schema.ts'
import { addingTo } from './indexing.ts'
import { catchInterrupt } from './interrupt.ts'
import type { Command, Io, Status } from './io.ts'
import {
  ANALYZER_OPTIONS,
  HELP_OPTION,
  integer,
  type OptionTable,
  oneOf,
  optionHelp,
  parseOptions,
} from './options.ts'
import { fileOutput, streamOutput } from './output.ts'
import { count, emptyLine, noCounts, statusOf, summaryLine, verdictLine } from './scan-counts.ts'
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
    help: 'table (default): a block of lines a campaign; ndjson: a line a campaign, then a line a message; or json.',
  },
  'min-size': { value: 'N', help: 'Messages of the smallest campaign that is shown, 2 unless given.' },
  'fail-on': {
    value: 'VERDICT',
    help: 'Exit with 1 from this verdict of a message on: suspicious, or hostile (default).',
  },
  output: { short: 'o', value: 'FILE', help: 'Write the campaigns to FILE instead of standard output.' },
  ...JOBS_OPTION,
  quiet: { short: 'q', help: 'No progress and no summary; files that cannot be read are still named.' },
  ...SOURCE_OPTIONS,
  ...ANALYZER_OPTIONS,
  ...HELP_OPTION,
} as const satisfies OptionTable

const help = `Usage: backstamp campaigns [OPTION]... PATH...

Groups messages that are one mailing, by what senders cannot cheaply vary: the visible text, the
blocks that it stands in, the shapes of links, copied identifiers, the header, the route. Shows
the template that they share, with what varies in it.

PATH is what it is for backstamp scan.

Options:
${optionHelp(OPTIONS)}

Nothing is shown before everything was read. Progress, what was skipped, and a summary go to
standard error.

Examples:
  backstamp campaigns quarantine/
  backstamp campaigns --min-size 10 --format json quarantine/ > campaigns.json

Exit status: as of backstamp scan.
`

/** A row of ndjson of a campaign; its members are rows of their own. */
function campaignLine({ members: _, ...campaign }: Campaign): string {
  return `${escapeJson(JSON.stringify({ kind: 'campaign', ...campaign }))}\n`
}

function messageLine(path: string, campaign: string | null): string {
  return `${escapeJson(JSON.stringify({ kind: 'message', path, campaign }))}\n`
}

type Format = (groups: CampaignGroups, paths: readonly string[], options: WriterOptions) => Generator<string>

const FORMATS: Record<'table' | 'ndjson' | 'json', Format> = {
  *table({ campaigns }, _, options) {
    for (const [i, campaign] of campaigns.entries())
      yield `${i === 0 ? '' : '\n'}${campaignText(campaign, options)}`
  },
  *ndjson({ campaigns, ids }, paths) {
    for (const campaign of campaigns) yield campaignLine(campaign)
    for (const [i, path] of paths.entries()) yield messageLine(path, ids[i])
  },
  *json({ campaigns }, paths) {
    yield `{\n  "messages": ${paths.length},\n  "campaigns": [`
    for (const [i, campaign] of campaigns.entries())
      yield `${i === 0 ? '' : ','}\n    ${escapeJson(JSON.stringify(campaign))}`
    yield '\n  ]\n}\n'
  },
}

interface Request extends SourceRequest {
  format: keyof typeof FORMATS
  minSize: number
  threshold: Exclude<Verdict, 'clean'>
  file: string | undefined
  quiet: boolean
  options: ScanOptions
}

function requestOf(args: readonly string[]): Request {
  const parsed = parseOptions(args, OPTIONS)
  return {
    ...sourcesOf(parsed, 'read'),
    format: oneOf(parsed, 'format', Object.keys(FORMATS) as (keyof typeof FORMATS)[], 'table'),
    minSize: integer(parsed, 'min-size', 2, 2, Number.MAX_SAFE_INTEGER),
    threshold: oneOf(parsed, 'fail-on', ['suspicious', 'hostile'], 'hostile'),
    file: parsed.values.get('output')?.[0],
    quiet: parsed.switches.has('quiet'),
    options: { ...scanOptionsOf(parsed), fingerprints: 'alone' },
  }
}

async function run(args: readonly string[], io: Io): Promise<Status> {
  const request = requestOf(args)
  const { format, minSize, threshold, file, quiet, options } = request
  const output = file === undefined ? streamOutput(io.stdout) : fileOutput(file)
  const onTerminal = file === undefined && io.stdout.isTTY === true
  const own = file === undefined ? [] : [file]
  const { items, progress } = await openSources(request, own, io, io.stderr.isTTY === true && !quiet)
  const counts = noCounts()
  const start = performance.now()
  const index = createCampaignIndex()
  const read: string[] = []
  const missed = (item: Missed): void => reportMissed(item, io, progress)
  const add = addingTo(index, (item) => {
    count(counts, item)
    missed(item)
  })
  const interruption = catchInterrupt(() => io.stdin.destroy?.())
  try {
    for await (const item of scanned(items, options, WORKER)) {
      if (interruption.status) break
      count(counts, item)
      if (item.kind === 'scanned') {
        if (add(item)) read.push(item.path)
      } else missed(item)
      progress.tick(verdictLine(counts))
    }
  } finally {
    interruption.release()
  }
  progress.clear()
  const groups = index.group({ minSize })
  const look: WriterOptions = {
    width: onTerminal ? io.stdout.columns : undefined,
    colour: file === undefined && wantsColour(io.env, onTerminal),
  }
  for (const text of FORMATS[format](groups, read, look)) {
    await output.write(text)
    if (output.gone) break
  }
  await output.end()
  if (!interruption.status) io.stderr.write(emptyLine(counts))
  if (!quiet && !output.gone) {
    if (interruption.status) io.stderr.write('interrupted\n')
    const grouped = groups.campaigns.reduce((sum, { size }) => sum + size, 0)
    io.stderr.write(`${groups.campaigns.length} campaigns of ${grouped} messages; `)
    io.stderr.write(summaryLine(counts, performance.now() - start, counts.bytes))
  }
  return interruption.status ?? statusOf(counts, threshold)
}

export const campaignsCommand: Command = {
  summary: 'Group messages that are one mailing',
  help,
  run,
}
