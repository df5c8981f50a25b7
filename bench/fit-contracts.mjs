#!/usr/bin/env node
// Fits src/chain/contracts/*.json: what each operator's hops write, counted on real mail whose header is whole.
//
//   npm run fit:contracts -- [--labels FILE] [--without OPERATOR] [--out DIR] PATH...
//
// Messages that FILE (a labels.tsv: path beside it, ..., headersRemoved) labels 1 for headersRemoved are left out. With
// --without nothing is learned of that operator; with --out the contracts go there and the package's own stay.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createContractSurvey } from '../dist/index.js'

const SHIPPED = fileURLToPath(new URL('../src/chain/contracts', import.meta.url))
const { values, positionals } = parseArgs({
  options: {
    labels: { type: 'string' },
    without: { type: 'string' },
    out: { type: 'string', default: SHIPPED },
  },
  allowPositionals: true,
})
if (positionals.length === 0) {
  console.error('usage: npm run fit:contracts -- [--labels FILE] [--without OPERATOR] [--out DIR] PATH...')
  process.exit(2)
}

/** Files below a path, sorted. */
function files(path) {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => files(join(path, name)))
}

const stripped = new Set()
if (values.labels !== undefined) {
  const [head, ...lines] = readFileSync(values.labels, 'utf8').split('\n')
  const column = head.split('\t').indexOf('headersRemoved')
  for (const line of lines) {
    const cells = line.split('\t')
    if (cells[column] === '1') stripped.add(resolve(dirname(values.labels), cells[0]))
  }
}

const survey = createContractSurvey()
const corpora = []
let read = 0
for (const folder of positionals) {
  const digest = createHash('sha256')
  for (const path of files(folder)) {
    if (stripped.has(resolve(path))) continue
    const message = readFileSync(path)
    if (message.length === 0) continue
    digest.update(relative(folder, path)).update(createHash('sha256').update(message).digest())
    survey.add(message)
    read++
  }
  corpora.push(digest.digest('hex').slice(0, 12))
}

const contracts = survey
  .contracts(new Date().toISOString().slice(0, 10), corpora)
  .filter(({ operator }) => operator !== values.without)
mkdirSync(values.out, { recursive: true })
for (const name of readdirSync(values.out)) if (name.endsWith('.json')) rmSync(join(values.out, name))
for (const contract of contracts)
  writeFileSync(join(values.out, `${contract.operator}.json`), `${JSON.stringify(contract, null, 2)}\n`)
const camel = (id) => id.replaceAll(/-(.)/g, (_, letter) => letter.toUpperCase())
writeFileSync(
  join(values.out, 'index.ts'),
  `// Written by npm run fit:contracts.
import type { OperatorContract } from '../contracts.ts'
${contracts.map(({ operator: id }) => `import ${camel(id)} from './${id}.json' with { type: 'json' }`).join('\n')}

export const CONTRACTS = [
${contracts.map(({ operator: id }) => `  ${camel(id)},`).join('\n')}
] as unknown as readonly OperatorContract[]
`,
)

if (values.out === SHIPPED)
  execFileSync('npx', ['biome', 'format', '--write', '--log-level=error', SHIPPED], { stdio: 'inherit' })

console.log(`${read} messages, ${stripped.size} left out as stripped`)
for (const { operator, paths, invariants } of contracts) {
  console.log(`\n${operator}`)
  for (const { side, path, messages, fields } of paths)
    console.log(`  ${side} ${path}: ${messages} messages, ${Object.keys(fields).length} fields`)
  for (const [check, [held, of]] of Object.entries(invariants)) console.log(`  ${check}: ${held} of ${of}`)
}
