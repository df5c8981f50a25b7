/** Reports of the messages of a run of sources, in this thread and, once there is work enough, in workers beside it. */
import { type AnalyzerOptions, createAnalyzer } from '../analyzer.ts'
import type { Report, Verdict } from '../schema.ts'
import { createReportTextPool, type ReportTextPool } from './analyzer-pool.ts'
import type { WorkerSettings } from './analyzer-worker.ts'
import { type Fingerprint, fingerprintingAnalyzer } from './campaigns/index.ts'
import { concurrently } from './concurrently.ts'
import { type Found, type Missed, reasonOf } from './sources/index.ts'

/** A message and its report. */
export interface Scanned {
  kind: 'scanned'
  path: string
  /** The name within the outermost archive, where it is in one. */
  member?: string
  /** Bytes. */
  size: number
  verdict: Verdict
  /** The message's bytes, unless it was streamed. */
  bytes: Uint8Array | undefined
  report(): Report
  /** The report as `JSON.stringify` writes it. */
  json(): string
  /** Where fingerprints were asked for. */
  fingerprint: Fingerprint | undefined
}

export interface ScanOptions extends AnalyzerOptions {
  /** Threads that analyse, this one among them; at least 1. */
  jobs: number
  /** Whether messages get a fingerprint: beside their report, or in place of it, so that there may be none. */
  fingerprints?: WorkerSettings['fingerprints']
}

/** Messages that are read in this thread first: a worker pays only where there are enough that it comes to speed. */
const BEFORE_WORKERS = 1024
/** Messages in work for each thread: so many more are read and analysed while an earlier one takes long. */
const IN_WORK = 16
/** Bytes in memory of messages in work, apart from one that alone has more. */
const MOST_BYTES = 8 << 20

/**
 * What became of every item of the source, in its order. A message that breaks its worker is yielded as missed.
 * @throws TypeError or RangeError naming the option that is wrong, at the first step.
 */
export async function* scanned(
  source: AsyncIterable<Found | Missed>,
  { jobs, fingerprints, ...options }: ScanOptions,
  workerScript: URL,
): AsyncGenerator<Scanned | Missed> {
  const { analyzer, fingerprintOf } = fingerprints
    ? fingerprintingAnalyzer(options)
    : { analyzer: createAnalyzer(options), fingerprintOf: () => undefined }
  let pool: ReportTextPool<Report> | undefined
  let count = 0

  const here = ({ path, member, bytes }: Found, report: Report): Scanned => ({
    kind: 'scanned',
    path,
    member,
    size: report.message.size,
    verdict: report.verdict,
    bytes,
    report: () => report,
    json: () => JSON.stringify(report),
    fingerprint: fingerprintOf(report),
  })
  const inPool = async (found: Found, bytes: Uint8Array): Promise<Scanned> => {
    const { path, member } = found
    pool ??= createReportTextPool(
      { ...options, workers: jobs - 1, maxPending: Number.MAX_SAFE_INTEGER },
      workerScript,
      fingerprints,
      analyzer.analyze,
    )
    const answer = await pool.analyze(bytes)
    if ('findings' in answer) return here(found, answer)
    const { json, size, verdict, fingerprint } = answer
    return {
      kind: 'scanned',
      path,
      member,
      size,
      verdict,
      bytes,
      report: () => JSON.parse(json) as Report,
      json: () => json,
      fingerprint,
    }
  }
  const work = (found: Found | Missed): Scanned | Missed | Promise<Scanned> => {
    if (found.kind !== 'message') return found
    if (!found.bytes) return analyzer.analyzeStream(found.chunks).then((report) => here(found, report))
    if (jobs === 1 || count++ < BEFORE_WORKERS) return here(found, analyzer.analyze(found.bytes))
    return inPool(found, found.bytes)
  }

  try {
    const outcomes = concurrently(
      source,
      {
        width: jobs * IN_WORK,
        weight: (item) => (item.kind === 'message' ? (item.bytes?.length ?? 0) : 0),
        most: MOST_BYTES,
        // a stream has to be read before its source can go on
        alone: (item) => item.kind === 'message' && !item.bytes,
      },
      work,
    )
    for await (const outcome of outcomes)
      yield 'result' in outcome
        ? outcome.result
        : { kind: 'failed', path: outcome.item.path, reason: `not analysed: ${reasonOf(outcome.error)}` }
  } finally {
    await pool?.close()
  }
}
