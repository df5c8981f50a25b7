#!/usr/bin/env node
// How fast a message becomes a report, beside the parsers of bench/package.json, in one process on the same messages.
//
//   npm run bench -- [--mix NAME|FOLDER]... [--real FOLDER] [--rounds N] [--only NAME]... [--every N] [--floors] [--pool]
//     [--json FILE]
//
// Mixes are phish, list, small and attachments, generated unless --real names a folder of real mail (for instance
// .cache/corpus). --every takes every Nth message of a mix. Times are processor time; only --pool, two worker threads beside
// one, is by the clock. Absolute figures move with the machine: the ratio to simpleParser in the same round is what to compare.
// Pin it to one core for steadier figures: taskset -c 1 npm run bench.
import { writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { CONTENDERS } from './contenders.mjs'
import { floorsOf } from './floors.mjs'
import { measure, median, quantile, ratioOf } from './measure.mjs'
import { MIXES, mixOf } from './mixes.mjs'
import { poolsOf } from './pool.mjs'

const PEER = 'simpleParser'
const { values } = parseArgs({
  options: {
    mix: { type: 'string', multiple: true, default: MIXES },
    real: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', multiple: true },
    every: { type: 'string', default: '1' },
    floors: { type: 'boolean', default: false },
    pool: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
})
const rounds = Number(values.rounds)
const chosen = Object.fromEntries(
  Object.entries(CONTENDERS).filter(([name]) => name === PEER || (values.only?.includes(name) ?? true)),
)

const MB = 1e6
const results = []
for (const mix of values.mix) {
  const messages = mixOf(mix, values.real).filter((_, i) => i % Number(values.every) === 0)
  const bytes = messages.reduce((sum, { length }) => sum + length, 0)
  const memory = memoryOf(messages)
  const { times, single } = await measure(chosen, messages, { rounds, each: Object.keys(chosen) })
  const rows = Object.keys(chosen).map((name) => ({
    name,
    mbPerSecond: bytes / 1e3 / median(times[name]),
    messagesPerSecond: (1e3 * messages.length) / median(times[name]),
    ratio: ratioOf(times[PEER], times[name]),
    p50: quantile(single[name], 0.5),
    p99: quantile(single[name], 0.99),
    max: quantile(single[name], 1),
  }))
  const floors = values.floors ? await floorsOf(messages) : undefined
  const pools = values.pool ? await poolsOf(messages, rounds) : undefined
  results.push({ mix, messages: messages.length, bytes, rows, memory, floors, pools })
  show(results.at(-1))
}
if (values.json)
  writeFileSync(values.json, `${JSON.stringify({ node: process.version, rounds, results }, null, 2)}\n`)

/** What one pass of `analyze` adds to the process, in bytes, with the messages already in memory. */
function memoryOf(messages) {
  const run = CONTENDERS.analyze
  globalThis.gc?.()
  const before = process.memoryUsage()
  let most = before.rss
  for (const [i, message] of messages.entries()) {
    run(message)
    if (i % 100 === 0) most = Math.max(most, process.memoryUsage.rss())
  }
  globalThis.gc?.()
  return { rss: most - before.rss, heap: process.memoryUsage().heapUsed - before.heapUsed }
}

function show({ mix, messages, bytes, rows, memory, floors, pools }) {
  console.log(
    `${mix}: ${messages} messages, ${(bytes / MB).toFixed(1)} MB, ${rounds} rounds, Node ${process.version}`,
  )
  console.log(
    `  ${''.padEnd(22)}${['MB/s', 'messages/s', `x ${PEER}`, 'from', 'to', 'p50 ms', 'p99 ms', 'max ms'].map((head) => head.padStart(15).slice(-14)).join('')}`,
  )
  for (const { name, mbPerSecond, messagesPerSecond, ratio, p50, p99, max } of rows) {
    const cells = [
      mbPerSecond.toFixed(1),
      messagesPerSecond.toFixed(0),
      ratio.median.toFixed(2),
      ratio.least.toFixed(2),
      ratio.most.toFixed(2),
      p50.toFixed(3),
      p99.toFixed(2),
      max.toFixed(1),
    ]
    console.log(`  ${name.padEnd(22)}${cells.map((cell) => cell.padStart(14)).join('')}`)
  }
  console.log(
    `  analyze adds ${(memory.rss / MB).toFixed(1)} MB of RSS at most in its first pass, ${(memory.heap / MB).toFixed(1)} MB of heap after it`,
  )
  if (pools) {
    const { median, least, most } = pools.ratio
    console.log(
      `  two workers are ${median.toFixed(2)} times as fast as one (${least.toFixed(2)} to ${most.toFixed(2)}); load of the machine ${loadavg()[0].toFixed(1)}`,
    )
  }
  if (floors) {
    console.log(
      `  where its time goes: ${floors.floors.map(({ name, share }) => `${name} ${(100 * share).toFixed(0)} %`).join(', ')}`,
    )
    for (const { name, share } of floors.checks.slice(0, 10))
      console.log(`    ${name.padEnd(40)}${(100 * share).toFixed(1).padStart(6)} %`)
  }
  console.log()
}
