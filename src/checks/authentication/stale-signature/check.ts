import { isOfSender, verdictsOn } from '../../../chain/signers.ts'
import { isoTime } from '../../../fields/iso-time.ts'
import type { Message } from '../../../message.ts'
import type { Field } from '../../../mime/field.ts'
import { rangeOf } from '../../../mime/range.ts'
import { type Check, places } from '../../check.ts'

/** A DKIM signature (RFC 6376 3.5, `t=`) of a time when no hop had the message, and that does not verify. */
export const check: Check = {
  meta: {
    id: 'authentication/stale-signature',
    title: 'A signature of somebody else was made long before the message went its way, and does not verify',
    question: 'headersForged',
    severity: 'medium',
    evidenceGroup: 'pasted-signature',
    reads: 'header',
  },
  run(message, reporter) {
    const arrival = message.route.handover?.time
    if (arrival === undefined) return
    const stale: Stale[] = []
    for (const { field, value } of message.authentication.signatures) {
      const { timestamp, domain } = value
      if (timestamp === undefined || domain === undefined || message.sideOf(field) !== 'sender') continue
      const made = timestamp * 1000
      if (arrival - made < LEAST || wasOnItsWay(message, made)) continue
      if (isOfSender(domain, message.from, message.route) || !hasFailed(message, domain)) continue
      stale.push({ field, domain, made })
    }
    if (stale.length === 0) return
    const [{ domain, made }] = stale
    const days = Math.round((arrival - made) / DAY)
    const more = stale.length > 1 ? `, and ${stale.length - 1} more like it` : ''
    reporter.find({
      summary: `the signature of ${domain} was made ${days} days before the message came, when no hop had it, and does not verify${more}`,
      evidence: places(stale, ({ field }) => rangeOf(field)),
      data: {
        signatures: stale.slice(0, SHOWN).map(({ domain, made }) => ({ domain, made: isoTime(made) })),
        arrived: isoTime(arrival),
      },
    })
  },
}

/** Signatures in the figures of a finding. */
const SHOWN = 8

interface Stale {
  field: Field
  domain: string
  /** Milliseconds since the epoch. */
  made: number
}

const DAY = 86_400_000
/** Milliseconds. A message waits a day or two where a host is down. */
const LEAST = 2 * DAY

/** Whether a hop had the message within a day of that time, or one has no date: then it may have. */
function wasOnItsWay({ route: { hops } }: Message, time: number): boolean {
  return hops.some((hop) => hop.time === undefined || Math.abs(hop.time - time) < DAY)
}

/** Whether the recipient's side looked at signatures of the domain, or at ones that it does not name, and none was good. */
function hasFailed({ authentication, route }: Message, domain: string): boolean {
  const results = verdictsOn(domain, authentication, route).map(({ result }) => result)
  return !results.includes('pass') && results.some((result) => BAD.has(result))
}

/** RFC 8601 2.7.1; `none` where a verifier took what it saw for no signature. */
const BAD = new Set(['fail', 'none', 'permerror', 'policy'])
