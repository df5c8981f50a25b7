/**
 * One row a message, for spreadsheets and column stores (RFC 4180, UTF-8 without a mark, CRLF). No cell holds a line end, so a
 * row is a line.
 */
import { cut } from '../cut.ts'
import { QUESTIONS, type Question, type Report } from '../schema.ts'
import { escapeText } from './escape.ts'
import { topFinding } from './top-finding.ts'
import type { ReportWriter } from './writer.ts'

export type CsvType = 'text' | 'integer' | 'number' | 'boolean' | 'timestamp'

/** What a cell is made of; undefined is an empty cell. An array is joined by {@link SEPARATOR}. */
type Cell = string | number | boolean | readonly string[] | undefined

interface Column {
  name: string
  type: CsvType
  of(report: Report, path: string): Cell
}

/** Between the items of a list in one cell. */
const SEPARATOR = '|'
/** Code units of text that one cell may have. Written out as `\u{200b}` each, they fit the 32,767 that a spreadsheet takes. */
const LONGEST = 4000

const QUESTION_NAMES: Record<Question, string> = {
  headersRemoved: 'headers_removed',
  headersForged: 'headers_forged',
  hiddenFiller: 'hidden_filler',
  prizeLure: 'prize_lure',
}

/** What an authentication method came to on the recipient's side, newest field first. */
const verdictOf = ({ authentication }: Report, method: string): string | undefined =>
  authentication.claimed.find((claim) => claim.side === 'recipient' && claim.method === method)?.result

/** The hop at which the recipient's side took the message over. */
const handover = ({ route }: Report) => (route.boundary ? route.hops[route.boundary.hop] : undefined)

const unique = (items: Iterable<string>): string[] => [...new Set(items)]

/** Columns are only added, at the end: their names, types and order stay. */
const COLUMNS: readonly Column[] = [
  { name: 'path', type: 'text', of: (_, path) => path },
  { name: 'sha256', type: 'text', of: ({ message }) => message.sha256 },
  { name: 'size', type: 'integer', of: ({ message }) => message.size },
  { name: 'verdict', type: 'text', of: ({ verdict }) => verdict },
  { name: 'score', type: 'integer', of: ({ score }) => score },
  ...QUESTIONS.map(
    (question): Column => ({
      name: QUESTION_NAMES[question],
      type: 'number',
      of: ({ assessments }) => assessments[question].probability,
    }),
  ),
  { name: 'top_check', type: 'text', of: (report) => topFinding(report)?.check },
  { name: 'top_summary', type: 'text', of: (report) => topFinding(report)?.summary },
  { name: 'checks', type: 'text', of: ({ findings }) => unique(findings.map(({ check }) => check)) },
  { name: 'findings', type: 'integer', of: ({ findings }) => findings.length },
  { name: 'dismissed', type: 'integer', of: ({ dismissed }) => dismissed.length },
  { name: 'date', type: 'timestamp', of: ({ message }) => message.date },
  { name: 'message_id', type: 'text', of: ({ message }) => message.id },
  { name: 'subject', type: 'text', of: ({ message }) => message.subject },
  { name: 'from_name', type: 'text', of: ({ message }) => message.from?.[0]?.name },
  { name: 'from_address', type: 'text', of: ({ message }) => message.from?.[0]?.address },
  { name: 'hops', type: 'integer', of: ({ route }) => route.hops.length },
  { name: 'operators', type: 'text', of: ({ route }) => route.operators },
  { name: 'boundary', type: 'text', of: ({ route }) => route.boundary?.how },
  { name: 'handover_by', type: 'text', of: (report) => handover(report)?.by },
  { name: 'handover_host', type: 'text', of: (report) => handover(report)?.from?.helo },
  { name: 'handover_ip', type: 'text', of: (report) => handover(report)?.from?.ip },
  { name: 'handover_time', type: 'timestamp', of: (report) => handover(report)?.time },
  { name: 'origin_ip', type: 'text', of: ({ route }) => route.origin?.ip },
  { name: 'origin_host', type: 'text', of: ({ route }) => route.origin?.host },
  { name: 'origin_side', type: 'text', of: ({ route }) => route.origin?.side },
  {
    name: 'removed_headers',
    type: 'text',
    of: ({ expected }) => expected.filter(({ answer }) => answer === 'removed').map(({ header }) => header),
  },
  { name: 'spf', type: 'text', of: (report) => verdictOf(report, 'spf') },
  { name: 'dkim', type: 'text', of: (report) => verdictOf(report, 'dkim') },
  { name: 'dmarc', type: 'text', of: (report) => verdictOf(report, 'dmarc') },
  {
    name: 'signature_domains',
    type: 'text',
    of: ({ authentication }) =>
      unique(authentication.signatures.flatMap(({ domain }) => (domain === undefined ? [] : [domain]))),
  },
  { name: 'arc_instances', type: 'integer', of: ({ authentication }) => authentication.arc?.instances ?? 0 },
  { name: 'visible_words', type: 'integer', of: ({ body }) => body.visibleText.words },
  { name: 'visible_characters', type: 'integer', of: ({ body }) => body.visibleText.characters },
  {
    name: 'hidden_characters',
    type: 'integer',
    of: ({ body }) => body.hiddenText.reduce((sum, { characters }) => sum + characters, 0),
  },
  {
    name: 'hidden_techniques',
    type: 'text',
    of: ({ body }) => unique(body.hiddenText.map(({ technique }) => technique)),
  },
  { name: 'images', type: 'integer', of: ({ body }) => body.images.filter(({ hidden }) => !hidden).length },
  {
    name: 'linked_images',
    type: 'integer',
    of: ({ body }) => body.images.filter(({ hidden, linked }) => linked && !hidden).length,
  },
  { name: 'links', type: 'integer', of: ({ body }) => body.links.count },
  { name: 'link_domains', type: 'text', of: ({ body }) => body.links.domains.map(({ domain }) => domain) },
  { name: 'defects', type: 'integer', of: ({ defects }) => defects.length },
  { name: 'complete', type: 'boolean', of: ({ completeness }) => completeness.complete },
  { name: 'version', type: 'text', of: ({ engine }) => engine.version },
  { name: 'model', type: 'text', of: ({ engine }) => engine.model },
]

