/** Which rows of the table are shown, and in which order: the part of the address after `#messages`. */
import { QUESTIONS, type Question, VERDICTS } from '../../../schema.ts'
import type { Row } from './data.ts'

export type SortKey = 'score' | Question | 'subject' | 'from' | 'time' | 'path'

/** What rows are filtered by; '' where they are not. */
export interface Filters {
  text: string
  /** A verdict, or `flagged`: any but clean. */
  verdict: string
  /** A question that is answered with yes: a probability of one half or more. */
  question: string
  check: string
  operator: string
  campaign: string
}

export interface Query extends Filters {
  sort: SortKey
  descending: boolean
  /** From 0. */
  page: number
}

const FILTERS = ['text', 'verdict', 'question', 'check', 'operator', 'campaign'] as const

const collator = new Intl.Collator('en', { numeric: true })
const byText =
  (of: (row: Row) => string) =>
  (a: Row, b: Row): number =>
    collator.compare(of(a), of(b))

const ORDERS: Record<SortKey, (a: Row, b: Row) => number> = {
  score: (a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) || a.score - b.score,
  headersRemoved: (a, b) => a.probabilities.headersRemoved - b.probabilities.headersRemoved,
  headersForged: (a, b) => a.probabilities.headersForged - b.probabilities.headersForged,
  hiddenFiller: (a, b) => a.probabilities.hiddenFiller - b.probabilities.hiddenFiller,
  prizeLure: (a, b) => a.probabilities.prizeLure - b.probabilities.prizeLure,
  subject: byText(({ subject }) => subject),
  from: byText(({ from }) => from),
  time: (a, b) => (a.time ?? Number.NEGATIVE_INFINITY) - (b.time ?? Number.NEGATIVE_INFINITY) || 0,
  path: byText(({ path }) => path),
}

/** Whether a column is first sorted from its greatest value down. */
export const startsDescending = (key: SortKey): boolean =>
  key === 'score' || key === 'time' || QUESTIONS.includes(key as Question)

export function parseQuery(text: string): Query {
  const params = new URLSearchParams(text)
  const sort = params.get('sort') ?? ''
  const key: SortKey = Object.hasOwn(ORDERS, sort) ? (sort as SortKey) : 'score'
  const page = Number(params.get('page') ?? 1)
  const query: Query = {
    text: '',
    verdict: '',
    question: '',
    check: '',
    operator: '',
    campaign: '',
    sort: key,
    descending: params.has('order') ? params.get('order') === 'down' : startsDescending(key),
    page: Number.isInteger(page) && page > 0 ? page - 1 : 0,
  }
  for (const name of FILTERS) query[name] = params.get(name) ?? ''
  return query
}

/** The address of a query; what is as it is by itself is left out. */
export function addressOf(query: Query): string {
  const params = new URLSearchParams()
  for (const name of FILTERS) if (query[name] !== '') params.set(name, query[name])
  if (query.sort !== 'score') params.set('sort', query.sort)
  if (query.descending !== startsDescending(query.sort)) params.set('order', query.descending ? 'down' : 'up')
  if (query.page > 0) params.set('page', String(query.page + 1))
  const text = params.toString()
  return text === '' ? '#messages' : `#messages?${text}`
}

const texts = new WeakMap<Row, string>()

/** What a row is searched in. */
function textOf(row: Row): string {
  let text = texts.get(row)
  if (text === undefined) {
    text = `${row.subject}\n${row.from}\n${row.path}`.toLowerCase()
    texts.set(row, text)
  }
  return text
}

function matches(
  row: Row,
  { verdict, question, check, operator, campaign }: Query,
  words: string[],
): boolean {
  if (verdict === 'flagged' ? row.verdict === 'clean' : verdict !== '' && row.verdict !== verdict)
    return false
  if (question !== '' && !(row.probabilities[question as Question] >= 0.5)) return false
  if (check !== '' && !row.checks.includes(check)) return false
  if (operator !== '' && !row.operators.includes(operator)) return false
  if (campaign !== '' && row.campaign !== campaign) return false
  return words.every((word) => textOf(row).includes(word))
}

/** The rows that have every word and fit every filter, in order; equal ones in the order of the scan. */
export function selectRows(rows: readonly Row[], query: Query): Row[] {
  const words = query.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const compare = ORDERS[query.sort]
  const sign = query.descending ? -1 : 1
  return rows
    .filter((row) => matches(row, query, words))
    .sort((a, b) => sign * compare(a, b) || a.index - b.index)
}
