import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { ROOT } from './helpers/build.ts'

/** Streams a message with one attachment of that many bytes through the built package, in a process of its own. */
const PROGRAM = `
import { createAnalyzer } from ${JSON.stringify(pathToFileURL(join(ROOT, 'dist/index.js')).href)}
import { generateStream } from ${JSON.stringify(pathToFileURL(join(ROOT, 'corpus/generator.mjs')).href)}
const size = Number(process.argv[1])
const { message, completeness } = await createAnalyzer().analyzeStream(generateStream({ kind: 'attachment', size }))
const { maxRSS } = process.resourceUsage()
console.log(JSON.stringify({ size: message.size, complete: completeness.complete, peak: maxRSS * 1024 }))
`

interface Outcome {
  size: number
  complete: boolean
  /** Peak resident memory of the process, in bytes. */
  peak: number
}

function stream(size: number): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, String(size)], {
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

it('streams 1 GB within 64 MB of the memory that 1 MB takes', { timeout: 300_000 }, async () => {
  const small = await stream(1 << 20)
  const large = await stream(1 << 30)
  expect(large.size).toBeGreaterThan((1 << 30) - 200)
  expect([small.complete, large.complete]).toEqual([true, true])
  const figures = `${(small.peak / 1e6).toFixed(0)} MB and ${(large.peak / 1e6).toFixed(0)} MB`
  console.log(`peak memory: ${figures}`)
  expect(large.peak - small.peak, figures).toBeLessThan(64 << 20)
})
