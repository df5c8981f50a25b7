#!/usr/bin/env node
// Writes the counts of src/scoring/model.json into the tables of src/checks/<group>/<id>/README.md.
//
//   node bench/check-pages.mjs          (after `npm run fit`)
//
// The table of a check whose findings weigh by their amount has all its rows of the model. Another table has a row for any finding and one for each grade; their last three cells are the messages labelled 1 and 0 that have
// the finding, and its bits. A grade that no labelled message has weighs as little as any grade of its check.
import { readFileSync, writeFileSync } from 'node:fs'
import { CHECK_LIST } from '../dist/index.js'

const model = JSON.parse(readFileSync(new URL('../src/scoring/model.json', import.meta.url), 'utf8'))
const count = new Intl.NumberFormat('en')

function leastBits(weights, id) {
  const grades = Object.keys(weights).filter((row) => row.startsWith(`${id}:`))
  return grades.length > 0 ? Math.min(...grades.map((row) => weights[row].bits)) : (weights[id]?.bits ?? 0)
}

/** Rows of a check whose findings weigh by amount: from which amount on, how many bits. */
function cellsOf(weights, id) {
  return Object.entries(weights)
    .filter(([row]) => row.startsWith(`${id}:`))
    .map(([row, { steps }]) => [
      `\`${row.slice(id.length + 1)}\``,
      steps.length === 0
        ? 'never'
        : [...new Set([steps[0], steps.at(-1)])].map(([least, bits]) => `${least}: ${bits}`).join(', '),
      '',
      '',
      '',
    ])
}

for (const { id, question } of CHECK_LIST) {
  const { weights } = model.questions[question]
  const [totals] = Object.values(weights).map(({ positives, negatives }) => [positives[1], negatives[1]])
  const file = new URL(`../src/checks/${id}/README.md`, import.meta.url)
  const lines = readFileSync(file, 'utf8').split('\n')
  const first = lines.findIndex((line) => /^\| (?:grade +\| when|feature|cell) /.test(line))
  if (first < 0) throw new Error(`${id}: the page has no table of grades`)
  const last = lines.findIndex((line, i) => i > first && !line.startsWith('|'))
  const rows = lines.slice(first, last).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )
  if (rows[0][0] === 'cell') rows.splice(2, rows.length, ...cellsOf(weights, id))
  for (const row of rows.slice(2)) {
    const grade = /^`(.+)`$/.exec(row[0])?.[1]
    const own = weights[grade === undefined ? id : `${id}:${grade}`]
    const [found, of] = [own?.positives[0] ?? 0, own?.negatives[0] ?? 0]
    row[2] = `${count.format(found)} of ${count.format(totals[0])}`
    row[3] = `${count.format(of)} of ${count.format(totals[1])}`
    row[4] = String(own?.bits ?? leastBits(weights, id))
  }
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map((row, i) => (i === 1 ? 3 : row[column].length))),
  )
  const table = rows.map((row, i) => {
    const cells = row.map((cell, column) =>
      i === 1 ? '-'.repeat(widths[column]) : cell.padEnd(widths[column]),
    )
    return `| ${cells.join(' | ')} |`
  })
  lines.splice(first, last - first, ...table)
  const date = /\d{4}-\d\d-\d\d/.exec(model.id)[0]
  writeFileSync(file, lines.join('\n').replace(/^Model of \S+\./m, `Model of ${date}.`))
}
