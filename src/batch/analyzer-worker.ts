/** What a worker of an analyzer pool runs: bytes in, the report as JSON out. */
import { type AnalyzerOptions, createAnalyzer } from '../analyzer.ts'
import type { Verdict } from '../schema.ts'
import { answerJobs, givenData } from './answering.ts'
import { type Fingerprint, fingerprintingAnalyzer } from './campaigns/index.ts'

/** What a worker is started with. */
export interface WorkerSettings {
  options: AnalyzerOptions
  /** Whether it answers with fingerprints: beside reports, or in place of them. */
  fingerprints?: 'too' | 'alone'
}

/** A report as it leaves a worker: its JSON, which costs less to hand over than its objects, and what is asked most. */
export interface ReportText {
  /** Empty where fingerprints alone were asked for. */
  json: string
  /** Bytes. */
  size: number
  verdict: Verdict
  fingerprint?: Fingerprint
}

/** Bytes up to which a message is done in a few milliseconds. */
const SMALL = 1 << 16

const { options, fingerprints } = givenData<WorkerSettings>()
const { analyzer, fingerprintOf } = fingerprints
  ? fingerprintingAnalyzer(options)
  : { analyzer: createAnalyzer(options), fingerprintOf: () => undefined }

answerJobs<Uint8Array, ReportText>(
  (message) => {
    const report = analyzer.analyze(message)
    const json = fingerprints === 'alone' ? '' : JSON.stringify(report)
    const { verdict, message: about } = report
    return { json, size: about.size, verdict, fingerprint: fingerprintOf(report) }
  },
  ({ length }) => length > SMALL,
)
