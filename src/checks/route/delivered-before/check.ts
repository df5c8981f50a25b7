import type { RouteHop } from '../../../chain/hops.ts'
import { mailingListFields } from '../../../chain/mailing-list.ts'
import { mayBeResent } from '../../../chain/resent.ts'
import { isoTime } from '../../../fields/iso-time.ts'
import type { Message } from '../../../message.ts'
import type { Field } from '../../../mime/field.ts'
import { rangeOf } from '../../../mime/range.ts'
import type { Check, DismissalDraft } from '../../check.ts'

/** A message that was sent, and mostly delivered, long before this delivery was put in again (RFC 6376 8.6). */
export const check: Check = {
  meta: {
    id: 'route/delivered-before',
    title: 'The message had been sent long before, and was put in again',
    question: 'headersForged',
    severity: 'medium',
    evidenceGroup: 'replay',
    reads: 'header',
  },
  run(message, reporter) {
    const arrival = message.route.handover?.time
    if (arrival === undefined) return
    const old = expired(message, arrival) ?? gap(message) ?? signed(message, arrival)
    if (!old) return
    const { grade, summary, time, fields } = old
    const evidence = fields.map(rangeOf)
    const reason = excuse(message)
    if (reason) {
      reporter.dismiss({ ...reason, summary: `${summary}; ${reason.summary}`, evidence })
      return
    }
    reporter.find({ grade, summary, evidence, data: { before: isoTime(time), arrived: isoTime(arrival) } })
  },
}

interface Old {
  grade: 'expired' | 'gap' | 'signed'
  summary: string
  /** Milliseconds since the epoch. */
  time: number
  fields: Field[]
}

const DAY = 86_400_000
/** Clocks differ, and mail waits where a host is down: RFC 5321 4.5.4.1 gives it up after four or five days. */
const WAIT = 7 * DAY
/** Mail of a list is let go; other mail waits nowhere for so long. */
const MONTHS = 30 * DAY

/** A signature that was good until long before the hand-over. */
function expired(message: Message, arrival: number): Old | undefined {
  for (const { field, value } of message.authentication.signatures) {
    const { expiration, timestamp, domain } = value
    if (expiration === undefined || domain === undefined || message.sideOf(field) !== 'sender') continue
    const end = expiration * 1000
    if (arrival - end < DAY || !(expiration > (timestamp ?? 0))) continue
    const summary = `the signature of ${domain} had expired ${days(arrival - end)} before the recipient's side took the message over`
    return { grade: 'expired', summary, time: end, fields: [field, message.route.handover!.field] }
  }
  return undefined
}

/** Two lines, one above the other, that are months apart. */
function gap({ route: { hops, handover } }: Message): Old | undefined {
  for (let i = handover!.index; i < hops.length - 1; i++) {
    const [newer, older]: RouteHop[] = [hops[i], hops[i + 1]]
    if (newer.time === undefined || older.time === undefined || newer.time - older.time < MONTHS) continue
    const host = older.received.by?.host ?? 'the host below'
    const summary = `${host} had the message ${days(newer.time - older.time)} before the next host took it over`
    return { grade: 'gap', summary, time: older.time, fields: [older.field, newer.field] }
  }
  return undefined
}

/** A signature made long before the hand-over. */
function signed(message: Message, arrival: number): Old | undefined {
  for (const { field, value } of message.authentication.signatures) {
    const { timestamp, domain } = value
    if (timestamp === undefined || domain === undefined || message.sideOf(field) !== 'sender') continue
    const made = timestamp * 1000
    if (arrival - made < WAIT || made <= 0) continue
    const summary = `the signature of ${domain} was made ${days(arrival - made)} before the recipient's side took the message over`
    return { grade: 'signed', summary, time: made, fields: [field, message.route.handover!.field] }
  }
  return undefined
}

function days(milliseconds: number): string {
  const count = Math.round(milliseconds / DAY)
  return count === 1 ? 'a day' : `${count} days`
}

/** Why an honest message may be so old. */
function excuse({ header, route }: Message): Pick<DismissalDraft, 'reason' | 'summary'> | undefined {
  if (mayBeResent(header, route))
    return { reason: 'resent', summary: 'a program had logged in, or the message was sent again by a person' }
  if (mailingListFields(header).length > 0)
    return {
      reason: 'through-a-list',
      summary: 'it came through a list or a forwarder, which may hold mail back',
    }
  return undefined
}
