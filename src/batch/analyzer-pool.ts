/** An analyzer over worker threads, for servers and for archives. */
import { availableParallelism } from 'node:os'
import { type AnalyzerOptions, createAnalyzer, OPTIONS } from '../analyzer.ts'
import { requireBytes } from '../mime/bytes.ts'
import type { Report } from '../schema.ts'
import { requireInteger, requireIterable, requireOptions, requireType } from '../util/arguments.ts'
import type { ReportText, WorkerSettings } from './analyzer-worker.ts'
import { concurrently, type Outcome } from './concurrently.ts'
import { createPool, WorkerError } from './pool.ts'

export interface AnalyzerPoolOptions extends AnalyzerOptions {
  /** Worker threads at most, 1 to 256; as many as there are cores where not given. Each starts when there is work for it. */
  workers?: number
  /** Messages without a report, from which on `analyze` refuses further ones; 1024 where not given. */
  maxPending?: number
  /** Milliseconds that a message may take, in a worker that has started, before that is stopped; 60,000 where not given. */
  timeout?: number
  /** Megabytes of heap that each worker may use; Node's own bound where not given. */
  memory?: number
}

/** There are as many messages without a report as the pool takes: try again later. */
export class PoolBusyError extends Error {
  override name = 'PoolBusyError'
}

export { WorkerError }

export interface AnalyzerPool {
  /** Messages without a report. */
  readonly pending: number
  /**
   * The report of a message, the same as of {@link createAnalyzer}. The bytes must stay as they are until it is there; with
   * `transfer` their buffer is moved to the worker and cannot be used any more, where the message is all of it.
   *
   * Rejects with TypeError when `message` is no Uint8Array, PoolBusyError when `maxPending` messages have no report yet, and
   * WorkerError when the worker died of this message or took longer than `timeout`: it is replaced, other messages lose nothing.
   */
  analyze(message: Uint8Array, options?: { transfer?: boolean }): Promise<Report>
  /**
   * Reports of many messages, in their order unless `ordered` is false. Takes messages from the source only as fast as reports
   * are taken, a few a worker ahead and at most `maxPending`. A message that could not be analysed has an `error` in place of a
   * report, which is PoolBusyError where other calls have filled the pool meanwhile.
   */
  analyzeAll<T>(
    source: AsyncIterable<T> | Iterable<T>,
    options: { bytes: (item: T) => Uint8Array; ordered?: boolean },
  ): AsyncGenerator<Outcome<T, Report>>
  /** Stops the workers. Messages without a report are rejected. */
  close(): Promise<void>
}

/** The same with reports as text, for who only passes them on, or as this thread makes them. */
export interface ReportTextPool<Own = never> {
  readonly pending: number
  analyze(message: Uint8Array, transfer?: boolean): Promise<ReportText | Own>
  close(): Promise<void>
}

const MOST_WORKERS = 256
/** Messages in work for each worker: one in hand, some that wait for it, some that wait to be written. */
const IN_WORK = 18

/**
 * With `here` this thread analyses too, what no worker has room for.
 * @throws TypeError or RangeError naming the option that is wrong.
 */
export function createReportTextPool<Own = never>(
  options: AnalyzerPoolOptions,
  script: URL,
  fingerprints?: WorkerSettings['fingerprints'],
  here?: (message: Uint8Array) => Own,
): ReportTextPool<Own> & { workers: number; maxPending: number } {
  requireOptions(options, { ...OPTIONS, workers: true, maxPending: true, timeout: true, memory: true })
  const {
    workers = availableParallelism(),
    maxPending = 1024,
    timeout = 60_000,
    memory,
    ...analyzer
  } = options
  requireInteger(workers, 'workers', 1, MOST_WORKERS)
  requireInteger(maxPending, 'maxPending')
  requireInteger(timeout, 'timeout', 1, 2 ** 31 - 1)
  if (memory !== undefined) requireInteger(memory, 'memory')
  // wrong options are known here rather than in each worker
  createAnalyzer(analyzer)
  const workerData: WorkerSettings = { options: analyzer, fingerprints }
  const pool = createPool<Uint8Array, ReportText | Own>({
    script,
    workerData,
    workers,
    timeout,
    memory,
    here,
  })
  return {
    workers,
    maxPending,
    get pending() {
      return pool.pending
    },
    async analyze(message, transfer = false) {
      requireBytes(message, 'message')
      if (pool.pending >= maxPending)
        throw new PoolBusyError(`${maxPending} messages have no report yet; wait for some of them`)
      const { buffer } = message
      const whole = message.byteLength === buffer.byteLength && buffer instanceof ArrayBuffer
      return transfer && whole ? pool.run(new Uint8Array(buffer), [buffer]) : pool.run(message)
    },
    close: () => pool.close(),
  }
}

/** {@link createReportTextPool} with reports as objects. */
export function createPoolOn(options: AnalyzerPoolOptions, script: URL): AnalyzerPool {
  const pool = createReportTextPool(options, script)
  const width = Math.min(pool.workers * IN_WORK, pool.maxPending)
  const reportOf = async (message: Uint8Array, transfer?: boolean): Promise<Report> =>
    JSON.parse((await pool.analyze(message, transfer)).json) as Report
  return {
    get pending() {
      return pool.pending
    },
    async analyze(message, options = {}) {
      requireOptions(options, { transfer: true })
      const { transfer = false } = options
      requireType(transfer, 'boolean', 'transfer')
      return reportOf(message, transfer)
    },
    analyzeAll(source, options) {
      requireIterable(source, 'source', 'messages')
      requireOptions(options, { bytes: true, ordered: true })
      const { bytes, ordered = true } = options
      requireType(bytes, 'function', 'bytes')
      requireType(ordered, 'boolean', 'ordered')
      return concurrently(source, { width, ordered }, (item) => reportOf(bytes(item)))
    },
    close: pool.close,
  }
}
