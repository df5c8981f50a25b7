/** One message in, one report out: wires the floors below into `analyze`, `analyzeStream` and `session`. */
import { CONTRACTS, contractBook, type OperatorContract, requireContracts } from './chain/contracts.ts'
import { resolveTrust, type TrustOptions } from './chain/trust.ts'
import { CHECKS } from './checks/index.ts'
import { type Found, runChecks } from './checks/run.ts'
import { expectedHeaders } from './expected.ts'
import { Message } from './message.ts'
import { requireBytes } from './mime/bytes.ts'
import { collect, type Entity } from './mime/collector.ts'
import { Intake } from './mime/intake.ts'
import { type Limits, resolveLimits } from './mime/limits.ts'
import { digestOf } from './mime/sha256.ts'
import type { Dismissal, LimitHit, Report } from './schema.ts'
import { MODEL, type Model, requireModel } from './scoring/model.ts'
import { assess, resolveThresholds, type Thresholds, verdictOf } from './scoring/score.ts'
import { summarize } from './summary.ts'
import { requireOptions, requireType, wrongType } from './util/arguments.ts'
import { VERSION } from './version.ts'

export interface AnalyzerOptions extends TrustOptions {
  limits?: Partial<Limits>
  /** A model fitted on other mail than the one that is shipped. */
  model?: Model
  /** The least scores that are `suspicious` and `hostile`, 50 and 90 where not given. */
  thresholds?: Partial<Thresholds>
  /** Whether a report has the SHA-256 of its message, true where not given; without, it is empty. Of a message with a large
   * attachment it is most of the work. */
  sha256?: boolean
  /** Contracts of operators counted on other mail than the ones that are shipped; see `createContractSurvey`. */
  contracts?: readonly OperatorContract[]
}

/** What {@link AnalyzerOptions} may hold. */
export const OPTIONS: Record<keyof AnalyzerOptions, true> = {
  trustedHosts: true,
  trustedNetworks: true,
  limits: true,
  model: true,
  thresholds: true,
  sha256: true,
  contracts: true,
}

/** A stream of bytes: a Node stream, a web stream, or any (async) iterable of chunks. */
export type ByteStream = AsyncIterable<Uint8Array> | Iterable<Uint8Array> | ReadableStream<Uint8Array>

/** One message that arrives in chunks. */
export interface Session {
  /** @throws TypeError when `chunk` is no Uint8Array; Error after `end`. */
  write(chunk: Uint8Array): void
  /** A report on the header alone, once the header is in, and the same one from then on; undefined before. Its `completeness`
   * says that the body is not examined, its `size` is that of what had come, and its `sha256` is empty. */
  headers(): Report | undefined
  /** The report. @throws Error when called twice. */
  end(): Report
}

export interface Analyzer {
  /** @throws TypeError when `message` is no Uint8Array. Never throws on what the message holds. */
  analyze(message: Uint8Array): Report
  /** Reads the stream to its end in bounded memory. Rejects with TypeError when it is no stream of bytes, and with the
   * stream's own error when it fails. */
  analyzeStream(stream: ByteStream): Promise<Report>
  session(): Session
}

/** A message and what the checks found in it, before that is weighed. */
export interface Examined {
  message: Message
  found: Found[]
  dismissed: Dismissal[]
  /** Limits that the checks hit. */
  limitHits: LimitHit[]
}

/** What stands below an analyzer: reads messages and runs the checks. With `headerOnly` those that read bodies are left out. */
export interface Examiner {
  limits: Limits
  examine(entity: Entity, headerOnly: boolean): Examined
}

/**
 * @throws TypeError or RangeError naming the option that is wrong.
 */
export function createExaminer(options: AnalyzerOptions): Examiner {
  requireOptions(options, OPTIONS)
  const limits = resolveLimits(options.limits)
  const trust = resolveTrust(options)
  const contracts =
    options.contracts === undefined ? CONTRACTS : contractBook(requireContracts(options.contracts))
  return {
    limits,
    examine(entity, headerOnly) {
      const message = new Message(entity, trust, limits, contracts)
      return { message, ...runChecks(CHECKS, message, headerOnly) }
    },
  }
}

/**
 * @throws TypeError or RangeError naming the option that is wrong.
 */
export function createAnalyzer(options: AnalyzerOptions = {}): Analyzer {
  return observedAnalyzer(options, () => {})
}

/**
 * An analyzer that shows each whole message, with its report, to who reads more of it: nothing is read twice.
 * @throws TypeError or RangeError naming the option that is wrong.
 */
export function observedAnalyzer(
  options: AnalyzerOptions,
  observe: (message: Message, report: Report) => void,
): Analyzer {
  const { limits, examine } = createExaminer(options)
  const model = options.model === undefined ? MODEL : requireModel(options.model)
  const thresholds = resolveThresholds(options.thresholds)
  const hashed = options.sha256 ?? true
  requireType(hashed, 'boolean', 'sha256')

  const reportOf = (entity: Entity, sha256: string, headerOnly: boolean): Report => {
    const { message, found, dismissed, limitHits } = examine(entity, headerOnly)
    const { findings, dismissed: ordinary, assessments } = assess(found, model)
    const report = summarize(message, {
      sha256,
      expected: expectedHeaders(message, found),
      assessments,
      findings,
      dismissed: [...dismissed, ...ordinary],
      limitHits,
      ...verdictOf(assessments, thresholds, findings),
      engine: { version: VERSION, model: model.id },
      headerOnly,
    })
    if (!headerOnly) observe(message, report)
    return report
  }

  const session = (): Session => {
    const intake = new Intake(limits, { hashed })
    let ended = false
    let early: Report | undefined
    return {
      write(chunk) {
        if (ended) throw new Error('write after end')
        requireBytes(chunk, 'chunk')
        intake.write(chunk)
      },
      headers() {
        if (early) return early
        const entity = intake.header()
        early = entity && reportOf(entity, '', true)
        return early
      },
      end() {
        if (ended) throw new Error('end was called before')
        ended = true
        const { entity, sha256 } = intake.end()
        return reportOf(entity, sha256, false)
      },
    }
  }

  return {
    analyze(message) {
      requireBytes(message, 'message')
      return reportOf(collect(limits, message), hashed ? digestOf(message) : '', false)
    },
    async analyzeStream(stream) {
      const one = session()
      for await (const chunk of chunksOf(stream)) one.write(chunk)
      return one.end()
    },
    session,
  }
}

function chunksOf(stream: ByteStream): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (typeof stream === 'object' && stream !== null) {
    if (Symbol.asyncIterator in stream || Symbol.iterator in stream)
      return stream as AsyncIterable<Uint8Array> | Iterable<Uint8Array>
    if ('getReader' in stream) return readerChunks(stream)
  }
  return wrongType('stream', 'a stream or an iterable of Uint8Array', stream)
}

/** Some browsers' web streams cannot be iterated. */
async function* readerChunks(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    reader.releaseLock()
  }
}
