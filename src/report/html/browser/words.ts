/** Words of the page for what the report has as keys. */
import type { Question, Severity, Side, Verdict } from '../../../schema.ts'
import { type Child, el } from './dom.ts'

/** A probability for people, who must not read certainty into a rounded figure. */
export { percent } from '../../table.ts'

export const SHORT_QUESTION: Record<Question, string> = {
  headersRemoved: 'Removed',
  headersForged: 'Forged',
  hiddenFiller: 'Filler',
  prizeLure: 'Lure',
}

export const ASKED: Record<Question, string> = {
  headersRemoved: 'Were headers removed?',
  headersForged: 'Were headers forged?',
  hiddenFiller: 'Does the body hide filler?',
  prizeLure: 'Is it a picture lure?',
}

export const SIDE_WORD: Record<Side, string> = {
  recipient: 'written by the recipient’s side',
  sender: 'claimed by the sender’s side',
  unknown: 'by an unknown hand',
}

export const verdictBadge = (verdict: Verdict): HTMLElement =>
  el('span', { class: `badge ${verdict}` }, verdict)

export const severityBadge = (severity: Severity): HTMLElement =>
  el('span', { class: `badge severity-${severity}` }, severity)

/** `+3.2 bits`. */
export const bitsText = (bits: number): string =>
  `${bits > 0 ? '+' : bits < 0 ? '−' : ''}${Math.abs(bits).toFixed(1)} bits`

/** A part of the page under its heading. */
export function section(id: string, title: string, ...children: Child[]): HTMLElement {
  return el(
    'section',
    { id, 'aria-labelledby': `${id}-title` },
    el('h2', { id: `${id}-title`, tabindex: -1 }, title),
    children,
  )
}
