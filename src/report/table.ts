import type { Question } from '../schema.ts'
import { createStyle, VERDICT_COLOUR } from './colour.ts'
import { escapeText } from './escape.ts'
import { topFinding } from './top-finding.ts'
import { cut, cutStart, pad } from './width.ts'
import { percent } from './words.ts'
import type { ReportWriter, WriterOptions } from './writer.ts'

const COLUMNS: Record<Question, string> = {
  headersRemoved: 'removed',
  headersForged: 'forged',
  hiddenFiller: 'filler',
  prizeLure: 'lure',
}

const VERDICT_WIDTH = 10
const PERCENT_WIDTH = 7
/** Columns that verdict, score and probabilities take, the gaps of two after each of them included. */
const FIXED = VERDICT_WIDTH + 2 + 5 + 2 + Object.keys(COLUMNS).length * (PERCENT_WIDTH + 2)
/** Columns of the finding where nothing says how wide the output may be. */
const FINDING_WIDTH = 60
const NARROWEST = 12

/**
 * One row a message: verdict, score, the four probabilities, the weightiest finding, the path. On a terminal, finding and
 * path share what is left of the width; elsewhere the path stands in full.
 */
export function tableWriter(options: WriterOptions = {}): ReportWriter {
  const style = createStyle(options.colour ?? false)
  const spare = options.width === undefined ? Number.POSITIVE_INFINITY : options.width - FIXED - 2
  const findingWidth = Math.min(FINDING_WIDTH, Math.max(NARROWEST, Math.floor(spare * 0.55)))
  const pathWidth = Math.max(NARROWEST, spare - findingWidth)

  const row = (cells: string[], finding: string, path: string): string =>
    `${cells.join('  ')}  ${pad(cut(finding, findingWidth), findingWidth)}  ${cutStart(path, pathWidth)}`

  return {
    begin() {
      const cells = [pad('verdict', VERDICT_WIDTH), 'score']
      for (const name of Object.values(COLUMNS)) cells.push(name.padStart(PERCENT_WIDTH))
      return `${style.bold(row(cells, 'weightiest finding', 'message'))}\n`
    },
    entry(path, report) {
      const colour = VERDICT_COLOUR[report.verdict]
      const cells = [style[colour](pad(report.verdict, VERDICT_WIDTH)), String(report.score).padStart(5)]
      for (const question of Object.keys(COLUMNS) as Question[]) {
        const { probability } = report.assessments[question]
        const text = percent(probability).padStart(PERCENT_WIDTH)
        cells.push(probability >= 0.5 ? style.bold(text) : style.dim(text))
      }
      const finding = escapeText(topFinding(report)?.summary ?? '')
      return `${row(cells, finding, escapeText(path))}\n`
    },
    end: () => '',
  }
}
