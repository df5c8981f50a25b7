#!/usr/bin/env node
// Fits src/scoring/model.json from labelled mail.
//
//   npm run fit -- [--question QUESTION]... [--until YEAR] [--variants] [--out FILE] [--date YYYY-MM-DD] [DIR...]
//
// Without DIR: the labelled real mail of .cache/corpus, but for what is set apart; with --variants also what is made of it.
// DIR holds messages and a labels.tsv: path, stratum, then 1, 0 or nothing for each question. The first folder holds mail
// as it comes, whose share of 1 gives the prior; what is in the others was made.
//   --question  fits this question only, and keeps what the model has of the others. May be repeated.
//   --until     leaves out labelled spam that was received later
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import {
  createObserver,
  createRowGatherer,
  digestOfLabels,
  fit as fitModel,
  modelText,
  parseLabels,
} from '../dist/evaluate/index.js'
import { realRows, variantRows } from './corpus-rows.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const CORPUS = join(ROOT, '.cache/corpus')
const TABLES = ['labels.tsv', 'labels-honest.tsv', 'labels-v2.tsv']

const { values, positionals: folders } = parseArgs({
  options: {
    out: { type: 'string', default: join(ROOT, 'src/scoring/model.json') },
    date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    question: { type: 'string', multiple: true, default: [] },
    until: { type: 'string' },
    variants: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})

const { rows: gathered, corpora } = folders.length > 0 ? rowsOfFolders() : rowsOfCorpus()
const rows = gathered.filter(({ year, source }) => source !== undefined || !(year > Number(values.until)))
const fitted = fitModel(rows, { date: values.date, corpora })
const model =
  values.question.length === 0
    ? fitted
    : {
        ...fitted,
        questions: {
          ...JSON.parse(readFileSync(values.out, 'utf8')).questions,
          ...Object.fromEntries(values.question.map((question) => [question, fitted.questions[question]])),
        },
      }
writeFileSync(values.out, modelText(model))

function rowsOfCorpus() {
  const { rows } = realRows(CORPUS)
  return {
    rows: values.variants ? [...rows, ...variantRows(CORPUS)] : rows,
    corpora: TABLES.map((table) => digestOfLabels(readFileSync(join(CORPUS, table), 'utf8'))),
  }
}

function rowsOfFolders() {
  const gatherer = createRowGatherer(createObserver())
  const digests = folders.map((folder, i) => {
    const text = readFileSync(join(folder, 'labels.tsv'), 'utf8')
    for (const labelled of parseLabels(text))
      if (Object.keys(labelled.labels).length > 0)
        gatherer.add(labelled, readFileSync(join(folder, labelled.path)), {
          source: basename(folder),
          made: i > 0,
        })
    return digestOfLabels(text)
  })
  return { rows: gatherer.rows(), corpora: digests }
}

console.log(`${rows.length} messages in ${new Set(rows.map(({ group }) => group)).size} groups`)
const line = (name, positives, negatives, bits) =>
  console.log(
    `  ${name.padEnd(60)} ${String(positives).padStart(6)} ${String(negatives).padStart(6)} ${bits.toFixed(2).padStart(7)}`,
  )
for (const [question, { prior, calibration, absent, weights }] of Object.entries(model.questions)) {
  console.log(`\n${question}: prior ${prior} bits, ${JSON.stringify(calibration)}`)
  for (const [row, { positives, negatives, bits }] of Object.entries(weights))
    line(row, positives[0], negatives[0], bits)
  for (const [group, bits] of Object.entries(absent)) line(`nothing of ${group}`, '', '', bits)
}
