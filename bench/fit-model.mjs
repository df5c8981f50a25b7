#!/usr/bin/env node
// Fits src/scoring/model.json from labelled mail.
//
//   npm run fit -- [--out FILE] [--date YYYY-MM-DD] DIR...
//
// DIR holds messages and a labels.tsv: path, stratum, then 1, 0 or nothing for each question. The first folder holds mail
// as it comes, whose share of 1 gives the prior; what is in the others was made.
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

const { values, positionals: folders } = parseArgs({
  options: {
    out: { type: 'string', default: fileURLToPath(new URL('../src/scoring/model.json', import.meta.url)) },
    date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
  },
  allowPositionals: true,
})
if (folders.length === 0) {
  console.error('usage: npm run fit -- [--out FILE] [--date YYYY-MM-DD] DIR...')
  process.exit(2)
}

const gatherer = createRowGatherer(createObserver())
const corpora = []
for (const [i, folder] of folders.entries()) {
  const text = readFileSync(join(folder, 'labels.tsv'), 'utf8')
  corpora.push(digestOfLabels(text))
  for (const labelled of parseLabels(text))
    if (Object.keys(labelled.labels).length > 0)
      gatherer.add(labelled, readFileSync(join(folder, labelled.path)), {
        source: basename(folder),
        made: i > 0,
      })
}
const rows = gatherer.rows()
const model = fitModel(rows, { date: values.date, corpora })
writeFileSync(values.out, modelText(model))

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
