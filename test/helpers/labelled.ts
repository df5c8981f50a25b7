import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  createObserver,
  createRowGatherer,
  type EvaluatedRow,
  parseLabels,
} from '../../src/evaluate/index.ts'

/** Every message that a table of labels beside it judges, observed and grouped. */
export function labelledRows(folder: string, table: string, made = false): EvaluatedRow[] {
  const gatherer = createRowGatherer(createObserver())
  for (const labelled of parseLabels(readFileSync(join(folder, table), 'utf8')))
    if (Object.keys(labelled.labels).length > 0)
      gatherer.add(labelled, readFileSync(join(folder, labelled.path)), { made })
  return gatherer.rows()
}
