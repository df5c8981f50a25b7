#!/usr/bin/env node
// Scans many messages out of an mbox and a compressed one, kills the scan with SIGKILL on the way, and resumes it:
// every message exactly once, memory flat, and how much processor time a scan takes beside analyze alone.
//
//   node bench/resume.mjs [--messages N] [--kills N] [--jobs N] [--dir DIR]
//
// Needs a build, and Linux for the figures. DIR (.cache/resume) is made and removed. Exit status 1 where a message is missing.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { createGzip } from 'node:zlib'
import { generate } from '../corpus/generator.mjs'
import { createAnalyzer } from '../dist/index.js'

const MAIN = new URL('../dist/cli/main.js', import.meta.url).pathname
const KINDS = ['exchange', 'gmail', 'campaign', 'postfix', 'newsletter', 'lure', 'filler']
const ENVELOPE = 'From ann@example.org Mon Mar  2 10:00:00 2026\r\n'
/** Messages that analyze alone is timed on. */
const SAMPLE = 1000
/** Ticks of /proc/PID/stat in a second. */
const TICKS = 100

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '100000' },
    kills: { type: 'string', default: '3' },
    jobs: { type: 'string', default: '2' },
    dir: { type: 'string', default: '.cache/resume' },
  },
})
const [messages, kills] = [values.messages, values.kills].map(Number)
const { dir } = values
const BOXES = ['box.mbox', 'box.mbox.gz']
const output = join(dir, 'reports.ndjson')
const message = (i) => generate({ kind: KINDS[i % KINDS.length], seed: i }).bytes

async function write() {
  mkdirSync(join(dir, 'in'), { recursive: true })
  let bytes = 0
  for (const [b, name] of BOXES.entries()) {
    const file = createWriteStream(join(dir, 'in', name))
    const sink = name.endsWith('.gz') ? createGzip({ level: 1 }) : file
    if (sink !== file) sink.pipe(file)
    for (let i = b; i < messages; i += BOXES.length) {
      const mail = message(i)
      bytes += mail.length
      if (!sink.write(Buffer.concat([Buffer.from(ENVELOPE), mail, Buffer.from('\r\n\r\n')])))
        await once(sink, 'drain')
    }
    sink.end()
    await once(file, 'finish')
  }
  return bytes
}

/** Messages that the checkpoint counts. */
function done() {
  const file = `${output}.checkpoint`
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).counts.messages : 0
}

/** Peak bytes and seconds of processor time of a process until now. */
function usage(pid) {
  try {
    const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
    return { peak, seconds: (Number(fields[11]) + Number(fields[12])) / TICKS }
  } catch {
    return { peak: 0, seconds: 0 }
  }
}

/** Runs the scan to its end, or until it has done so many messages. */
async function scan(until) {
  const args = [
    'scan',
    '-q',
    '--resume',
    '--jobs',
    values.jobs,
    '--format',
    'ndjson',
    '-o',
    output,
    join(dir, 'in'),
  ]
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'inherit', 'inherit'] })
  let used = usage(child.pid)
  const timer = setInterval(() => {
    const now = usage(child.pid)
    // a process that has ended has no memory
    if (now.peak > 0) used = now
    if (done() >= until) child.kill('SIGKILL')
  }, 100)
  await once(child, 'exit')
  clearInterval(timer)
  return used
}

const names = function* () {
  for (const [b, name] of BOXES.entries())
    for (let i = b, number = 1; i < messages; i += BOXES.length, number++)
      yield `${join(dir, 'in', name)}#${number}`
}

/** The first message that is not where it belongs. */
async function wrong() {
  const expected = names()
  for await (const line of createInterface({ input: createReadStream(output) })) {
    const { value } = expected.next()
    const { path } = JSON.parse(line)
    if (path !== value) return `${path} in place of ${value}`
  }
  const { value } = expected.next()
  return value && `${value} is missing`
}

rmSync(dir, { recursive: true, force: true })
const bytes = await write()
console.log(`${messages} messages, ${(bytes / 1e6).toFixed(0)} MB`)

const start = performance.now()
const runs = []
for (let i = 1; i <= kills; i++) runs.push(await scan((messages * i) / (kills + 1)))
runs.push(await scan(Number.POSITIVE_INFINITY))
const elapsed = (performance.now() - start) / 1000
const scanned = runs.reduce((sum, { seconds }) => sum + seconds, 0)

const { analyze } = createAnalyzer()
const sample = Array.from({ length: Math.min(SAMPLE, messages) }, (_, i) => message(i))
for (const mail of sample) analyze(mail)
const before = process.cpuUsage()
for (const mail of sample) analyze(mail)
const { user, system } = process.cpuUsage(before)
const alone = ((user + system) / 1e6 / sample.length) * messages

console.log(`peak memory of each run: ${runs.map(({ peak }) => `${(peak / 1e6).toFixed(0)} MB`).join(', ')}`)
console.log(`${elapsed.toFixed(0)} s, ${(messages / elapsed).toFixed(0)} messages a second`)
console.log(
  `processor time: ${scanned.toFixed(0)} s in all, analyze alone ${alone.toFixed(0)} s: ${((scanned / alone - 1) * 100).toFixed(0)} % more`,
)
const problem = await wrong()
console.log(problem ?? 'every message once')
rmSync(dir, { recursive: true, force: true })
if (problem) process.exitCode = 1
