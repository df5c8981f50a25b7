#!/usr/bin/env node
// Fits src/scoring/model.json from labelled mail.
//
//   npm run fit -- DIR...        (DIR holds messages and a labels.tsv: path, stratum, then 1, 0 or nothing for each question)
//
// For every question and every row (a check, or one grade of a check): how many messages labelled 1 and how many labelled
// 0 have it; bits = log2 of the ratio of the two rates, each with half a message added (Jeffreys), so that a count of 3 of 3
// weighs less than 1,300 of 1,300. The prior is the log2 odds among labelled messages in which nothing was found.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createAnalyzer } from '../dist/index.js'

const OUT = new URL('../src/scoring/model.json', import.meta.url)
const QUESTIONS = ['headersRemoved', 'headersForged', 'hiddenFiller', 'prizeLure']
/** More would claim a certainty that a few thousand messages cannot give. */
const MAX_BITS = 12

const folders = process.argv.slice(2)
if (folders.length === 0) {
  console.error('usage: npm run fit -- DIR...')
  process.exit(2)
}

const analyzer = createAnalyzer()
const questions = Object.fromEntries(
  QUESTIONS.map((question) => [question, { positives: 0, negatives: 0, silent: [0, 0], rows: new Map() }]),
)
const corpora = []
for (const folder of folders) {
  const labels = readFileSync(join(folder, 'labels.tsv'), 'utf8')
  corpora.push(createHash('sha256').update(labels).digest('hex').slice(0, 12))
  const [head, ...lines] = labels.split('\n').filter((line) => line && !line.startsWith('#'))
  const columns = head.split('\t')
  for (const line of lines) {
    const cells = line.split('\t')
    const asked = QUESTIONS.filter((question) => /^[01]$/.test(cells[columns.indexOf(question)] ?? ''))
    if (asked.length === 0) continue
    const { findings } = analyzer.analyze(readFileSync(join(folder, cells[0])))
    for (const question of asked) {
      const label = cells[columns.indexOf(question)] === '1' ? 0 : 1
      const counts = questions[question]
      counts[label === 0 ? 'positives' : 'negatives']++
      const rows = new Set(
        findings
          .filter((finding) => finding.question === question)
          .map(({ check, grade }) => (grade === undefined ? check : `${check}:${grade}`)),
      )
      if (rows.size === 0) counts.silent[label]++
      for (const row of rows) {
        const seen = counts.rows.get(row) ?? [0, 0]
        seen[label]++
        counts.rows.set(row, seen)
      }
    }
  }
}

const round = (bits) => Math.round(Math.max(-MAX_BITS, Math.min(MAX_BITS, bits)) * 100) / 100
const model = {
  id: `counts ${new Date().toISOString().slice(0, 10)}`,
  corpora,
  questions: Object.fromEntries(
    QUESTIONS.map((question) => {
      const { positives, negatives, silent, rows } = questions[question]
      const weights = Object.fromEntries(
        [...rows]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([row, [p, n]]) => [
            row,
            {
              bits: round(Math.log2((p + 0.5) / (positives + 1) / ((n + 0.5) / (negatives + 1)))),
              positives: [p, positives],
              negatives: [n, negatives],
            },
          ]),
      )
      return [question, { prior: round(Math.log2((silent[0] + 0.5) / (silent[1] + 0.5))), silent, weights }]
    }),
  ),
}
writeFileSync(OUT, `${JSON.stringify(model, null, 2)}\n`)
for (const [question, { prior, silent, weights }] of Object.entries(model.questions)) {
  const { positives, negatives } = questions[question]
  console.log(
    `\n${question}: ${positives} labelled 1, ${negatives} labelled 0; nothing found in ${silent.join(' and ')}; prior ${prior} bits`,
  )
  for (const [
    row,
    {
      bits,
      positives: [p],
      negatives: [n],
    },
  ] of Object.entries(weights))
    console.log(
      `  ${row.padEnd(60)} ${String(p).padStart(6)} ${String(n).padStart(6)} ${bits.toFixed(2).padStart(7)}`,
    )
}
