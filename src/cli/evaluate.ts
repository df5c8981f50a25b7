import { readFileSync, writeFileSync } from 'node:fs'
import { reasonOf } from '../batch/sources/index.ts'
import {
  calibrationPlot,
  compareEvaluations,
  createObserver,
  createRowGatherer,
  crossValidate,
  dropOne,
  type EvaluatedRow,
  type Evaluation,
  evaluate,
  type Observer,
  predict,
} from '../evaluate/index.ts'
import { escapeText } from '../report/index.ts'
import { MODEL, type Model } from '../scoring/model.ts'
import { type EvaluationOutput, evaluationTable } from './evaluation-table.ts'
import { type Command, FAILED, FLAGGED, InputError, type Io, OK, type Status, UsageError } from './io.ts'
import { createLocator, labelSources } from './labelled.ts'
import {
  ANALYZER_OPTIONS,
  HELP_OPTION,
  integer,
  type OptionTable,
  oneOf,
  optionHelp,
  type Parsed,
  parseOptions,
  withOptions,
} from './options.ts'
import { fileOutput, streamOutput } from './output.ts'
import { createProgress, NO_PROGRESS, ofFiles } from './progress.ts'

const OPTIONS = {
  labels: {
    value: 'FILE',
    help: 'The table of labels; its paths are relative to PATH, or to its own folder.',
  },
  model: { value: 'FILE', help: 'A model of your own instead of the one that is shipped.' },
  'cross-validate': {
    help: 'Judge each message by a model fitted on the others, whatever the model was fitted on.',
  },
  'no-cross-validate': { help: 'Use the model as it is, even on mail that it was fitted on.' },
  folds: { value: 'N', help: 'Parts that cross-validation leaves out in turn, 10 unless given.' },
  'drop-one': { help: 'Say what each check adds: cross-validate without it.' },
  baseline: {
    value: 'FILE',
    help: 'Compare with an earlier run’s JSON, and exit with 1 where a question got significantly worse.',
  },
  legitimate: {
    value: 'STRATUM',
    multiple: true,
    help: 'A stratum of legitimate mail; without it, those whose name ends in "ham". May be repeated.',
  },
  errors: { value: 'N', help: 'Errors that are listed for each question, 5 unless given.' },
  format: { value: 'FORMAT', help: 'table (default) or json.' },
  plot: { value: 'FILE.svg', help: 'Draw probabilities against what is so.' },
  output: { short: 'o', value: 'FILE', help: 'Write to FILE instead of standard output.' },
  quiet: { short: 'q', help: 'No progress.' },
  ...ANALYZER_OPTIONS,
  ...HELP_OPTION,
} as const satisfies OptionTable

const help = `Usage: backstamp evaluate [OPTION]... FOLDER...
       backstamp evaluate [OPTION]... --labels FILE [PATH]...

Holds the analyzer against labelled mail: how much is found, how often it is wrong for which
kind of mail, and whether its probabilities mean what they say.

A FOLDER holds messages and a labels.tsv: tab-separated, with a header row, then path, stratum,
and 1, 0 or nothing for each question. The first folder holds mail as it comes; what is in
others was made from other messages.

On mail that the model was fitted on, each message is judged by a model fitted without it and
without all that is like it.

Options:
${optionHelp(OPTIONS)}

Examples:
  backstamp evaluate corpus/
  backstamp evaluate --labels labels.tsv --format json quarantine/ > run.json
  backstamp evaluate --labels labels.tsv --baseline run.json --plot calibration.svg quarantine/

Exit status:
  0  evaluated, and not significantly worse than the baseline
  1  significantly worse: McNemar's exact test for each question, of what is found and of false
     alarms, at 5 % for all of them together (Holm)
  2  wrong arguments, a file that could not be read, or no labelled message at all
`

