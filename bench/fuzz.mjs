#!/usr/bin/env node
// Reports on damaged messages: never an exception, every range inside the message, the same report in any chunks.
//
//   npm run fuzz -- [--mutants N] [--seconds N] [--seed N] [--max-size BYTES] [--out DIR] [FILE_OR_DIR...]
//
// Mutants are made of the messages given (default: corpus/messages); the same seed and messages give the same mutants.
// What fails is saved, and its mutant can be made again by its number. Exit status 1 where any failed.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createRandom } from '../corpus/generate/random.mjs'
import { createAnalyzer } from '../dist/index.js'
import { mutate } from '../test/helpers/mutate.mjs'
import { inChunks, unsound } from '../test/helpers/sound.mjs'

/** Milliseconds that a mutant of at most 200 kB may take. */
const BUDGET = 1000
/** One in so many mutants is analyzed again in chunks. */
const CHUNKED = 8
/** Failures after which it stops. */
const ENOUGH = 50
/** Mutants after which it says how far it is. */
const PROGRESS = 50_000

const { values, positionals } = parseArgs({
  options: {
    mutants: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string', default: '1' },
    'max-size': { type: 'string', default: '20000' },
    out: { type: 'string', default: '.cache/fuzz' },
  },
  allowPositionals: true,
})
const [mutants, seconds, seed, maxSize] = [
  values.mutants,
  values.seconds,
  values.seed,
  values['max-size'],
].map(Number)

const files = (positionals.length > 0 ? positionals : ['corpus/messages']).flatMap((path) =>
  statSync(path).isFile()
    ? [path]
    : readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
)
const messages = files.sort().map((file) => new Uint8Array(readFileSync(file)))
const seeds = messages.filter(({ length }) => length > 0 && length <= maxSize)
if (seeds.length === 0) throw new Error('no message is small enough')

const analyzer = createAnalyzer()
const began = performance.now()
let made = 0
let bytes = 0
let chunked = 0
let failures = 0
let slowest = { time: 0, mutant: 0, size: 0 }

/** Makes mutant `number` and says what is wrong with the report on it. */
function attempt(number) {
  const random = createRandom(Math.imul(seed, 0x9e3779b1) ^ number)
  const message = mutate(random, random.pick(seeds), random.pick(seeds))
  const problems = []
  bytes += message.length
  try {
    const start = performance.now()
    const report = analyzer.analyze(message)
    const time = performance.now() - start
    if (time > slowest.time) slowest = { time, mutant: number, size: message.length }
    if (time > BUDGET) problems.push(`took ${time.toFixed(0)} ms`)
    problems.push(...unsound(report, message.length))
    if (number % CHUNKED === 0) {
      chunked++
      const largest = random.pick([1, 7, 300, 5000])
      const again = inChunks(analyzer, message, () => random.int(1, largest))
      if (JSON.stringify(again) !== JSON.stringify(report))
        problems.push(`other report in chunks of up to ${largest}`)
    }
  } catch (error) {
    problems.push(error.stack)
  }
  return { message, problems }
}

function summary() {
  const took = (performance.now() - began) / 1000
  return (
    `${made} mutants of ${seeds.length} messages, ${(bytes / 1e6).toFixed(0)} MB, ${chunked} also in chunks, seed ${seed}: ` +
    `${failures} failures in ${took.toFixed(0)} s; slowest ${slowest.time.toFixed(0)} ms (mutant ${slowest.mutant}, ${slowest.size} bytes)`
  )
}

for (; made < mutants && failures < ENOUGH && performance.now() - began < seconds * 1000; made++) {
  if (made > 0 && made % PROGRESS === 0) console.error(summary())
  const { message, problems } = attempt(made)
  if (problems.length > 0) {
    failures++
    mkdirSync(values.out, { recursive: true })
    const file = join(values.out, `${seed}-${made}.eml`)
    writeFileSync(file, message)
    console.log(`seed ${seed}, mutant ${made}: ${file}\n  ${problems.slice(0, 5).join('\n  ')}`)
  }
}
console.log(summary())
if (failures > 0) process.exitCode = 1
