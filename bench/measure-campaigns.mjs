/**
 * Measures campaigns: `node bench/measure-campaigns.mjs [--truth FILE] [--count N] FOLDER...` after a build.
 *
 * Prints what a fingerprint costs beyond the analysis, how many campaigns there are and whether one holds messages of folders named
 * `ham` or `list` together with others. `--truth`: lines of path (below the folders' parent), group and, where known, family, parted by
 * tabs; pairs of one group must be together, pairs of different families must not, pairs of one family may. `--count`: groups so
 * many messages as well, the ones in the folders varied by other digits, and prints time and memory.
 */
import { readFileSync } from 'node:fs'
import { basename, dirname, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createCampaignIndex, createFingerprinter } from '../dist/batch/index.js'
import { createAnalyzer } from '../dist/index.js'
import { filesIn, variedMessage } from './varied.mjs'

const { values, positionals } = parseArgs({
  options: { truth: { type: 'string' }, count: { type: 'string' } },
  allowPositionals: true,
})
if (positionals.length === 0) throw new Error('name at least one folder')

const NONE = new Uint8Array()
const messages = []
for (const folder of positionals.map((name) => resolve(name)))
  for (const file of filesIn(folder))
    messages.push({ path: relative(dirname(folder), file), file, bytes: NONE })
messages.sort((a, b) => (a.path < b.path ? -1 : 1))

const { analyze } = createAnalyzer()
const { fingerprint } = createFingerprinter()

/** Microseconds of processor time a message, of the fastest of some runs. */
function cost(run) {
  let fastest = Number.POSITIVE_INFINITY
  for (let i = 0; i < 4; i++) {
    const begin = process.cpuUsage()
    for (const { bytes } of messages) run(bytes)
    fastest = Math.min(fastest, process.cpuUsage(begin).user)
  }
  return fastest / messages.length
}

const pairs = (counts) => [...counts].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0)

function countBy(items, key) {
  const counts = new Map()
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1)
  return counts
}

function judge(file, found) {
  const truth = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t'))
    .map(([path, group, family = group]) => ({ path, group, family, campaign: found.get(path) }))
    .filter(({ campaign }) => campaign !== undefined)
  // who is in no campaign is alone
  for (const item of truth) item.campaign ??= item.path
  const same = pairs(countBy(truth, ({ group }) => group).values())
  const kept = pairs(countBy(truth, ({ group, campaign }) => `${group}\t${campaign}`).values())
  const joined = pairs(countBy(truth, ({ campaign }) => campaign).values())
  const related = pairs(countBy(truth, ({ family, campaign }) => `${family}\t${campaign}`).values())
  const groups = [...countBy(truth, ({ group }) => group).values()].filter((n) => n > 1).length
  const figure = (part, whole) => `${(part / whole).toFixed(3)} (${part} of ${whole} pairs)`
  console.log(`truth: ${truth.length} messages, ${groups} groups of 2 or more`)
  console.log(`recall ${figure(kept, same)}`)
  console.log(`precision ${figure(related, joined)}; of one group ${figure(kept, joined)}`)
}

function measureAll() {
  console.log(`${messages.length} messages`)
  for (const message of messages) message.bytes = readFileSync(message.file)
  const without = cost(analyze)
  const withIt = cost(fingerprint)
  console.log(
    `analysis ${without.toFixed(0)} µs, with a fingerprint ${withIt.toFixed(0)} µs a message, of processor time`,
  )
  const index = createCampaignIndex()
  for (const { path, bytes } of messages) index.add(path, fingerprint(bytes).fingerprint)
  const begin = performance.now()
  const { campaigns, ids } = index.group()
  const grouped = campaigns.reduce((sum, { size }) => sum + size, 0)
  console.log(
    `${campaigns.length} campaigns of ${grouped} messages in ${(performance.now() - begin).toFixed(0)} ms`,
  )
  const isGood = (path) => path.startsWith('list/') || path.split('/').includes('ham')
  const mixed = campaigns.filter(({ members }) => members.some(isGood) && !members.every(isGood))
  console.log(
    `${mixed.length} mixed${mixed.map(({ members }) => `\n  ${members.slice(0, 8).join(' ')}`).join('')}`,
  )
  for (const folder of positionals) {
    const own = messages.flatMap(({ path }, i) =>
      path.startsWith(`${basename(resolve(folder))}/`) ? [ids[i] ?? path] : [],
    )
    const pieces = [...countBy(own, (id) => id).values()].sort((a, b) => b - a)
    console.log(
      `${basename(resolve(folder))}: ${own.length} messages in ${pieces.length} pieces, ${pieces.slice(0, 5).join(', ')} ...`,
    )
  }
  if (values.truth) judge(values.truth, new Map(messages.map(({ path }, i) => [path, ids[i]])))
}

function measureMany(count) {
  const files = messages.map(({ file }) => file)
  const index = createCampaignIndex()
  const begin = performance.now()
  for (let i = 0; i < count; i++) {
    index.add(`${messages[i % messages.length].path}#${i}`, fingerprint(variedMessage(files, i)).fingerprint)
  }
  const read = performance.now()
  const processor = process.cpuUsage()
  const before = process.memoryUsage.rss() / 2 ** 20
  const { campaigns, ids } = index.group()
  const done = performance.now()
  const alone = ids.filter((id) => id === null).length
  console.log(
    `${count} messages: read in ${((read - begin) / 1000).toFixed(1)} s, grouped in ${((done - read) / 1000).toFixed(1)} s (${(process.cpuUsage(processor).user / 1e6).toFixed(1)} of processor time): ` +
      `${campaigns.length} campaigns, ${alone} alone; ` +
      `${before.toFixed(0)} MiB before, ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB at most`,
  )
}

if (values.count) measureMany(Number(values.count))
else measureAll()
