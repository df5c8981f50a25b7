/** Invented mailings, for grouping. */
import { createFingerprinter, type Fingerprint } from '../../../src/batch/campaigns/index.ts'

export interface Mail {
  from?: string
  subject?: string
  /** Lines of the header above From. */
  head?: string[]
  date?: string
  html?: string
  boundary?: string
}

const encoder = new TextEncoder()
const { fingerprint } = createFingerprinter()

function mail({
  from = 'a@example.net',
  subject = 'News',
  head = [],
  date,
  html = '',
  boundary,
}: Mail): Uint8Array {
  const lines = [
    ...head,
    `From: <${from}>`,
    'To: <b@example.org>',
    `Subject: ${subject}`,
    `Date: ${date ?? 'Tue, 5 Mar 2024 10:00:00 +0000'}`,
    'MIME-Version: 1.0',
  ]
  const content = ['Content-Type: text/html; charset=utf-8', '', html, '']
  if (boundary === undefined) return encoder.encode([...lines, ...content].join('\r\n'))
  return encoder.encode(
    [
      ...lines,
      `Content-Type: multipart/mixed; boundary="${boundary}"`,
      '',
      `--${boundary}`,
      ...content,
      `--${boundary}--`,
      '',
    ].join('\r\n'),
  )
}

export function fingerprintOf(message: Mail): Fingerprint {
  return fingerprint(mail(message)).fingerprint
}

/** Words that are no language: number `i` of a sequence without repetition. */
function word(i: number): string {
  let out = ''
  for (let rest = i * 7 + 11; rest > 0; rest = Math.floor(rest / 20))
    out += 'bcdfghjklmnpqrstvwxz'[rest % 20] + 'aeiou'[rest % 5]
  return out
}

export function words(from: number, count: number): string {
  return Array.from({ length: count }, (_, i) => word(from + i)).join(' ')
}
