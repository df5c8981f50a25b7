/** Words of the page for what the report has as keys. */
import type { Question, Severity, Verdict } from '../../../schema.ts'
import { type Child, el } from './dom.ts'

export const SHORT_QUESTION: Record<Question, string> = {
  headersRemoved: 'Removed',
  headersForged: 'Forged',
  hiddenFiller: 'Filler',
  prizeLure: 'Lure',
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
