import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { reasonOf } from '../batch/sources/index.ts'
import { readNamed } from '../batch/sources/named.ts'
import { readMessageText } from '../message-text.ts'
import { wantsColour } from '../report/colour.ts'
import { type ExplainOptions, explain, formatJson, htmlWriter } from '../report/index.ts'
import { type Command, InputError, type Io, OK, type Status, UsageError } from './io.ts'
import {
  ANALYZER_OPTIONS,
  analyzerFrom,
  HELP_OPTION,
  type OptionTable,
  oneOf,
  optionHelp,
  parseOptions,
  takeSourceLimits,
  withOptions,
} from './options.ts'
import { streamOutput } from './output.ts'
import { NO_PROGRESS } from './progress.ts'
import { MSG_WORKER, reportMissed } from './sources.ts'

const OPTIONS = {
  format: { value: 'FORMAT', help: 'text (default), json: the report, or html: a page.' },
  ...ANALYZER_OPTIONS,
  ...HELP_OPTION,
} as const satisfies OptionTable

const help = `Usage: backstamp explain [OPTION]... FILE

Shows one message: who it says it is from, the route with times, operators and the trust
boundary, what authentication fields claim and on whose word, every finding with the bytes it
rests on, what was looked at and let go, what the reader sees and does not see.

FILE is one message, - for standard input, or a message in an archive or an mbox by the name
that scan gives it, such as box.mbox#12 or archive.tar.gz!/a.eml.

Options:
${optionHelp(OPTIONS)}

Examples:
  backstamp explain message.eml
  backstamp explain --trusted-host mx.example.net message.eml | less
  backstamp explain --format json message.eml
  backstamp explain --format html message.eml > message.html

Exit status:
  0  the message was shown, whatever its verdict
  2  wrong arguments, or the file could not be read or is no mail

Environment: NO_COLOR turns colour off, FORCE_COLOR turns it on.
`

/** A file's bytes, read where they are asked for. */
function fileView(path: string): NonNullable<ExplainOptions['bytes']> & { close(): void } {
  const fd = openSync(path, 'r')
  return {
    subarray(start, end) {
      const bytes = Buffer.alloc(end - start)
      return bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, start))
    },
    close: () => closeSync(fd),
  }
}

async function run(args: readonly string[], io: Io): Promise<Status> {
  const parsed = parseOptions(args, OPTIONS)
  const [file, ...more] = parsed.positionals
  if (file === undefined) throw new UsageError('nothing to explain: name a file, or - for standard input')
  if (more.length > 0) throw new UsageError('explain takes one message; use scan for several')
  const format = oneOf(parsed, 'format', ['text', 'json', 'html'], 'text')
  if (format === 'html' && io.stdout.isTTY)
    throw new UsageError('--format html is not for a terminal: send it to a file with > FILE')
  const sources = takeSourceLimits(parsed)
  const analyzer = analyzerFrom(parsed)
  const limits = withOptions(parsed, (analyzing) => analyzing.limits)
  const output = streamOutput(io.stdout)
  const onTerminal = io.stdout.isTTY === true

  const style = { width: onTerminal ? io.stdout.columns : undefined, colour: wantsColour(io.env, onTerminal) }
  for await (const found of readNamed(file, { stdin: io.stdin, limits: sources }, MSG_WORKER)) {
    if (found.kind !== 'message') throw new InputError(found.path, found.reason)
    const { note, path } = found
    if (note !== undefined) reportMissed({ kind: 'warning', path, reason: note }, io, NO_PROGRESS)
    const options: ExplainOptions = { path: found.path, ...style }
    const { bytes } = found
    const report = bytes
      ? analyzer.analyze(bytes)
      : await streamed(found.path, () => analyzer.analyzeStream(found.chunks))
    if (format === 'json') await output.write(`${formatJson(report)}\n`)
    else if (format === 'html') {
      const page = htmlWriter()
      await output.write(page.begin() + page.entry(found.path, report, bytes) + page.end())
    } else if (bytes)
      await output.write(explain(report, { ...options, bytes, text: readMessageText(bytes, { limits }) }))
    else {
      const view = file !== '-' && isFile(found.path) ? fileView(found.path) : undefined
      await output.write(explain(report, { ...options, bytes: view }))
      view?.close()
    }
  }
  await output.end()
  return OK
}

/** @throws InputError where a message cannot be read to its end. */
async function streamed<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    throw new InputError(path, reasonOf(error))
  }
}

/** Whether a message is a file by itself, so that its bytes can be read again. */
const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile()

export const explainCommand: Command = {
  summary: 'Tell one message as a story: route, findings, evidence',
  help,
  run,
}
