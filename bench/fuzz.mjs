#!/usr/bin/env node
// Reports on damaged messages: never an exception, every range inside the message, every string well-formed, in the report and as it is
// explained, the same report in any chunks, and no more processor time than a message of that size may take.
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
import { explain } from '../dist/report/index.js'
import { mutate } from '../test/helpers/mutate.mjs'
import { illFormed, inChunks, unsound } from '../test/helpers/sound.mjs'

/** Milliseconds of processor time that a mutant may take: some, since code is compiled and memory collected, and so many a megabyte. */
const FLOOR = 50
const PER_MEGABYTE = 300
/** One that takes more is timed so often again, and the least counts. */
const AGAIN = 3
/** One in so many mutants is analyzed again in chunks. */
const CHUNKED = 8
/** One in so many is explained. */
const EXPLAINED = 4
/** How many of the slowest are named. */
const NAMED = 5
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
/** Longest first. */
let slowest = []

/** Milliseconds of processor time, which other programs on the machine take none of. */
function spent() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function timed(message) {
  const start = spent()
  const report = analyzer.analyze(message)
  return { report, time: spent() - start }
}

/** What is wrong with the time of a mutant; keeps the slowest by what they take of what they may. */
function tooSlow(number, message, first) {
  const budget = FLOOR + (PER_MEGABYTE * message.length) / 1e6
  let time = first
  for (let n = 0; n < AGAIN && time > budget; n++) time = Math.min(time, timed(message).time)
  if (slowest.length < NAMED || time / budget > slowest.at(-1).share) {
    slowest.push({ share: time / budget, time, mutant: number, size: message.length })
    slowest = slowest.sort((a, b) => b.share - a.share).slice(0, NAMED)
  }
  return time > budget ? [`took ${time.toFixed(0)} ms of processor time, more than ${budget.toFixed(0)}`] : []
}

/** Makes mutant `number` and says what is wrong with the report on it. */
function attempt(number) {
  const random = createRandom(Math.imul(seed, 0x9e3779b1) ^ number)
  const message = mutate(random, random.pick(seeds), random.pick(seeds))
  const problems = []
  bytes += message.length
  try {
    const { report, time } = timed(message)
    problems.push(...tooSlow(number, message, time), ...unsound(report, message.length))
    const odd = illFormed(report)
    if (odd) problems.push(odd)
    if (number % EXPLAINED === 0) {
      const halves = illFormed(explain(report, { bytes: message }), 'what is explained')
      if (halves) problems.push(halves)
    }
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
    `${failures} failures in ${took.toFixed(0)} s; slowest ${slowest
      .map(({ time, mutant, size }) => `${time.toFixed(0)} ms (mutant ${mutant}, ${size} bytes)`)
      .join(', ')}`
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
