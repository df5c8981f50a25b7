/** What a worker of an analyzer pool runs: bytes in, the report as JSON out. */
import { parentPort, workerData } from 'node:worker_threads'
import { type AnalyzerOptions, createAnalyzer } from '../analyzer.ts'
import type { Verdict } from '../schema.ts'
import { type Fingerprint, fingerprintingAnalyzer } from './campaigns/index.ts'
import type { Answer } from './pool.ts'

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

const { options, fingerprints } = workerData as WorkerSettings
const { analyzer, fingerprintOf } = fingerprints
  ? fingerprintingAnalyzer(options)
  : { analyzer: createAnalyzer(options), fingerprintOf: () => undefined }

parentPort?.on('message', (message: Uint8Array) => {
  let answer: Answer<ReportText>
  try {
    const report = analyzer.analyze(message)
    const json = fingerprints === 'alone' ? '' : JSON.stringify(report)
    const { verdict, message: about } = report
    answer = { result: { json, size: about.size, verdict, fingerprint: fingerprintOf(report) } }
  } catch (error) {
    answer = { error: error instanceof Error ? error.message : String(error) }
  }
  parentPort?.postMessage(answer)
})
