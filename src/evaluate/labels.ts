/** Tables of labels: which message is of what kind, and what is true of it. */
import { QUESTIONS, type Question } from '../schema.ts'

export interface LabelledPath {
  /** As it stands in the table. */
  path: string
  /** What sort of mail it is. */
  stratum: string
  /** In which the message was taken over by its recipient, where the table has a column `year`. */
  year?: number
  /** 1 for yes, 0 for no; a question that is not named was not judged. */
  labels: Partial<Record<Question, 0 | 1>>
}

/**
 * Reads a table: tab-separated, with a header row `path`, `stratum`, then one column a question, in any order, that holds
 * 1, 0 or nothing, and perhaps `year`, four digits or nothing. Lines that begin with `#`, and empty lines, are passed over. Columns of other names are, too.
 * @throws RangeError naming the line that is wrong.
 */
export function parseLabels(text: string): LabelledPath[] {
  const lines = text.split(/\r?\n/)
  let columns: string[] | undefined
  const rows: LabelledPath[] = []
  const seen = new Set<string>()
  for (const [i, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) continue
    const cells = line.split('\t')
    if (!columns) {
      columns = cells
      if (columns[0] !== 'path' || columns[1] !== 'stratum')
        throw new RangeError(`line ${i + 1}: the header row must begin with path and stratum`)
      if (!columns.some((column) => (QUESTIONS as readonly string[]).includes(column)))
        throw new RangeError(`line ${i + 1}: no column is one of ${QUESTIONS.join(', ')}`)
      continue
    }
    const [path, stratum = ''] = cells
    if (seen.has(path)) throw new RangeError(`line ${i + 1}: ${path} stands there twice`)
    seen.add(path)
    const labels: LabelledPath['labels'] = {}
    for (const question of QUESTIONS) {
      const column = columns.indexOf(question)
      const cell = column < 0 ? '' : (cells[column] ?? '').trim()
      if (cell === '') continue
      if (cell !== '0' && cell !== '1')
        throw new RangeError(`line ${i + 1}: ${question} must be 1, 0 or nothing, not ${cell}`)
      labels[question] = cell === '1' ? 1 : 0
    }
    const year = cells[columns.indexOf('year')] ?? ''
    if (year !== '' && !/^\d{4}$/.test(year))
      throw new RangeError(`line ${i + 1}: year must have four digits, not ${year}`)
    rows.push({ path, stratum, ...(year === '' ? {} : { year: Number(year) }), labels })
  }
  if (!columns) throw new RangeError('the table of labels has no header row')
  return rows
}
