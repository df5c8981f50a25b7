/** Runs checks over a message and gathers what they report. */
import type { Message } from '../message.ts'
import type { ByteRange } from '../mime/range.ts'
import type { Dismissal } from '../schema.ts'
import type { Check, CheckMeta, FindingDraft, Places } from './check.ts'

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
  const found: Found[] = []
  const dismissed: Dismissal[] = []
  for (const { meta, run } of checks) {
    if (headerOnly && meta.reads === 'body') continue
    let finds = 0
    let dismissals = 0
    run(message, {
      find(draft) {
        if (finds++ < MAX_OF_CHECK) found.push({ meta, draft: bounded(draft) })
      },
      dismiss({ reason, summary, evidence }) {
        if (dismissals++ >= MAX_OF_CHECK) return
        dismissed.push({ check: meta.id, reason, summary, evidence: shown(evidence) })
      },
    })
  }
  return { found, dismissed }
}

function bounded(draft: FindingDraft): Found['draft'] {
  const evidence = shown(draft.evidence)
  const omitted = draft.evidence.length - evidence.length
  if (omitted === 0) return { ...draft, evidence }
  return { ...draft, evidence, data: { ...draft.data, evidenceOmitted: omitted } }
}

function shown(evidence: Places): ByteRange[] {
  return Array.from({ length: Math.min(evidence.length, MAX_EVIDENCE) }, (_, index) => evidence.at(index)!)
}
