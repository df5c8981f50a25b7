/** Entry point `backstamp/mailparser`: for programs that already parse with mailparser. */
import { type ParsedMail, type SimpleParserOptions, simpleParser } from 'mailparser'
import { type Analyzer, createAnalyzer } from './analyzer.ts'
import { requireOptions } from './options.ts'
import type { Report } from './schema.ts'

/** mailparser's raw header lines: `line` is the whole field with its folding, one code unit a byte. */
export type HeaderLines = readonly { key: string; line: string }[]

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

/** A header line's bytes. mailparser gives one code unit a byte; a line decoded by someone else is encoded as UTF-8. */
function lineBytes(line: string): Uint8Array {
  for (let i = 0; i < line.length; i++) if (line.charCodeAt(i) > 0xff) return new TextEncoder().encode(line)
  return Uint8Array.from(line, (unit) => unit.charCodeAt(0))
}

function unusedBoundary(parts: readonly string[]): string {
  for (let i = 0; ; i++) {
    const boundary = `=_backstamp_${i}`
    if (!parts.some((part) => part.includes(boundary))) return boundary
  }
}

/** The body as 8bit UTF-8 with the Content-Type that it needs; undefined where the mail has no text. */
function rebuildBody({ text, html }: ParsedMailLike): { contentType: string; body: string } | undefined {
  const parts: [type: string, content: string][] = []
  if (text) parts.push(['text/plain', text])
  if (html) parts.push(['text/html', html])
  if (parts.length === 0) return undefined
  if (parts.length === 1) return { contentType: `${parts[0][0]}; charset=utf-8`, body: parts[0][1] }
  const boundary = unusedBoundary(parts.map(([, content]) => content))
  let body = ''
  for (const [type, content] of parts)
    body += `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${content}\r\n`
  return { contentType: `multipart/alternative; boundary="${boundary}"`, body: `${body}--${boundary}--\r\n` }
}

function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

function rebuild(mail: ParsedMailLike): Uint8Array {
  const utf8 = new TextEncoder()
  const rebuilt = rebuildBody(mail)
  const typeLine = rebuilt && utf8.encode(`Content-Type: ${rebuilt.contentType}`)
  const end = utf8.encode('\r\n')
  const pieces: Uint8Array[] = []
  let typed = false
  for (const { key, line } of mail.headerLines) {
    if (typeLine && key === 'content-type') {
      if (!typed) pieces.push(typeLine, end)
      typed = true
    } else if (typeLine && key === 'content-transfer-encoding')
      pieces.push(utf8.encode(`${line.slice(0, key.length)}: 8bit`), end)
    else pieces.push(lineBytes(line), end)
  }
  if (typeLine && !typed) pieces.push(typeLine, end)
  pieces.push(end)
  if (rebuilt) pieces.push(utf8.encode(rebuilt.body))
  return concat(pieces)
}

/**
 * A report from what mailparser kept of a message: a `ParsedMail`, or its `headerLines` alone. The message is rebuilt:
 * header lines in their order with their folding, then text and HTML as UTF-8 with Content-Type and
 * Content-Transfer-Encoding changed to suit. Attachments and anything else that mailparser dropped are not examined,
 * and text that mailparser made from HTML is taken for a part of the message. Where the original bytes are at hand,
 * {@link parseAndAnalyze} says more.
 * @throws TypeError where `mail` has no header lines.
 */
export function analyzeParsedMail(
  mail: ParsedMailLike | HeaderLines,
  analyzer: Analyzer = createAnalyzer(),
): RebuiltReport {
  const like: ParsedMailLike = Array.isArray(mail) ? { headerLines: mail } : (mail as ParsedMailLike)
  if (!Array.isArray(like?.headerLines)) throw new TypeError('mail must be a ParsedMail or its headerLines')
  const bytes = rebuild(like)
  return { report: analyzer.analyze(bytes), bytes }
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
    throw new TypeError('source must be a Uint8Array, a string or a stream of bytes')
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return concat(chunks)
}

/**
 * Parses with mailparser and analyses the same bytes. A message that mailparser refuses still gets its report.
 * Rejects with TypeError where `source` is none, and with a stream's own error.
 */
export async function parseAndAnalyze(
  source: Uint8Array | string | AsyncIterable<Uint8Array>,
  options: ParseOptions = {},
): Promise<ParsedAndAnalyzed> {
  requireOptions(options, { analyzer: true, mailparser: true })
  const bytes = await readAll(source)
  const report = (options.analyzer ?? createAnalyzer()).analyze(bytes)
  try {
    const mail = await simpleParser(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      options.mailparser,
    )
    return { report, mail }
  } catch (error) {
    return { report, error: error instanceof Error ? error : new Error(String(error)) }
  }
}
