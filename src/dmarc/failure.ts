/** Failure reports: `message/feedback-report` with fields of RFC 5965, RFC 6591 and RFC 9991. */

import { parseDate } from '../fields/date.ts'
import { isoTime } from '../fields/iso-time.ts'
import { collect } from '../mime/collector.ts'
import { Header } from '../mime/header.ts'
import { DEFAULT_LIMITS } from '../mime/limits.ts'
import type { Part } from '../mime/parser.ts'
import { createProblems, type DmarcProblem, Unread } from './problems.ts'
import type { DmarcFailure } from './schema.ts'
import { readAddress } from './values.ts'

/** Values of a field that may be there more than once which are kept. */
const MOST_LISTED = 100

/** Types of the part that holds the message that failed, or its header. */
const INCLUDED: Record<string, 'message' | 'header'> = {
  'message/rfc822': 'message',
  'message/global': 'message',
  'text/rfc822-headers': 'header',
  'message/rfc822-headers': 'header',
  'message/global-headers': 'header',
}

/** The part beside the report that holds the message that failed. */
export function includedPart({ parent, index }: Part): Part | undefined {
  return parent?.children.find((one) => one.index > index && Object.hasOwn(INCLUDED, one.type))
}

/** `body` is that of the part, decoded. @throws Unread where it reports something else. */
export function readFailure(
  body: Uint8Array,
  included: Part | undefined,
): { report: DmarcFailure; problems: DmarcProblem[] } {
  const problems = createProblems()
  const header = new Header(collect(DEFAULT_LIMITS, body).root.fields)
  const text = (name: string): string | undefined => header.first(name)?.text || undefined
  const list = (name: string): string[] =>
    header
      .all(name)
      .slice(0, MOST_LISTED)
      .map((field) => field.text)
  const words = (name: string): string[] =>
    list(name).flatMap((value) => value.toLowerCase().match(/[a-z][\w-]*/g) ?? [])
  const bare = (value: string): string => /^<(.*)>$/s.exec(value)?.[1] ?? value

  const feedbackType = text('feedback-type')?.toLowerCase()
  if (feedbackType === undefined) throw new Unread('a feedback report that does not say of what')
  if (feedbackType !== 'auth-failure')
    throw new Unread(
      `a feedback report of type ${feedbackType} (RFC 5965), not a DMARC failure report`,
      false,
    )
  const source = text('source-ip')
  const address = source === undefined ? undefined : readAddress(source)
  if (source === undefined) problems.add('no-source')
  else if (!address) problems.add('bad-source')
  else if (address.mapped) problems.add('mapped-source')
  const arrival = text('arrival-date') ?? text('received-date')
  const time = arrival === undefined ? undefined : parseDate(arrival)?.time
  if (arrival !== undefined && time === undefined) problems.add('bad-date')
  const incidents = Number(/^\d{1,9}$/.exec(text('incidents') ?? '')?.[0] ?? 1)
  const report: DmarcFailure = {
    feedbackType,
    version: text('version'),
    userAgent: text('user-agent'),
    authFailure: words('auth-failure'),
    identityAlignment: words('identity-alignment'),
    deliveryResult: text('delivery-result')?.toLowerCase(),
    sourceIp: address?.ip ?? source,
    reportedDomain: list('reported-domain').map((domain) => domain.toLowerCase()),
    originalEnvelopeId: text('original-envelope-id'),
    originalMailFrom: header.first('original-mail-from') && bare(header.first('original-mail-from')!.text),
    originalRcptTo: list('original-rcpt-to').map(bare),
    arrivalDate: time === undefined ? undefined : isoTime(time),
    messageId: text('message-id'),
    authenticationResults: list('authentication-results'),
    dkimDomain: text('dkim-domain')?.toLowerCase(),
    dkimIdentity: text('dkim-identity'),
    dkimSelector: text('dkim-selector'),
    spfDns: text('spf-dns'),
    incidents,
    included: included && {
      kind: INCLUDED[included.type],
      evidence: { start: included.bodyStart, end: included.bodyEnd },
      encoding: included.encoding,
    },
  }
  for (const key of Object.keys(report) as (keyof DmarcFailure)[])
    if (report[key] === undefined) delete report[key]
  return { report, problems: problems.list() }
}
