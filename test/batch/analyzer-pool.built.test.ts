import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnalyzerPool } from '../../src/batch/index.ts'
import type { createAnalyzer as CreateAnalyzer } from '../../src/index.ts'
import { ROOT } from '../helpers/build.ts'
import { PACKAGE } from '../helpers/package.ts'

// workers run what is shipped, so that is what is tested here
const dist = (path: string): string => pathToFileURL(join(PACKAGE, 'dist', path)).href
const folder = join(ROOT, 'corpus/messages')
const messages = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => new Uint8Array(readFileSync(join(entry.parentPath, entry.name))))

let batch: typeof import('../../src/batch/index.ts')
let createAnalyzer: typeof CreateAnalyzer
let pool: AnalyzerPool

beforeAll(async () => {
  batch = await import(dist('batch/index.js'))
  createAnalyzer = (await import(dist('index.js'))).createAnalyzer
  pool = batch.createAnalyzerPool({ workers: 2 })
})

afterAll(() => pool.close())

describe('createAnalyzerPool', () => {
  it('gives the reports that an analyzer gives, in the order of the messages', async () => {
    const reports: string[] = []
    for await (const outcome of pool.analyzeAll(messages, { bytes: (bytes) => bytes })) {
      if ('error' in outcome) throw outcome.error
      reports.push(JSON.stringify(outcome.result))
    }
    const analyzer = createAnalyzer()
    expect(reports).toEqual(messages.map((bytes) => JSON.stringify(analyzer.analyze(bytes))))
  })

  it('gives them as they are ready where asked', async () => {
    const sizes = new Map<Uint8Array, number>()
    for await (const outcome of pool.analyzeAll(messages, { bytes: (bytes) => bytes, ordered: false }))
      if ('result' in outcome) sizes.set(outcome.item, outcome.result.message.size)
    expect(sizes.size).toBe(messages.length)
    for (const [bytes, size] of sizes) expect(size).toBe(bytes.length)
  })

  it('copies a message unless told to move it', async () => {
    const bytes = new Uint8Array(messages[0])
    const report = await pool.analyze(bytes)
    expect(bytes.length).toBe(report.message.size)
    expect(await pool.analyze(bytes, { transfer: true })).toEqual(report)
    expect(bytes.length).toBe(0)
  })

  it('reads a view, not the buffer behind it', async () => {
    const within = new Uint8Array(messages[0].length + 20).fill(65)
    within.set(messages[0], 10)
    const view = within.subarray(10, 10 + messages[0].length)
    const report = await pool.analyze(view, { transfer: true })
    expect(report.message.size).toBe(messages[0].length)
    expect(within.length).toBe(messages[0].length + 20)
  })

  it('hands its options to the workers', async () => {
    const options = { trustedHosts: ['example.net'], limits: { listed: 1 } }
    const named = batch.createAnalyzerPool({ workers: 1, ...options })
    const report = await named.analyze(messages[0])
    expect(report).not.toEqual(await pool.analyze(messages[0]))
    expect(JSON.stringify(report)).toBe(JSON.stringify(createAnalyzer(options).analyze(messages[0])))
    await named.close()
  })

  it('refuses messages above the bound, and takes them again later', async () => {
    const small = batch.createAnalyzerPool({ workers: 1, maxPending: 2 })
    const first = [small.analyze(messages[0]), small.analyze(messages[1])]
    await expect(small.analyze(messages[2])).rejects.toThrow(batch.PoolBusyError)
    expect(small.pending).toBe(2)
    await Promise.all(first)
    expect((await small.analyze(messages[2])).message.size).toBe(messages[2].length)
    await small.close()
  })

  it('has no more messages of a run in work than the bound', async () => {
    const small = batch.createAnalyzerPool({ workers: 1, maxPending: 2 })
    for await (const outcome of small.analyzeAll(messages.slice(0, 20), { bytes: (bytes) => bytes }))
      expect(outcome).toHaveProperty('result')
    await small.close()
  })

  it('says which message its worker died of, and goes on', async () => {
    const short = batch.createAnalyzerPool({ workers: 1, timeout: 1 })
    const large = new Uint8Array(64 << 20).fill(0x3c)
    await expect(short.analyze(large)).rejects.toThrow(batch.WorkerError)
    await short.close()
  })

  it.each([
    [{ workers: 0 }, RangeError, 'workers'],
    [{ workers: 1.5 }, RangeError, 'workers'],
    [{ workers: '2' }, TypeError, 'workers'],
    [{ maxPending: 0 }, RangeError, 'maxPending'],
    [{ timeout: 2 ** 31 }, RangeError, 'timeout'],
    [{ memory: -1 }, RangeError, 'memory'],
    [{ trustedNetworks: ['x'] }, RangeError, 'trustedNetworks'],
    [{ worker: 2 }, TypeError, 'worker is not an option; there are trustedHosts'],
    [null, TypeError, 'options'],
  ])('names what is wrong in %j', (options, type, name) => {
    const make = (): unknown => batch.createAnalyzerPool(options as never)
    expect(make).toThrow(type)
    expect(make).toThrow(name)
  })

  it('names what is wrong in a call', () => {
    expect(() => pool.analyzeAll(messages, undefined as never)).toThrow('options must be an object')
    expect(() => pool.analyzeAll(messages, {} as never)).toThrow('bytes must be a function')
    expect(() => pool.analyzeAll(7 as never, { bytes: () => messages[0] })).toThrow(
      'source must be an array or another it',
    )
  })

  it('names a message that is no bytes', async () => {
    await expect(pool.analyze('From: a' as never)).rejects.toThrow(TypeError)
  })
})
