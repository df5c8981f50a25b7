/** Runs checks over a message and gathers what they report. */
import { type ContractBook, isAlways } from '../chain/contracts.ts'
import { operatorById } from '../chain/operators.ts'
import type { Message } from '../message.ts'
import type { LimitHit } from '../mime/limits.ts'
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

/** Told of every rule of an operator that a check looked at, and whether it held. */
export type Observer = (check: string, operator: string, held: boolean) => void

/** Runs `checks` in order; with `headerOnly` those that read bodies are left out. */
export function runChecks(
  checks: readonly Check[],
  message: Message,
  headerOnly: boolean,
  observe?: Observer,
): { found: Found[]; dismissed: Dismissal[]; limitHits: LimitHit[] } {
  const gathering = new Gathering(message.contracts, message.limits.findings, observe)
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
  readonly limitHits: LimitHit[] = []
  readonly #contracts: ContractBook
  /** Findings, and dismissals, of one check: a message can make any number of like ones. */
  readonly #most: number
  readonly #observe: Observer | undefined
  #meta!: CheckMeta
  #finds = 0
  #dismissals = 0

  constructor(contracts: ContractBook, most: number, observe: Observer | undefined) {
    this.#contracts = contracts
    this.#most = most
    this.#observe = observe
  }

  /** What follows is of this check. */
  begin(meta: CheckMeta): void {
    this.#meta = meta
    this.#finds = 0
    this.#dismissals = 0
  }

  find(draft: FindingDraft): void {
    const { operator } = draft
    const meta = this.#meta
    if (meta.contract && operator !== undefined) {
      this.#observe?.(meta.id, operator, false)
      const counts = this.#contracts.invariant(operator, meta.id)
      if (!counts || !isAlways(...counts)) this.dismiss(unknown(draft, operator, counts))
      else if (this.#hasRoom(this.#finds++, draft))
        this.found.push({ meta, draft: bounded(counted(draft, operator, counts)) })
    } else if (this.#hasRoom(this.#finds++, draft)) this.found.push({ meta, draft: bounded(draft) })
  }

  held(operator: string): void {
    this.#observe?.(this.#meta.id, operator, true)
  }

  dismiss(draft: DismissalDraft): void {
    if (!this.#hasRoom(this.#dismissals++, draft)) return
    const { reason, summary, evidence } = draft
    this.dismissed.push({ check: this.#meta.id, reason, summary, evidence: shown(evidence) })
  }

  /** Whether one more is kept after so many; the first that is not is a limit that was hit. */
  #hasRoom(kept: number, { evidence }: { evidence: Places }): boolean {
    if (kept < this.#most) return true
    if (this.limitHits.length === 0)
      this.limitHits.push({
        limit: 'findings',
        value: this.#most,
        start: evidence.at(0)?.start ?? 0,
        skipped: `further findings of ${this.#meta.id}`,
      })
    return false
  }
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
  const places = shown(draft.evidence)
  const omitted = draft.evidence.length - places.length
  const data = omitted === 0 ? draft.data : { ...draft.data, evidenceOmitted: omitted }
  return { ...draft, evidence: places, data }
}

function shown(evidence: Places): ByteRange[] {
  const ranges: ByteRange[] = []
  const { length } = evidence
  for (let i = 0; i < length && i < MAX_EVIDENCE; i++) ranges.push(evidence.at(i)!)
  return ranges
}