async function run(args: readonly string[], io: Io): Promise<Status> {
  const parsed = parseOptions(args, OPTIONS)
  const value = (name: keyof typeof OPTIONS) => parsed.values.get(name)?.[0]
  const format = oneOf(parsed, 'format', ['table', 'json'], 'table')
  const folds = integer(parsed, 'folds', 10, 2, 100)
  const errors = integer(parsed, 'errors', 5, 0, 1_000_000)
  if (parsed.switches.has('cross-validate') && parsed.switches.has('no-cross-validate'))
    throw new UsageError('--cross-validate and --no-cross-validate exclude each other')
  if (parsed.positionals.length === 0 && value('labels') === undefined)
    throw new UsageError('nothing to evaluate: name a folder with a labels.tsv, or --labels FILE')
  const model = readModel(value('model'))
  const baseline = readJson<Evaluation>(value('baseline'), 'answers')
  const observer = withOptions(parsed, createObserver)
  const file = value('output')
  const output = file === undefined ? streamOutput(io.stdout) : fileOutput(file)

  const { rows, corpora, missing, failed } = gather(parsed, observer, io)
  const costs = observer.costs()
  if (rows.length === 0)
    throw new InputError(value('labels') ?? parsed.positionals[0], 'no labelled message is there')
  const fittedOn = corpora.filter((digest) => model.corpora?.includes(digest)).length
  const crossed =
    parsed.switches.has('cross-validate') || (fittedOn > 0 && !parsed.switches.has('no-cross-validate'))
  const predictions = crossed ? crossValidate(rows, { folds, base: model }) : predict(rows, model)
  const evaluation = evaluate(rows, predictions, {
    legitimate: parsed.values.get('legitimate'),
    errors,
    costs,
  })
  const result: EvaluationOutput = {
    ...evaluation,
    method: {
      model: model.id,
      ...(crossed ? { folds } : {}),
      corpora,
      fittedOn,
      fittedElsewhere: (model.corpora?.length ?? 0) - fittedOn,
      missing,
    },
  }
  if (parsed.switches.has('drop-one')) result.dropOne = dropOne(rows, { folds, base: model })
  if (baseline) result.comparison = compareEvaluations(evaluation, baseline)
  await output.write(format === 'json' ? `${JSON.stringify(result)}\n` : evaluationTable(result))
  await output.end()
  const plot = value('plot')
  if (plot !== undefined) writePlot(plot, evaluation)
  if (failed > 0) return FAILED
  return result.comparison?.some(({ significant }) => significant) ? FLAGGED : OK
}

interface Gathered {
  rows: EvaluatedRow[]
  corpora: string[]
  missing: number
  failed: number
}

function gather(parsed: Parsed, observer: Observer, io: Io): Gathered {
  const sources = labelSources(parsed.values.get('labels')?.[0], parsed.positionals)
  const gatherer = createRowGatherer(observer)
  const total = sources.reduce((sum, { labelled }) => sum + labelled.length, 0)
  const quiet = parsed.switches.has('quiet') || !io.stderr.isTTY
  const progress = quiet ? NO_PROGRESS : createProgress(io.stderr, ofFiles(total))
  let missing = 0
  let failed = 0
  for (const [i, source] of sources.entries()) {
    const locate = createLocator(source)
    for (const labelled of source.labelled) {
      progress.tick()
      if (Object.keys(labelled.labels).length === 0) continue
      const file = locate(labelled.path)
      if (file === undefined) {
        missing++
        continue
      }
      try {
        gatherer.add(labelled, readFileSync(file), { source: source.name, made: i > 0, file })
      } catch (error) {
        failed++
        progress.clear()
        io.stderr.write(`backstamp: ${escapeText(file)}: ${escapeText(reasonOf(error))}\n`)
      }
    }
  }
  progress.clear()
  return {
    rows: gatherer.rows(),
    corpora: sources.map(({ digest }) => digest),
    missing,
    failed,
  }
}

/** A JSON file that has at least this property. */
function readJson<T>(file: string | undefined, property: keyof T): T | undefined {
  if (file === undefined) return undefined
  let read: T
  try {
    read = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new InputError(file, error instanceof SyntaxError ? 'is no JSON' : reasonOf(error))
  }
  if (typeof read?.[property] !== 'object' || read[property] === null)
    throw new InputError(file, `has no ${String(property)}`)
  return read
}

const readModel = (file: string | undefined): Model => readJson<Model>(file, 'questions') ?? MODEL

function writePlot(file: string, evaluation: Evaluation): void {
  try {
    writeFileSync(file, calibrationPlot(evaluation))
  } catch (error) {
    throw new InputError(file, `cannot be written: ${reasonOf(error)}`)
  }
}

export const evaluateCommand: Command = {
  summary: 'Hold the analyzer against labelled mail',
  help,
  run,
}
