#!/usr/bin/env node
// Holds the program against all labelled real mail, and against what it said of it before.
//
//   npm run evaluate:corpus -- [--baseline FILE] [--accept] [--apart] [--no-made] [--errors N] [--until YEAR] [--from YEAR] [--corpus DIR]
//
// Prints what is found, what is a false alarm and what the probabilities are worth, by question, stratum and year, by the model
// that is shipped, by one fitted without the message's campaign
// or source, and by one fitted on mail up to a year (--until, 2023) for mail of later ones (--from, 2024). Made variants are made anew from the real mail.
// The baseline is bench/corpus-baseline.tsv unless given. The exit status is 1 where a question got significantly worse on a
// stratum: more campaigns got worse than got better, by more than chance.
//   --accept   writes the baseline
//   --apart    also what is set apart for the end: to be measured once, and reported apart
//   --no-made  leaves out the made variants
//   --errors N lists N errors of each question, the worst first
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import {
  brier,
  calibrationError,
  calibrationTable,
  crossValidate,
  fit,
  mcnemar,
  predict,
} from '../dist/evaluate/index.js'
import { baselineText, compareWithBaseline, groupBy, QUESTIONS } from './corpus-baseline.mjs'
import { realRows, variantRows } from './corpus-rows.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const MODEL = JSON.parse(readFileSync(join(ROOT, 'src/scoring/model.json'), 'utf8'))

const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string', default: join(ROOT, '.cache/corpus') },
    baseline: { type: 'string', default: join(ROOT, 'bench/corpus-baseline.tsv') },
    accept: { type: 'boolean', default: false },
    apart: { type: 'boolean', default: false },
    'no-made': { type: 'boolean', default: false },
    until: { type: 'string', default: '2023' },
    from: { type: 'string', default: '2024' },
    errors: { type: 'string', default: '0' },
  },
})
if (!existsSync(join(options.corpus, 'labels-v2.tsv'))) {
  console.error(`evaluate:corpus: ${options.corpus} holds no labelled mail; unpack it there first`)
  process.exit(2)
}

/** Answers to single questions: `{ id, group, question, label, probability, crossed, stratum, year }`. */
const answers = [...realAnswers(), ...(options['no-made'] ? [] : madeAnswers())]
printTables(answers)
printErrors(answers, Number(options.errors))
if (options.accept) {
  writeFileSync(options.baseline, baselineText(answers))
  console.log(`\nwrote ${options.baseline}`)
} else process.exitCode = printComparison(answers, options.baseline)

function realAnswers() {
  const { rows, missing } = realRows(options.corpus, { apart: options.apart })
  console.log(`${rows.length} labelled messages, ${missing} more are not there`)
  const crossed = crossValidate(rows)
  const split = timeSplit(rows)
  return rows.flatMap(({ path, group, year, labels, strata, assessments }, i) =>
    Object.entries(labels).map(([question, label]) => ({
      id: path,
      group,
      question,
      label,
      probability: assessments[question].probability,
      crossed: crossed[i][question],
      later: split[i]?.[question],
      stratum: strata[question],
      year: String(year ?? '–'),
    })),
  )
}

/** What a model that was fitted on rows up to a year says of those of later ones; nothing of the others. */
function timeSplit(rows) {
  const isLater = ({ year, source }) => source === undefined && year >= options.from
  const isEarlier = ({ year, source }) => source !== undefined || !(year > options.until)
  const model = fit(rows.filter(isEarlier), { date: '2000-01-01' })
  const later = rows.filter(isLater)
  const predicted = new Map(predict(later, model).map((prediction, i) => [later[i], prediction]))
  return rows.map((row) => predicted.get(row))
}

function madeAnswers() {
  const rows = variantRows(options.corpus)
  const predictions = predict(rows, MODEL)
  return rows.flatMap((row, i) =>
    Object.entries(row.labels).map(([question, label]) => ({
      id: row.id,
      group: row.group,
      question,
      label,
      probability: predictions[i][question],
      stratum: row.kind,
      year: 'made',
      made: true,
    })),
  )
}

