/** What a check is. One folder a check: `<group>/<id>/{check.ts, README.md}`, listed in `index.ts`. */

import type { Message } from '../message.ts'
import type { ByteRange } from '../mime/range.ts'
import type { Question, Severity } from '../schema.ts'

export interface CheckMeta {
  /** `group/id`, the folder. */
  id: string
  title: string
  question: Question
  severity: Severity
  /** Checks that say the same thing share a group; in an assessment only the weightiest of them counts. */
  evidenceGroup: string
  /** `body` checks are left out of a verdict that is asked for when only the header is in. */
  reads: 'header' | 'body'
  /** Of a check whose findings have cells: those that the model has a row of even where no labelled message is in one. */
  cells?: readonly string[]
  /**
   * The check reads an absence, or a disagreement, against what an operator's hops always do. Its findings count only where
   * the operator's contract binds (`chain/contracts.ts`); elsewhere they are dismissed as `no-contract`.
   */
  contract?: true
}

/** Places of evidence, made only as far as they are shown; an array is one. */
export interface Places {
  length: number
  at(index: number): ByteRange | undefined
}

/** The places of many items. */
export function places<T>(items: readonly T[], range: (item: T) => ByteRange): Places {
  return { length: items.length, at: (index) => range(items[index]) }
}

export interface FindingDraft {
  summary: string
  /** At least one. */
  evidence: Places
  /** Figures and names behind the summary. */
  data?: Record<string, unknown>
  /** Which row of the model weighs this finding, where a check knows strong and weak forms. */
  grade?: string
  /** Rows of the model that weigh it by its {@link amount}; the heaviest of them counts. In place of a grade. */
  cells?: readonly string[]
  /** How much there is of it, in what the check counts; of a finding with {@link cells}. */
  amount?: number
  /** Rows of the model whose bits add up to what it weighs. In place of a grade. */
  features?: readonly string[]
  /** Id of the operator whose contract the finding rests on; of every finding of a check with `contract`. */
  operator?: string
  /** Names of header fields, as usually written, that the finding says were removed. */
  removed?: readonly string[]
}

export interface DismissalDraft {
  reason: string
  summary: string
  evidence: Places
}

export interface Reporter {
  find(finding: FindingDraft): void
  dismiss(dismissal: DismissalDraft): void
  /** A check with `contract` looked, and what the operator always does was done. */
  held(operator: string): void
}

export interface Check {
  meta: CheckMeta
  run(message: Message, reporter: Reporter): void
}
