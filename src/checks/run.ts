/** Runs checks over a message and gathers what they report. */
import type { Message } from '../message.ts'
import type { ByteRange } from '../mime/range.ts'
import type { Dismissal } from '../schema.ts'
import type { Check, CheckMeta, DismissalDraft, FindingDraft, Places, Reporter } from './check.ts'

/** A finding before it is weighed. */
export interface Found {
  meta: CheckMeta
  draft: Omit<FindingDraft, 'evidence'> & { evidence: ByteRange[] }
}

/** Evidence ranges that one finding carries; `data.evidenceOmitted` counts the rest. */
const MAX_EVIDENCE = 20
/** Findings, and dismissals, of one check: a message can make any number of like ones. */
const MAX_OF_CHECK = 20

/** Runs `checks` in order; with `headerOnly` those that read bodies are left out. */
export function runChecks(
  checks: readonly Check[],
  message: Message,
  headerOnly: boolean,
): { found: Found[]; dismissed: Dismissal[] } {
  const gathering = new Gathering()
  for (const { meta, run } of checks) {
    if (headerOnly && meta.reads === 'body') continue
    gathering.begin(meta)
    run(message, gathering)
  }
  return gathering
}

class Gathering implements Reporter {
  readonly found: Found[] = []
  readonly dismissed: Dismissal[] = []
  #meta!: CheckMeta
  #finds = 0
  #dismissals = 0

  /** What follows is of this check. */
  begin(meta: CheckMeta): void {
    this.#meta = meta
    this.#finds = 0
    this.#dismissals = 0
  }

  find(draft: FindingDraft): void {
    if (this.#finds++ < MAX_OF_CHECK) this.found.push({ meta: this.#meta, draft: bounded(draft) })
  }

  dismiss({ reason, summary, evidence }: DismissalDraft): void {
    if (this.#dismissals++ >= MAX_OF_CHECK) return
    this.dismissed.push({ check: this.#meta.id, reason, summary, evidence: shown(evidence) })
  }
}

function bounded({ summary, evidence, data, grade }: FindingDraft): Found['draft'] {
  const places = shown(evidence)
  const omitted = evidence.length - places.length
  return {
    summary,
    evidence: places,
    data: omitted === 0 ? data : { ...data, evidenceOmitted: omitted },
    grade,
  }
}

function shown(evidence: Places): ByteRange[] {
  const ranges: ByteRange[] = []
  const { length } = evidence
  for (let i = 0; i < length && i < MAX_EVIDENCE; i++) ranges.push(evidence.at(i)!)
  return ranges
}
