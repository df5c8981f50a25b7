#!/usr/bin/env node
// How fast a message becomes a report, beside mailparser on the same messages in the same run.
//
//   npm run bench [-- --rounds N] [DIR]      (default: corpus/messages; for instance .cache/corpus/phish)
//
// Absolute figures move with the machine; the ratio to mailparser of the same round is what to compare. Every contender
// reads all messages once a round, in alternation, after one round to warm up.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { simpleParser } from 'mailparser'
import { createAnalyzer } from '../dist/index.js'

const CHUNK = 65_536
const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '3' } },
  allowPositionals: true,
})
const rounds = Number(values.rounds)
const folder = positionals[0] ?? 'corpus/messages'
const messages = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
  .filter(({ length }) => length > 0)
const bytes = messages.reduce((sum, { length }) => sum + length, 0)
const analyzer = createAnalyzer()

const contenders = {
  simpleParser: async (message) => {
    // mailparser refuses some messages
    await simpleParser(message).catch(() => undefined)
  },
  analyze: (message) => void analyzer.analyze(message),
  'session, 64 KB': (message) => {
    const session = analyzer.session()
    for (let at = 0; at < message.length; at += CHUNK) session.write(message.subarray(at, at + CHUNK))
    session.end()
  },
  'header only': (message) => {
    const session = analyzer.session()
    for (let at = 0; at < message.length && !session.headers(); at += CHUNK)
      session.write(message.subarray(at, at + CHUNK))
  },
}

const times = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]))
const single = []
for (let round = -1; round < rounds; round++) {
  for (const [name, run] of Object.entries(contenders)) {
    const start = performance.now()
    for (const message of messages) {
      const began = performance.now()
      const pending = run(message)
      if (pending) await pending
      if (round >= 0 && name === 'analyze') single.push(performance.now() - began)
    }
    if (round >= 0) times[name].push(performance.now() - start)
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
const peer = times.simpleParser
console.log(
  `${messages.length} messages, ${(bytes / 1e6).toFixed(1)} MB, ${rounds} rounds, Node ${process.version}`,
)
for (const [name, list] of Object.entries(times)) {
  const ratio = median(list.map((time, round) => peer[round] / time))
  const rate = bytes / 1e3 / median(list)
  const perSecond = (1e3 * messages.length) / median(list)
  console.log(
    `${name.padEnd(16)} ${rate.toFixed(1).padStart(7)} MB/s ${perSecond.toFixed(0).padStart(7)} messages/s ${ratio.toFixed(1).padStart(6)} x simpleParser`,
  )
}
single.sort((a, b) => a - b)
const at = (share) => single[Math.min(single.length - 1, Math.floor(share * single.length))].toFixed(2)
console.log(`analyze, per message: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms`)
