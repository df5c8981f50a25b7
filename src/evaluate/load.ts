/** Labelled mail on its way into rows. */
import { CHECKS } from '../checks/index.ts'
import { digestOf } from '../mime/sha256.ts'
import { QUESTIONS } from '../schema.ts'
import { groupMessages } from './groups.ts'
import type { LabelledPath } from './labels.ts'
import type { Observer, Traits } from './observe.ts'
import type { LabelledRow } from './rows.ts'

/** A row with where it comes from. */
export interface EvaluatedRow extends LabelledRow, LabelledPath {
  /** By which it is known again in another evaluation: the source, and the path in the table of labels. */
  id: string
  /** The file, as it is to be shown. */
  path: string
  /** False where the body was not read, since no label asks for it: then only questions with a label are answered. */
  whole: boolean
}

/** Questions that need the body. */
const OF_BODY = QUESTIONS.filter((question) =>
  CHECKS.some(({ meta }) => meta.question === question && meta.reads === 'body'),
)

export interface MessageOrigin {
  /** What the mail is from, the first half of its kind and id. */
  source?: string
  /** As of a {@link LabelledRow}. */
  made?: boolean
  /** The file, where it goes by another name than in the table of labels. */
  file?: string
}

export interface RowGatherer {
  /** Takes a labelled message in. Of one that was made, the body is read only where a label asks for it. */
  add(labelled: LabelledPath, message: Uint8Array, origin?: MessageOrigin): void
  /** All rows, grouped. */
  rows(): EvaluatedRow[]
}

/** Who sends legitimate mail. That out of repositories has made-up senders; its stratum or folder names the repository. */
function sourceOf(stratum: string, path: string, sender: string): string | undefined {
  if (stratum.startsWith('honest-')) return stratum
  if (stratum === 'html') return path.split('/').slice(0, -1).slice(0, 3).join('/')
  return stratum.endsWith('ham') ? sender || undefined : undefined
}

export function createRowGatherer(observer: Observer): RowGatherer {
  const traits: Traits[] = []
  const rows: Omit<EvaluatedRow, 'group'>[] = []
  return {
    add(labelled, message, { source, made = false, file = labelled.path } = {}) {
      const whole = !made || OF_BODY.some((question) => labelled.labels[question] !== undefined)
      const observation = observer.observe(message, !whole)
      const from = made ? undefined : sourceOf(labelled.stratum, labelled.path, observation.sender)
      traits.push({ ...observation.traits, source: from })
      const within = source === undefined ? '' : `${source}/`
      rows.push({
        ...labelled,
        id: within + labelled.path,
        path: file,
        kind: within + labelled.stratum,
        findings: observation.findings,
        source: from,
        hasHtml: observation.hasHtml,
        made,
        whole,
      })
    },
    rows: () => {
      const groups = groupMessages(traits)
      return rows.map((row, i) => ({ ...row, group: rows[groups[i]].id }))
    },
  }
}

/** What a model is told of a table of labels by: the first 12 hex digits of the SHA-256 of its text. */
export function digestOfLabels(text: string): string {
  return digestOf(new TextEncoder().encode(text)).slice(0, 12)
}
