#!/usr/bin/env node
// Fits src/scoring/model.json from labelled mail.
//
//   npm run fit -- DIR...        (DIR holds messages and a labels.tsv: path, stratum, then 1, 0 or nothing for each question)
//
// For every question and every row (a check, and each grade of it): how many messages labelled 1 and how many labelled
// 0 have it; bits = log2 of the ratio of the two rates, each with half a message added (Jeffreys), so that a count of 3 of 3
// weighs less than 1,300 of 1,300. Messages labelled 1 come in kinds (folder and stratum), of which somebody made as many
// as he liked: the rate among them is the mean over kinds of 20 messages or more. The same for evidence groups in which
// nothing was found, not above 0. The prior is the share of 1 in the first folder, which therefore holds mail as it comes;
// where that has no labels, a stated guess.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECK_LIST, createAnalyzer } from '../dist/index.js'

const OUT = new URL('../src/scoring/model.json', import.meta.url)
const QUESTIONS = ['headersRemoved', 'headersForged', 'hiddenFiller', 'prizeLure']
/** More would claim a certainty that a few thousand messages cannot give. */
const MAX_BITS = 12
/** Share of messages taken to be yes where the first folder has no labels for a question. */
const GUESS = 0.02
/** Kinds with fewer messages labelled 1 are left out of the rates. */
const KIND = 20

const folders = process.argv.slice(2)
if (folders.length === 0) {
  console.error('usage: npm run fit -- DIR...')
  process.exit(2)
}

const analyzer = createAnalyzer()
const groupOf = new Map(CHECK_LIST.map(({ id, evidenceGroup }) => [id, evidenceGroup]))
const counts = Object.fromEntries(
  QUESTIONS.map((question) => [
    question,
    { all: [0, 0], natural: [0, 0], kinds: new Map(), rows: new Map(), groups: new Map() },
  ]),
)
const corpora = []
for (const folder of folders) {
  const labels = readFileSync(join(folder, 'labels.tsv'), 'utf8')
  corpora.push(createHash('sha256').update(labels).digest('hex').slice(0, 12))
  const [head, ...lines] = labels.split('\n').filter((line) => line && !line.startsWith('#'))
  const columns = head.split('\t')
  for (const line of lines) {
    const cells = line.split('\t')
    const labelOf = (question) => cells[columns.indexOf(question)]
    const asked = QUESTIONS.filter((question) => labelOf(question) === '1' || labelOf(question) === '0')
    if (asked.length === 0) continue
    const { findings } = analyzer.analyze(readFileSync(join(folder, cells[0])))
    for (const question of asked) {
      const label = labelOf(question) === '1' ? 0 : 1
      const { all, natural, kinds, rows, groups } = counts[question]
      const kind = `${folder} ${cells[1]}`
      all[label]++
      if (label === 0) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
      if (folder === folders[0]) natural[label]++
      const own = findings.filter((finding) => finding.question === question)
      tally(
        rows,
        label,
        kind,
        own.flatMap(({ check, grade }) => (grade === undefined ? [check] : [check, `${check}:${grade}`])),
      )
      tally(
        groups,
        label,
        kind,
        own.map(({ check }) => groupOf.get(check)),
      )
    }
  }
}

/** Counts each of the keys once: all labelled 1, all labelled 0, and those labelled 1 by kind. */
function tally(table, label, kind, keys) {
  for (const key of new Set(keys)) {
    const seen = table.get(key) ?? { all: [0, 0], kinds: new Map() }
    seen.all[label]++
    if (label === 0) seen.kinds.set(kind, (seen.kinds.get(kind) ?? 0) + 1)
    table.set(key, seen)
  }
}

const round = (bits) => Math.round(Math.max(-MAX_BITS, Math.min(MAX_BITS, bits)) * 100) / 100
/** log2 of the rate among messages labelled 1 to the rate among those labelled 0, of having it or of not having it. */
function bitsOf(seen, { all, kinds }, having) {
  const count = (found, of) => (having ? found : of - found)
  const large = [...kinds].filter(([, size]) => size >= KIND)
  const rates = large.map(([kind, size]) => (count(seen.kinds.get(kind) ?? 0, size) + 0.5) / (size + 1))
  const yes = rates.reduce((sum, rate) => sum + rate, 0) / rates.length
  const no = (count(seen.all[1], all[1]) + 0.5) / (all[1] + 1)
  return round(Math.log2(yes / no))
}
const sorted = (table) => [...table].sort(([a], [b]) => (a < b ? -1 : 1))

const model = {
  id: `counts ${new Date().toISOString().slice(0, 10)}`,
  corpora,
  questions: Object.fromEntries(
    QUESTIONS.map((question) => {
      const { all, natural, rows, groups } = counts[question]
      const share = natural[0] > 0 ? natural[0] / (natural[0] + natural[1]) : GUESS
      const absent = sorted(groups).map(([group, seen]) => [
        group,
        Math.min(0, bitsOf(seen, counts[question], false)),
      ])
      const weights = sorted(rows).map(([row, seen]) => [
        row,
        {
          bits: bitsOf(seen, counts[question], true),
          positives: [seen.all[0], all[0]],
          negatives: [seen.all[1], all[1]],
        },
      ])
      const prior = round(Math.log2(share / (1 - share)))
      return [question, { prior, absent: Object.fromEntries(absent), weights: Object.fromEntries(weights) }]
    }),
  ),
}
writeFileSync(OUT, `${JSON.stringify(model, null, 2)}\n`)
for (const [question, { prior, absent, weights }] of Object.entries(model.questions)) {
  const [positives, negatives] = counts[question].all
  console.log(`\n${question}: ${positives} labelled 1, ${negatives} labelled 0; prior ${prior} bits`)
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
  for (const [group, bits] of Object.entries(absent))
    console.log(`  nothing of ${group.padEnd(63)} ${bits.toFixed(2).padStart(7)}`)
}
