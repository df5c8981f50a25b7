/** One row a record of an aggregate report, for spreadsheets and column stores; text is made safe as in the CSV of messages. */
import type { DmarcReading, DmarcRecord } from '../dmarc/index.ts'
import { row, textCell } from './csv.ts'

type Aggregate = Extract<DmarcReading, { kind: 'aggregate' }>
type Cell = string | number | boolean | undefined

const joined = (items: readonly (string | undefined)[]): string => items.map((item) => item ?? '').join('|')

/** Columns are only added, at the end. */
const COLUMNS: readonly [name: string, of: (reading: Aggregate, record: DmarcRecord) => Cell][] = [
  ['path', ({ path }) => path],
  ['record', (_, { number }) => number],
  ['org_name', ({ report }) => report.orgName],
  ['report_id', ({ report }) => report.reportId],
  ['begin', ({ report }) => report.begin],
  ['end', ({ report }) => report.end],
  ['verified', ({ carrier }) => carrier?.verified],
  ['domain', ({ report }) => report.policy.domain],
  ['p', ({ report }) => report.policy.p],
  ['source_ip', (_, { sourceIp }) => sourceIp],
  ['count', (_, { count }) => count],
  ['disposition', (_, { disposition }) => disposition],
  ['dkim', (_, { dkim }) => dkim],
  ['spf', (_, { spf }) => spf],
  ['reasons', (_, { reasons }) => joined(reasons.map(({ type }) => type))],
  ['comments', (_, { reasons }) => joined(reasons.map(({ comment }) => comment))],
  ['header_from', (_, { headerFrom }) => headerFrom],
  ['envelope_from', (_, { envelopeFrom }) => envelopeFrom],
  ['envelope_to', (_, { envelopeTo }) => envelopeTo],
  ['dkim_domains', (_, { dkimResults }) => joined(dkimResults.map(({ domain }) => domain))],
  ['dkim_selectors', (_, { dkimResults }) => joined(dkimResults.map(({ selector }) => selector))],
  ['dkim_results', (_, { dkimResults }) => joined(dkimResults.map(({ result }) => result))],
  ['spf_domains', (_, { spfResults }) => joined(spfResults.map(({ domain }) => domain))],
  ['spf_results', (_, { spfResults }) => joined(spfResults.map(({ result }) => result))],
  ['start_byte', (_, { evidence }) => evidence.start],
  ['end_byte', (_, { evidence }) => evidence.end],
]

export const dmarcCsvHead = (): string => row(COLUMNS.map(([name]) => name))

export function* dmarcCsvRows(reading: Aggregate): Generator<string> {
  for (const record of reading.report.records)
    yield row(
      COLUMNS.map(([, of]) => {
        const cell = of(reading, record)
        return cell === undefined ? '' : typeof cell === 'string' ? textCell(cell) : String(cell)
      }),
    )
}
