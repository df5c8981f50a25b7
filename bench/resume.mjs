#!/usr/bin/env node
// Scans many messages out of a tar archive and a compressed one, kills the scan with SIGKILL on the way, and resumes it:
// every message exactly once, memory flat, and how fast a scan is beside analyze alone.
//
//   node bench/resume.mjs [--messages N] [--from FOLDER]... [--kills N] [--jobs N] [--campaigns] [--dir DIR]
//
// Messages are generated, or those of the folders repeated with other digits. --campaigns runs `backstamp campaigns` on the same.
// Needs a build, and Linux for the figures. DIR (.cache/resume) is made and removed. Exit status 1 where a message is missing.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { createGzip } from 'node:zlib'
import { pack } from 'tar-stream'
import { generate } from '../corpus/generator.mjs'
import { readMessages } from '../dist/batch/index.js'
import { createAnalyzer } from '../dist/index.js'
import { variedMessage } from './varied.mjs'

const MAIN = new URL('../dist/cli/main.js', import.meta.url).pathname
const KINDS = ['exchange', 'gmail', 'campaign', 'postfix', 'newsletter', 'lure', 'filler']
/** Messages that analyze alone is timed on, and passes over them before. */
const SAMPLE = 1000
const WARM_UP = 8
/** Ticks of /proc/PID/stat in a second. */
const TICKS = 100

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '100000' },
    from: { type: 'string', multiple: true },
    campaigns: { type: 'boolean', default: false },
    kills: { type: 'string', default: '3' },
    jobs: { type: 'string', default: '2' },
    dir: { type: 'string', default: '.cache/resume' },
  },
})
const [messages, kills] = [values.messages, values.kills].map(Number)
const { dir } = values
const ARCHIVES = ['even.tar', 'odd.tar.gz']
const nameOf = (i) => `${i}.eml`
const output = join(dir, 'reports.ndjson')
const files = values.from && (await oneMessageEach(values.from))
const message = (i) =>
  files ? variedMessage(files, i) : Buffer.from(generate({ kind: KINDS[i % KINDS.length], seed: i }).bytes)

/** The files that hold one message, which is not in an mbox. */
async function oneMessageEach(folders) {
  const files = []
  for await (const { kind, path } of readMessages(folders))
    if (kind === 'message' && !path.includes('#')) files.push(path)
  return files
}

async function write() {
  mkdirSync(join(dir, 'in'), { recursive: true })
  let bytes = 0
  for (const [b, name] of ARCHIVES.entries()) {
    const archive = pack()
    const file = createWriteStream(join(dir, 'in', name))
    const written = name.endsWith('.gz')
      ? pipeline(archive, createGzip({ level: 1 }), file)
      : pipeline(archive, file)
    for (let i = b; i < messages; i += ARCHIVES.length) {
      const mail = message(i)
      bytes += mail.length
      await new Promise((resolve) => archive.entry({ name: nameOf(i) }, mail, resolve))
    }
    archive.finalize()
    await written
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

/** Runs the command to its end, or until it has done so many messages. */
async function backstamp(args, until = Number.POSITIVE_INFINITY) {
  const begin = performance.now()
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'ignore', 'inherit'] })
  let used = usage(child.pid)
  const timer = setInterval(() => {
    const now = usage(child.pid)
    // a process that has ended has no memory
    if (now.peak > 0) used = now
    if (until < messages && done() >= until) child.kill('SIGKILL')
  }, 100)
  await once(child, 'exit')
  clearInterval(timer)
  return { ...used, elapsed: (performance.now() - begin) / 1000 }
}

const ARGUMENTS = ['-q', '--jobs', values.jobs, join(dir, 'in')]
const scan = (until) =>
  backstamp(['scan', ...ARGUMENTS, '--resume', '--format', 'ndjson', '-o', output], until)

const names = function* () {
  for (const [b, name] of ARCHIVES.entries())
    for (let i = b; i < messages; i += ARCHIVES.length) yield `${join(dir, 'in', name)}!/${nameOf(i)}`
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

const runs = []
for (let i = 1; i <= kills; i++) runs.push(await scan((messages * i) / (kills + 1)))
runs.push(await scan())
const total = (key) => runs.reduce((sum, run) => sum + run[key], 0)

/** Seconds of processor time that analyze alone takes for all of them, of the second pass over some. */
function aloneFor() {
  const { analyze } = createAnalyzer()
  const every = Math.max(1, Math.floor(messages / SAMPLE))
  const sample = Array.from({ length: Math.min(SAMPLE, messages) }, (_, i) => message(i * every))
  for (let pass = 0; pass < WARM_UP; pass++) for (const mail of sample) analyze(mail)
  const before = process.cpuUsage()
  for (const mail of sample) analyze(mail)
  const { user, system } = process.cpuUsage(before)
  return ((user + system) / 1e6 / sample.length) * messages
}

const [elapsed, seconds, alone] = [total('elapsed'), total('seconds'), aloneFor()]
const megabytes = ({ peak }) => `${(peak / 1e6).toFixed(0)} MB`
const percent = (ratio) => `${((ratio - 1) * 100).toFixed(0)} %`
console.log(`peak memory of each run: ${runs.map(megabytes).join(', ')}`)
console.log(`${elapsed.toFixed(0)} s, ${(messages / elapsed).toFixed(0)} messages a second`)
console.log(
  `processor time: ${seconds.toFixed(0)} s in all, analyze alone ${alone.toFixed(0)} s: ${percent(seconds / alone)} more; ` +
    `by the clock ${percent(elapsed / (alone / Number(values.jobs)))} more than analyze divided by the workers`,
)
if (values.campaigns) {
  const run = await backstamp(['campaigns', ...ARGUMENTS, '--format', 'ndjson'])
  console.log(
    `campaigns: ${run.elapsed.toFixed(0)} s, ${run.seconds.toFixed(0)} s of processor time, ${megabytes(run)}`,
  )
}
const problem = await wrong()
console.log(problem ?? 'every message once')
rmSync(dir, { recursive: true, force: true })
if (problem) process.exitCode = 1
