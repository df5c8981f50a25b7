/** Labelled mail on its way into rows. */
import { CHECKS } from '../checks/index.ts'
import { createDigest } from '../mime/sha256.ts'
import { QUESTIONS } from '../schema.ts'
import { groupMessages } from './groups.ts'
import type { LabelledPath } from './labels.ts'
import type { Observer, Traits } from './observe.ts'
import type { LabelledRow } from './rows.ts'

/** A row with where it comes from. */
export interface EvaluatedRow extends LabelledRow, LabelledPath {
  /** False where the body was not read, since no label asks for it: then only questions with a label are answered. */
  whole: boolean
}

/** Questions that need the body. */
const OF_BODY = QUESTIONS.filter((question) =>
  CHECKS.some(({ meta }) => meta.question === question && meta.reads === 'body'),
)

export interface RowGatherer {
  /**
   * Takes a labelled message in. What no label asks for is not looked at.
   * @param source what the mail is from, the first half of its kind. @param made as of a {@link LabelledRow}.
   */
  add(labelled: LabelledPath, message: Uint8Array, source: string, made?: boolean): void
  /** All rows, grouped. */
  rows(): EvaluatedRow[]
}

export function createRowGatherer(observer: Observer): RowGatherer {
  const traits: Traits[] = []
  const rows: Omit<EvaluatedRow, 'group'>[] = []
  return {
    add(labelled, message, source, made = false) {
      const whole = !made || OF_BODY.some((question) => labelled.labels[question] !== undefined)
      const observation = observer.observe(message, !whole)
      traits.push(observation.traits)
      const kind = source === '' ? labelled.stratum : `${source}/${labelled.stratum}`
      rows.push({ ...labelled, kind, findings: observation.findings, made, whole })
    },
    rows() {
      const groups = groupMessages(traits)
      return rows.map((row, i) => {
        const first = rows[groups[i]]
        return { ...row, group: `${first.kind} ${first.path}` }
      })
    },
  }
}

/** What a model is told of a table of labels by: the first 12 hex digits of the SHA-256 of its text. */
export function digestOfLabels(text: string): string {
  const digest = createDigest()
  digest.update(new TextEncoder().encode(text))
  return digest.hex().slice(0, 12)
}
