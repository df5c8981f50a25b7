/** The rows of the page's table, as columns. */
import { QUESTIONS, type Report, VERDICTS } from '../../schema.ts'
import { mailbox } from '../words.ts'
import { type Columns, cutText } from './shape.ts'

/** Characters of a subject and of a sender that the table has. */
const CELL = 300

export interface ColumnsBuilder {
  readonly length: number
  add(path: string, report: Report): void
  take(): Columns
}

/** ISO 8601 as seconds, null where there is none. */
function seconds(time: string | undefined): number | null {
  const value = time === undefined ? Number.NaN : Date.parse(time) / 1000
  return Number.isFinite(value) ? Math.floor(value) : null
}

/** When the message came, by the best word that there is. */
export function timeOf({ route: { hops, boundary }, message }: Report): number | null {
  const trusted = boundary && hops.slice(0, boundary.hop + 1).find(({ time }) => time !== undefined)
  return seconds((trusted ?? hops.find(({ time }) => time !== undefined))?.time ?? message.date)
}

function senderOf({ message: { from = [] } }: Report): string {
  const [first] = from
  if (!first) return ''
  const text = mailbox(first)
  return from.length > 1 ? `${text} and ${from.length - 1} more` : text
}

export function createColumns(): ColumnsBuilder {
  const empty = (): Columns => ({
    path: [],
    subject: [],
    from: [],
    time: [],
    verdict: [],
    score: [],
    probabilities: { headersRemoved: [], headersForged: [], hiddenFiller: [], prizeLure: [] },
    checks: [],
    operators: [],
    names: [],
  })
  let columns = empty()
  let indices = new Map<string, number>()
  const indexOf = (name: string): number => {
    let index = indices.get(name)
    if (index === undefined) {
      index = columns.names.push(name) - 1
      indices.set(name, index)
    }
    return index
  }
  return {
    get length() {
      return columns.path.length
    },
    add(path, report) {
      columns.path.push(path)
      columns.subject.push(cutText(report.message.subject ?? '', CELL).text)
      columns.from.push(cutText(senderOf(report), CELL).text)
      columns.time.push(timeOf(report))
      columns.verdict.push(VERDICTS.indexOf(report.verdict))
      columns.score.push(report.score)
      for (const question of QUESTIONS)
        columns.probabilities[question].push(Math.round(report.assessments[question].probability * 10_000))
      columns.checks.push([...new Set(report.findings.map(({ check }) => indexOf(check)))])
      columns.operators.push(report.route.operators.map(indexOf))
    },
    take() {
      const taken = columns
      columns = empty()
      indices = new Map()
      return taken
    },
  }
}
