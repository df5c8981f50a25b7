import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { ROOT } from './helpers/build.ts'

const importing = (names: string, path: string) =>
  `import { ${names} } from ${JSON.stringify(pathToFileURL(join(ROOT, path)).href)}\n`

/** Runs a module in a process of its own and gives what it printed as JSON. */
function run<T>(program: string, ...options: string[]): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...options, '--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('close', (status) =>
      status === 0 ? resolve(JSON.parse(output)) : reject(new Error(`exit status ${status}`)),
    )
  })
}

interface Streamed {
  size: number
  complete: boolean
  /** Peak resident memory of the process, in bytes. */
  peak: number
}

/** Streams a message with one attachment of that many bytes. */
const stream = (size: number) =>
  run<Streamed>(`
${importing('createAnalyzer', 'dist/index.js')}
${importing('generateStream', 'corpus/generator.mjs')}
const stream = generateStream({ kind: 'attachment', size: ${size} })
const { message, completeness } = await createAnalyzer().analyzeStream(stream)
const peak = process.resourceUsage().maxRSS * 1024
console.log(JSON.stringify({ size: message.size, complete: completeness.complete, peak }))`)

it('streams 1 GB within 64 MB of the memory that 1 MB takes', { timeout: 300_000 }, async () => {
  const small = await stream(1 << 20)
  const large = await stream(1 << 30)
  expect(large.size).toBeGreaterThan((1 << 30) - 200)
  expect([small.complete, large.complete]).toEqual([true, true])
  const figures = `${(small.peak / 1e6).toFixed(0)} MB and ${(large.peak / 1e6).toFixed(0)} MB`
  console.log(`peak memory: ${figures}`)
  expect(large.peak - small.peak, figures).toBeLessThan(64 << 20)
})

/** The same as one message of an mbox that comes compressed on standard input. */
const mbox = (size: number) =>
  run<Streamed>(`
${importing('createAnalyzer', 'dist/index.js')}
${importing('readMessages', 'dist/batch/index.js')}
${importing('generateStream', 'corpus/generator.mjs')}
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
async function* box() {
  yield Buffer.from('From ann@example.org Mon Mar  2 10:00:00 2026\\r\\n')
  yield* generateStream({ kind: 'attachment', size: ${size} })
}
const sizes = []
for await (const item of readMessages(['-'], { stdin: Readable.from(box()).pipe(createGzip({ level: 1 })) }))
  sizes.push((item.bytes ? createAnalyzer().analyze(item.bytes) : await createAnalyzer().analyzeStream(item.chunks)).message.size)
const peak = process.resourceUsage().maxRSS * 1024
console.log(JSON.stringify({ size: sizes[0], complete: sizes.length === 1, peak }))`)

it('reads a message of 200 MB from a compressed mbox within 64 MB of the memory that 9 MB take', {
  timeout: 120_000,
}, async () => {
  const small = await mbox(9 << 20)
  const large = await mbox(200 << 20)
  expect(large.size).toBeGreaterThan((200 << 20) - 200)
  expect([small.complete, large.complete]).toEqual([true, true])
  const figures = `${(small.peak / 1e6).toFixed(0)} MB and ${(large.peak / 1e6).toFixed(0)} MB`
  expect(large.peak - small.peak, figures).toBeLessThan(64 << 20)
})

/** Keeps reports on 60 newsletters of 1 MB, each with links to hosts of its own. */
const RETENTION = `
${importing('createAnalyzer', 'dist/index.js')}
const analyzer = createAnalyzer()
const reports = []
// One collection leaves what weak references of the engine still hold; what a report keeps survives any number of them.
const used = () => {
  for (let n = 0; n < 4; n++) gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
function analyze(i) {
  const link = '<a href="https://news-' + i + '.shop-number-' + i + '.example.com/offer">offer \u2014</a>'
  const paragraph = '<p>Paragraph of issue ' + i + ', which says nothing in particular at some length.</p>\\r\\n'
  const head = 'From: shop' + i + '@example.com\\r\\nContent-Type: text/html; charset=utf-8\\r\\n\\r\\n'
  const message = new TextEncoder().encode(head + link + paragraph.repeat(13_000))
  if (i % 2) reports.push(analyzer.analyze(message))
  else {
    const session = analyzer.session()
    session.write(message)
    reports.push(session.end())
  }
}
analyze(0)
const before = used()
for (let i = 1; i <= 60; i++) analyze(i)
console.log(JSON.stringify({ reports: reports.length, growth: used() - before }))`

it('a report, and what is remembered between messages, keep neither bytes nor text alive', {
  timeout: 60_000,
}, async () => {
  const { reports, growth } = await run<{ reports: number; growth: number }>(RETENTION, '--expose-gc')
  expect(reports).toBe(61)
  expect(growth).toBeLessThan(8 << 20)
})