/** Names and types of the columns of `--format csv`, in order. */
export const CSV_COLUMNS: readonly { name: string; type: CsvType }[] = COLUMNS.map(({ name, type }) => ({
  name,
  type,
}))

/** Where a spreadsheet would see a formula: where a cell begins, also for one that takes semicolons to end cells. */
const FORMULA = /(^|;)( *)(?=[=+\-@＝＋－＠].)/g

/**
 * Text that neither acts on a terminal nor is a formula. The backslash that stands before what would begin one can be told from
 * those of the message, which are doubled.
 */
const inert = (text: string): string => escapeText(text).replace(FORMULA, '$1$2\\')

const quoted = (text: string): string => (/[",;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

function bounded(text: string): string {
  return text.length <= LONGEST ? text : `${cut(text, LONGEST)}…`
}

function cell({ name, type, of }: Column, report: Report, path: string): string {
  const value = of(report, path)
  if (value === undefined) return ''
  // years of five digits are no timestamp to who reads the column
  if (type === 'timestamp') return /^\d{4}-/.test(String(value)) ? String(value) : ''
  if (type !== 'text') return String(value)
  const text = typeof value === 'object' ? value.join(SEPARATOR) : String(value)
  // a path is the one text that must lead back
  return quoted(inert(name === 'path' ? text : bounded(text)))
}

/** A cell of text of any source. */
export const textCell = (text: string): string => quoted(inert(bounded(text)))

export const row = (cells: readonly string[]): string => `${cells.join(',')}\r\n`

export function csvWriter(): ReportWriter {
  return {
    begin: () => row(COLUMNS.map(({ name }) => name)),
    entry: (path, report) => row(COLUMNS.map((column) => cell(column, report, path))),
    end: () => '',
  }
}
