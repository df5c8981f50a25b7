#!/usr/bin/env node
// Whether memory stays level at full load.
//
//   npm run soak -- [--minutes N] [--mix NAME|FOLDER]... [--real FOLDER] [--json FILE]
//
// Reads the mixes over and over, whole and in chunks, and keeps no report. Exit status 1: memory grew after the first quarter.
import { writeFileSync } from 'node:fs'
import { setImmediate as turn } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import * as build from '../dist/index.js'
import { growthOf } from './growth.mjs'
import { MIXES, mixOf } from './mixes.mjs'
import { tasksOf } from './tasks.mjs'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    mix: { type: 'string', multiple: true, default: MIXES },
    real: { type: 'string' },
    json: { type: 'string' },
  },
})
const MB = 1e6
const SAMPLES = 240
/** Prime, so that the messages of all mixes come in turn. */
const STEP = 7919
const duration = 60_000 * Number(values.minutes)
if (!(duration > 0)) throw new RangeError(`--minutes must be a number above 0, not ${values.minutes}`)

const messages = values.mix.flatMap((mix) => mixOf(mix, values.real))
const bytes = messages.reduce((sum, { length }) => sum + length, 0)
console.log(
  `${messages.length} messages, ${(bytes / MB).toFixed(0)} MB, ${values.minutes} minutes, Node ${process.version}; what the messages take is left out`,
)

const tasks = Object.values(tasksOf(build))
const samples = { rss: [], heap: [], external: [] }
const began = performance.now()
let read = 0
let shown = 0
for (let i = 0; ; i++) {
  const elapsed = performance.now() - began
  if (elapsed >= (duration * samples.rss.length) / SAMPLES) sample(elapsed)
  if (elapsed >= duration) break
  const message = messages[(i * STEP) % messages.length]
  for (const task of tasks) task(message)
  read++
  if (i % 16 === 0) await turn()
}

function sample(elapsed) {
  // the resident set before the collection, what is reachable after it
  samples.rss.push(process.memoryUsage.rss() - bytes)
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  samples.heap.push(heapUsed)
  samples.external.push(external - bytes)
  if (elapsed < shown) return
  shown += duration / 10
  const cells = Object.entries(samples).map(([name, list]) => `${name} ${(list.at(-1) / MB).toFixed(1)} MB`)
  console.log(`${(elapsed / 60_000).toFixed(1).padStart(6)} min  ${cells.join('  ')}  ${read} messages`)
}

const verdicts = Object.entries(samples).map(([name, list]) => ({
  name,
  ...growthOf(list),
  most: Math.max(...list),
}))
for (const { name, level, growth, most, grows } of verdicts)
  console.log(
    `${name.padEnd(9)} level ${(level / MB).toFixed(1)} MB, most ${(most / MB).toFixed(1)} MB, growth after warm-up ${(growth / MB).toFixed(2)} MB${grows ? ': GROWS' : ''}`,
  )
if (values.json)
  writeFileSync(
    values.json,
    `${JSON.stringify({ minutes: values.minutes, read, verdicts, samples }, null, 2)}\n`,
  )
process.exitCode = verdicts.some(({ grows }) => grows) ? 1 : 0
