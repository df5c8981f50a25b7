// Labelled real mail, and what is made of it, as rows that models are fitted on and held against.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createObserver, createRowGatherer, parseLabels } from '../dist/evaluate/index.js'
import { createAnalyzer } from '../dist/index.js'
import { readLabelledCorpus, readLabelledMessage } from './labelled-corpus.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Programs that make variants, what they are told, and the mail that they make them of. */
const VARIANTS = [
  ['ablated', '../shared/eval/ablate.mjs', [], ['list', 'mailbox/ham', 'phish']],
  ['forged', '../shared/eval/forge.mjs', ['--legitimate'], ['list', 'mailbox/ham']],
  ['pasted', 'bench/paste.mjs', [], ['list', 'mailbox/ham']],
]

/** The year in which the recipient's side took a message over, as it wrote itself. */
function yearOf({ route: { hops, boundary } }) {
  const year = Number((hops[boundary?.hop ?? 0] ?? hops[0])?.time?.slice(0, 4))
  return year > 1990 ? year : undefined
}

/**
 * A row a real message, with its report's `assessments` and the `strata` of its labels.
 * @param apart whether what is set apart for the end is there, too.
 */
export function realRows(corpus, { apart = false } = {}) {
  const { analyze } = createAnalyzer()
  const gatherer = createRowGatherer(createObserver())
  const { messages, missing } = readLabelledCorpus(corpus, { apart })
  const told = messages.map(({ path, year, labels, strata, hints }) => {
    const bytes = readLabelledMessage(corpus, path)
    const report = analyze(bytes)
    // the body's table decides what a message is of, since sources of the body's mail are told by it
    const stratum = strata.hiddenFiller ?? Object.values(strata)[0] ?? path.split('/')[0]
    gatherer.add({ path, stratum, labels, year: Number(year) || yearOf(report) }, bytes)
    return { assessments: report.assessments, strata, hints }
  })
  return { rows: gatherer.rows().map((row, i) => ({ ...row, ...told[i] })), missing }
}

/** A row a made variant, of which only the header is asked about. */
export function variantRows(corpus) {
  return VARIANTS.flatMap(([name, program, flags, sources]) => {
    const out = mkdtempSync(join(tmpdir(), `backstamp-${name}-`))
    try {
      const inputs = sources.map((source) => join(corpus, source))
      execFileSync(process.execPath, [join(ROOT, program), ...flags, out, ...inputs], { stdio: 'pipe' })
      const gatherer = createRowGatherer(createObserver())
      for (const labelled of parseLabels(readFileSync(join(out, 'labels.tsv'), 'utf8')))
        gatherer.add(labelled, readFileSync(join(out, labelled.path)), { source: name, made: true })
      return gatherer.rows()
    } finally {
      rmSync(out, { recursive: true, force: true })
    }
  })
}
