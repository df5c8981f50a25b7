/** Entry point `backstamp/mailparser`: for programs that already parse with mailparser, which they bring themselves. */
import type { ParsedMail, SimpleParserOptions } from 'mailparser'
import { type Analyzer, createAnalyzer } from './analyzer.ts'
import { concat, type HeaderLines, rebuildMessage } from './rebuild.ts'
import type { Report } from './schema.ts'
import { requireObject, requireOptions, requireType, wrongType } from './util/arguments.ts'

export type { HeaderLines }

/** What is read of mailparser's `ParsedMail`. */
export interface ParsedMailLike {
  headerLines: HeaderLines
  text?: string
  html?: string | false
}

export interface RebuiltReport {
  /** Every offset in it refers to `bytes`, and `sha256` and `size` are those of `bytes`. */
  report: Report
  /** The message as it was rebuilt. */
  bytes: Uint8Array
}

/**
 * A report from what mailparser kept of a message: a `ParsedMail`, or its `headerLines` alone. The message is rebuilt:
 * header lines in their order with their folding, then text and HTML as UTF-8 with Content-Type and
 * Content-Transfer-Encoding changed to suit. Attachments and anything else that mailparser dropped are not examined,
 * and text that mailparser made from HTML is taken for a part of the message. Where the original bytes are at hand,
 * {@link parseAndAnalyze} says more.
 * @throws TypeError where `mail` has no header lines, or `analyzer` is none.
 */
export function analyzeParsedMail(
  mail: ParsedMailLike | HeaderLines,
  analyzer: Analyzer = createAnalyzer(),
): RebuiltReport {
  const like: ParsedMailLike = Array.isArray(mail) ? { headerLines: mail } : (mail as ParsedMailLike)
  if (!Array.isArray(like?.headerLines)) wrongType('mail', 'a ParsedMail or its headerLines', mail)
  requireAnalyzer(analyzer)
  const bytes = rebuildMessage(like)
  return { report: analyzer.analyze(bytes), bytes }
}

function requireAnalyzer(analyzer: Analyzer): void {
  requireObject(analyzer, 'analyzer')
  requireType(analyzer.analyze, 'function', 'analyzer.analyze')
}

export interface ParseOptions {
  analyzer?: Analyzer
  /** Handed to mailparser's `simpleParser`. */
  mailparser?: SimpleParserOptions
}

/** A report, and beside it the parsed mail or the reason why mailparser gave none. */
export type ParsedAndAnalyzed = { report: Report } & (
  | { mail: ParsedMail; error?: undefined }
  | { mail?: undefined; error: Error }
)

async function readAll(source: Uint8Array | string | AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  if (typeof source === 'string') return new TextEncoder().encode(source)
  if (source instanceof Uint8Array) return source
  if (typeof source?.[Symbol.asyncIterator] !== 'function')
    wrongType('source', 'a Uint8Array, a string or a stream of bytes', source)
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return concat(chunks)
}

async function loadParser(): Promise<typeof import('mailparser')> {
  try {
    return await import('mailparser')
  } catch (cause) {
    throw new Error(
      'mailparser cannot be loaded, which parseAndAnalyze parses with: npm install mailparser',
      {
        cause,
      },
    )
  }
}

/**
 * Parses with mailparser and analyses the same bytes. A message that mailparser refuses still gets its report.
 * Rejects with TypeError where `source` is none, with an Error that says what to install where mailparser is not there, and with a
 * stream's own error.
 */
export async function parseAndAnalyze(
  source: Uint8Array | string | AsyncIterable<Uint8Array>,
  options: ParseOptions = {},
): Promise<ParsedAndAnalyzed> {
  requireOptions(options, { analyzer: true, mailparser: true })
  const { analyzer = createAnalyzer(), mailparser = {} } = options
  requireAnalyzer(analyzer)
  requireObject(mailparser, 'mailparser')
  const { simpleParser } = await loadParser()
  const bytes = await readAll(source)
  const report = analyzer.analyze(bytes)
  try {
    const mail = await simpleParser(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), mailparser)
    return { report, mail }
  } catch (error) {
    return { report, error: error instanceof Error ? error : new Error(String(error)) }
  }
}
