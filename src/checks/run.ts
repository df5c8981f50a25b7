/** Runs checks over a message and gathers what they report. */
import { isAlways } from '../chain/contracts.ts'
import { operatorById } from '../chain/operators.ts'
import type { Message } from '../message.ts'
import type { ByteRange } from '../mime/range.ts'
import type { Dismissal } from '../schema.ts'
import type { Check, CheckMeta, DismissalDraft, FindingDraft, Places } from './check.ts'

/** A finding before it is weighed. */
export interface Found {
  meta: CheckMeta
  draft: Omit<FindingDraft, 'evidence'> & { evidence: ByteRange[] }
}

/** Evidence ranges that one finding carries; `data.evidenceOmitted` counts the rest. */
const MAX_EVIDENCE = 20
/** Findings, and dismissals, of one check: a message can make any number of like ones. */
const MAX_OF_CHECK = 20

/** Told of every rule of an operator that a check looked at, and whether it held. */
export type Observer = (check: string, operator: string, held: boolean) => void

/** Runs `checks` in order; with `headerOnly` those that read bodies are left out. */
export function runChecks(
  checks: readonly Check[],
  message: Message,
  headerOnly: boolean,
  observe?: Observer,
): { found: Found[]; dismissed: Dismissal[] } {
  const found: Found[] = []
  const dismissed: Dismissal[] = []
  for (const { meta, run } of checks) {
    if (headerOnly && meta.reads === 'body') continue
    let finds = 0
    let dismissals = 0
    const dismiss = ({ reason, summary, evidence }: DismissalDraft) => {
      if (dismissals++ >= MAX_OF_CHECK) return
      dismissed.push({ check: meta.id, reason, summary, evidence: shown(evidence) })
    }
    run(message, {
      find(draft) {
        const { operator } = draft
        if (meta.contract && operator !== undefined) {
          observe?.(meta.id, operator, false)
          const counts = message.contracts.invariant(operator, meta.id)
          if (!counts || !isAlways(...counts)) return dismiss(unknown(draft, operator, counts))
          if (finds++ < MAX_OF_CHECK) found.push({ meta, draft: bounded(counted(draft, operator, counts)) })
        } else if (finds++ < MAX_OF_CHECK) found.push({ meta, draft: bounded(draft) })
      },
      dismiss,
      held(operator) {
        observe?.(meta.id, operator, true)
      },
    })
  }
  return { found, dismissed }
}

type Counts = readonly [held: number, of: number]

/** What would be a finding if the operator were known to do it always. */
function unknown(
  { summary, evidence }: FindingDraft,
  operator: string,
  counts: Counts | undefined,
): DismissalDraft {
  const name = operatorById(operator)?.name ?? operator
  const why = counts
    ? `of ${name} this is known in ${counts[0]} of ${counts[1]} messages, which is not enough to say`
    : `what ${name} always writes is not known`
  return { reason: 'no-contract', summary: `${summary}; ${why}`, evidence }
}

function counted(draft: FindingDraft, operator: string, [held, of]: Counts): FindingDraft {
  return { ...draft, data: { ...draft.data, contract: { operator, held, of } } }
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
