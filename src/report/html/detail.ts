/** What the page keeps of one message besides its bytes: the report, and its text by what becomes of it. */
import { readMessageText } from '../../message-text.ts'
import { DEFECTS } from '../../mime/defects.ts'
import type { ByteRange, Report } from '../../schema.ts'
import type { Model } from '../../scoring/model.ts'
import { turningPoints } from '../../scoring/turning.ts'
import { counted } from '../explain.ts'
import { cutText, type Detail, type Unseen } from './shape.ts'

/** Characters of text that are kept: of what the reader sees, and of all that he does not see. */
const TEXT = 64 << 10
/** Stretches of text that he does not see, characters of one, and of one that no program shows, such as a style sheet. */
const STRETCHES = 200
const STRETCH = 8 << 10
const UNRENDERED = 400

function unseenOf(stretches: ReturnType<typeof readMessageText>['unseen']): Unseen[] {
  const out: Unseen[] = []
  let left = TEXT
  for (const { channel, technique, text, evidence } of stretches) {
    if (out.length === STRETCHES) break
    const cut = cutText(text, Math.min(left, channel === 'unrendered' ? UNRENDERED : STRETCH))
    left -= cut.text.length
    out.push({ channel, technique, evidence, ...cut })
  }
  return out
}

/** The {@link Detail} of one message of which `segments` are kept. */
export function detailOf(
  report: Report,
  source: Uint8Array | undefined,
  segments: ByteRange[],
  model: Model,
): Detail {
  const sameModel = model.id === report.engine.model
  const text = source && readMessageText(source)
  // what only spaces lines out is hidden from nobody
  const stretches = text ? text.unseen.filter((stretch) => stretch.text.trim() !== '') : []
  return {
    report,
    counted: sameModel ? report.findings.map((finding) => counted(finding, model)) : [],
    turnings: sameModel ? turningPoints(report, model) : [],
    defects: report.defects.map(({ code }) => DEFECTS[code]),
    segments,
    visible: text && cutText(text.visibleText, TEXT),
    unseen: unseenOf(stretches),
    unseenOf: stretches.length,
  }
}
