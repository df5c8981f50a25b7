// Where the time of `analyze` goes: by floor of the house, and by check.
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'tsup'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const OUT = join(ROOT, '.cache/bench')

/** Passes over the messages; the first ones warm up. */
const PASSES = 4
const WARM_UP = 2

/**
 * @param {Uint8Array[]} messages
 * @returns {Promise<Record<'floors' | 'checks', { name: string, share: number }[]>>} shares of the whole, largest check first
 */
export async function floorsOf(messages) {
  const meter = await createMeter()
  for (let pass = 0; pass < PASSES; pass++) {
    if (pass === WARM_UP) meter.clear()
    meter.read(messages)
  }
  const whole = [...meter.floors.values()].reduce((sum, time) => sum + time, 0)
  const shares = (map) => [...map].map(([name, time]) => ({ name, share: time / whole }))
  return { floors: shares(meter.floors), checks: shares(meter.checks).sort((a, b) => b.share - a.share) }
}

/**
 * Reads messages as `analyze` does and adds up what each floor and each check takes, in milliseconds. A floor is what it does
 * itself when asked for everything that it gives: `fields` are parsed while the chain is read, so they count there.
 */
export async function createMeter() {
  const parts = await internals()
  const { collect, Message, runChecks, assess, verdictOf, summarize, expectedHeaders, digestOf } = parts
  const limits = parts.resolveLimits(undefined)
  const thresholds = parts.resolveThresholds(undefined)
  const trust = { hosts: [], networks: [] }
  const engine = { version: '', model: '' }
  const floors = new Map()
  let last = 0
  const start = () => {
    last = performance.now()
  }
  const stop = (name) => {
    const now = performance.now()
    floors.set(name, (floors.get(name) ?? 0) + now - last)
    last = performance.now()
  }
  const checks = new Map()
  const timed = parts.CHECKS.map(({ meta, run }) => ({
    meta,
    run(message, reporter) {
      const began = performance.now()
      run(message, reporter)
      checks.set(meta.id, (checks.get(meta.id) ?? 0) + performance.now() - began)
    },
  }))
  const read = (messages) => {
    for (const bytes of messages) {
      start()
      const entity = collect(limits, bytes)
      stop('mime')
      const sha256 = digestOf(bytes)
      stop('digest')
      const message = new Message(entity, trust, limits, parts.CONTRACTS)
      void [message.route, message.authentication, message.exchange, message.machines]
      void [message.passages, message.traces, message.from, message.id, message.date, message.subject]
      stop('fields and chain')
      void [message.body, message.layout, message.claim]
      stop('body')
      const { found, dismissed, limitHits } = runChecks(timed, message, false)
      stop('checks')
      const { findings, assessments } = assess(found, parts.MODEL)
      const verdict = verdictOf(assessments, thresholds)
      stop('scoring')
      const expected = expectedHeaders(message, found)
      summarize(message, {
        sha256,
        expected,
        assessments,
        findings,
        dismissed,
        limitHits,
        ...verdict,
        engine,
        headerOnly: false,
      })
      stop('report')
    }
  }
  const clear = () => {
    floors.clear()
    checks.clear()
  }
  return { floors, checks, read, clear }
}

async function internals() {
  await build({
    entry: [join(ROOT, 'bench/internals.ts')],
    outDir: OUT,
    format: 'esm',
    target: 'node20',
    silent: true,
    config: false,
    dts: false,
    clean: false,
  })
  return import(pathToFileURL(join(OUT, 'internals.js')).href)
}
