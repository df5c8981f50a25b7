/** What a worker of an analyzer pool runs: bytes in, the report as JSON out. */
import { parentPort, workerData } from 'node:worker_threads'
import { type AnalyzerOptions, createAnalyzer } from '../analyzer.ts'
import type { Verdict } from '../schema.ts'
import type { Answer } from './pool.ts'

/** A report as it leaves a worker: its JSON, which costs less to hand over than its objects, and what is asked most. */
export interface ReportText {
  json: string
  /** Bytes. */
  size: number
  verdict: Verdict
}

const { analyze } = createAnalyzer(workerData as AnalyzerOptions)

parentPort?.on('message', (message: Uint8Array) => {
  let answer: Answer<ReportText>
  try {
    const report = analyze(message)
    answer = {
      result: { json: JSON.stringify(report), size: report.message.size, verdict: report.verdict },
    }
  } catch (error) {
    answer = { error: error instanceof Error ? error.message : String(error) }
  }
  parentPort?.postMessage(answer)
})