function printTables(all) {
  for (const question of QUESTIONS) {
    const asked = all.filter((answer) => answer.question === question)
    const real = asked.filter(({ crossed }) => crossed !== undefined)
    console.log(`\n${question}`)
    printLine('shipped model, real mail', real)
    printLine(
      'cross-validated, no campaign on both sides',
      real.map((answer) => ({ ...answer, probability: answer.crossed })),
    )
    printLine(
      `fitted on mail up to ${options.until}, measured on that from ${options.from}`,
      real
        .filter(({ later }) => later !== undefined)
        .map((answer) => ({ ...answer, probability: answer.later })),
    )
    const strata = [...groupBy(asked, ({ stratum }) => stratum)].sort(([a], [b]) => (a < b ? -1 : 1))
    for (const [stratum, some] of strata) {
      printRow(`  ${stratum}`, some)
      const { positives, alarms } = countsOf(some)
      if (positives === 0 && alarms === 0) continue
      const years = [...groupBy(some, ({ year }) => year)].sort(([a], [b]) => (a < b ? -1 : 1))
      if (years.length > 1) for (const [year, few] of years) printRow(`    ${year}`, few)
    }
  }
}

function countsOf(some) {
  const count = (label, yes) =>
    some.filter((answer) => answer.label === label && (!yes || answer.probability >= 0.5)).length
  return { positives: count(1), found: count(1, true), negatives: count(0), alarms: count(0, true) }
}

function printLine(what, some) {
  const { positives, found, negatives, alarms } = countsOf(some)
  const percent = (a, b) => (b === 0 ? '–' : `${((100 * a) / b).toFixed(1)} %`)
  console.log(
    `  ${what}: recall ${percent(found, positives)} (${found} of ${positives}), precision ${percent(found, found + alarms)}, ` +
      `${alarms} false alarms of ${negatives}, Brier ${brier(some).toFixed(4)}, calibration error ${calibrationError(calibrationTable(some)).toFixed(4)}`,
  )
}

function printRow(name, some) {
  const { positives, found, negatives, alarms } = countsOf(some)
  const campaigns = new Set(some.filter(({ label }) => label === 1).map(({ group }) => group)).size
  const cells = [
    name.padEnd(36),
    positives === 0 ? '' : `found ${found} of ${positives} (${campaigns} campaigns)`,
    negatives === 0 ? '' : `false alarms ${alarms} of ${negatives}`,
  ]
  console.log(`${cells[0]} ${cells[1].padEnd(38)} ${cells[2]}`.trimEnd())
}

function printErrors(all, most) {
  if (most === 0) return
  for (const question of QUESTIONS) {
    const wrong = all
      .filter((answer) => answer.question === question && answer.probability >= 0.5 !== (answer.label === 1))
      .sort((a, b) => Math.abs(b.probability - 0.5) - Math.abs(a.probability - 0.5))
    console.log(`\n${question}: ${wrong.length} errors`)
    for (const { label, probability, id } of wrong.slice(0, most))
      console.log(`  ${label === 1 ? 'missed' : 'false alarm'} p=${probability.toFixed(3)} ${id}`)
  }
}

/** Prints what changed; 1 where something got significantly worse. */
function printComparison(all, file) {
  if (!existsSync(file)) {
    console.error(`\nevaluate:corpus: no baseline at ${file}; --accept writes one`)
    return 2
  }
  const { compared, fresh, changed, rows } = compareWithBaseline(all, readFileSync(file, 'utf8'), mcnemar)
  console.log(`\nagainst the baseline: ${compared} answers compared, ${fresh} are new, ${changed} changed`)
  for (const { question, label, stratum, better, worse, p } of rows)
    console.log(
      `  ${question} ${label === 1 ? 'found' : 'false alarms'}, ${stratum}: campaigns better ${better}, worse ${worse}, p ${p.toFixed(4)}`,
    )
  for (const { question, stratum, messages, significant } of rows) {
    if (!significant) continue
    console.log(`\nsignificantly worse: ${question} on ${stratum}`)
    for (const { id, change, probability } of messages)
      if (change < 0) console.log(`  p=${probability.toFixed(3)} ${id}`)
  }
  return rows.some(({ significant }) => significant) ? 1 : 0
}
