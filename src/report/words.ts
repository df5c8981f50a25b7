/** Words and figures for people, which `explain` and the page share. */
import type { ByteRange, LayoutSummary, Mailbox, Question, RouteTrace, Side } from '../schema.ts'

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

export const TRACE_WORD: Record<RouteTrace['kind'], string> = {
  machine: 'machine',
  client: 'client',
  sealer: 'sealed by',
}

/** A probability, with no certainty that is but rounding: `<1%`, `42%`, `>99%`. */
export function percent(probability: number): string {
  // no counts are large enough for 0 or 100
  if (probability < 0.01) return '<1%'
  if (probability > 0.99) return '>99%'
  return `${Math.round(probability * 100)}%`
}

/** `-5 s`, `90 s`, `12 min`, `3.5 h`, `2.1 d`. */
export function duration(seconds: number): string {
  const size = Math.abs(seconds)
  if (size < 120) return `${seconds} s`
  if (size < 7200) return `${Math.round(seconds / 60)} min`
  if (size < 172_800) return `${(seconds / 3600).toFixed(1)} h`
  return `${(seconds / 86_400).toFixed(1)} d`
}

export const place = ({ start, end }: ByteRange): string => `bytes ${start}–${end}`

/** `"Ann" <ann@example.org>`, as far as it is known. */
export function mailbox({ name, address }: Mailbox): string {
  return [name && `"${name}"`, address && `<${address}>`].filter(Boolean).join(' ')
}

/** What a picture lure is known by. */
export function layoutText(layout: LayoutSummary): string {
  const { text, footer, pictures, linked, altCoverage, pictureShare, gaps } = layout
  const share = (of: number) => `${Math.round(100 * of)} %`
  return [
    `${pictures} ${pictures === 1 ? 'picture' : 'pictures'} as seen, ${linked} of them linked, on about ${share(pictureShare)} of the space`,
    `${share(altCoverage)} with a text in place`,
    `${text} characters beside them${footer > 0 ? `, and ${footer} of a footer` : ''}`,
    ...(gaps > 0 ? [`${gaps} ${gaps === 1 ? 'gap' : 'gaps'}`] : []),
  ].join('; ')
}

/** `mail.example.org (reverse.example.org) [192.0.2.1]`, as far as it is known. */
export function hostText({ host, rdns, ip }: { host?: string; rdns?: string; ip?: string }): string {
  return [host, rdns && `(${rdns})`, ip && `[${ip}]`].filter(Boolean).join(' ')
}
