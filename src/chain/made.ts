/**
 * Mail that a mail server made itself. No other host had it before, so the machine that hands it on has no line of having
 * received it.
 */

import { textIs } from '../fields/codes.ts'
import type { Header } from '../mime/header.ts'
import { skipSpace } from '../mime/scan.ts'
import type { ExchangePassage } from './exchange.ts'

/** `delivery-report`: what became of another message (RFC 3464); `journal-report`: a copy of one, kept by Exchange. */
export type OwnMail = 'delivery-report' | 'journal-report'

/** Tag in X-MS-TrafficTypeDiagnostic, which Exchange writes itself. */
const JOURNAL = 'JournalingReport'
const REPORT = 'multipart/report'

export function ownMailOf(header: Header, { diagnostic }: ExchangePassage): OwnMail | undefined {
  if (diagnostic?.value.length === 1 && diagnostic.value[0].tag === JOURNAL) return 'journal-report'
  const type = header.first('content-type')?.raw
  if (type === undefined) return undefined
  const start = skipSpace(type, 0)
  if (!textIs(type, start, start + REPORT.length, REPORT)) return undefined
  // nobody is to answer a report (RFC 5321 4.5.5); who received it may not have written the envelope down
  const sender = header.first('return-path')?.text
  return sender === undefined || sender === '<>' ? 'delivery-report' : undefined
}

/** That `machine` made the message, in a sentence. */
export function madeBy(machine: string | undefined, mail: OwnMail): string {
  return `${machine} made the message itself: it is a ${nameOf(mail)}`
}

/** In words. */
export function nameOf(mail: OwnMail): string {
  return mail.replace('-', ' ')
}
