import { cameByExchange } from '../../../chain/exchange.ts'
import { mailingListFields } from '../../../chain/mailing-list.ts'
import { registeredDomain } from '../../../chain/operators.ts'
import { isOfSender, verdictsOn } from '../../../chain/signers.ts'
import type { AuthenticationResult } from '../../../fields/authentication-results.ts'
import type { Message } from '../../../message.ts'
import { rangeOf } from '../../../mime/range.ts'
import type { Check } from '../../check.ts'

/** A DKIM signature in the name of somebody who had no part in the message, and that does not verify (RFC 6376 6.1). */
export const check: Check = {
  meta: {
    id: 'authentication/foreign-signature',
    title: 'A signature is in the name of somebody who is not on the way, and does not verify',
    question: 'headersForged',
    severity: 'medium',
    evidenceGroup: 'pasted-signature',
    reads: 'header',
  },
  run(message, reporter) {
    for (const { field, value } of message.authentication.signatures) {
      const { domain, selector } = value
      if (domain === undefined || message.sideOf(field) !== 'sender') continue
      if (isOfSender(domain, message.from, message.route) || isOnTheWay(message, domain)) continue
      const verdicts = verdictsOn(domain, message.authentication, message.route)
      const bad = verdicts.find(({ result }) => BAD.has(result))
      if (!bad || verdicts.some(({ result }) => result === 'pass')) continue
      const hasNoKey = isWithoutKey(bad)
      const why = bad.comment ?? bad.reason ?? bad.result
      const summary = `a signature of ${domain} did not verify (${why}), and neither the author, nor the envelope, nor a host on the sender's side is of ${domain}`
      const evidence = [rangeOf(field)]
      if (!hasNoKey && mailingListFields(message.header).length > 0) {
        reporter.dismiss({
          reason: 'through-a-list',
          summary: `${summary}; a list may have written its own address in place of the author's, and changed what was signed`,
          evidence,
        })
        continue
      }
      reporter.find({
        grade: hasNoKey ? 'no-key' : 'failed',
        summary,
        evidence,
        data: { domain, selector, result: bad.result },
      })
    }
  },
}

const BAD = new Set(['fail', 'permerror', 'policy', 'neutral'])

/** Verifiers say in words of their own that there is no such key in the DNS, or that it is none. */
const WITHOUT_KEY = [
  'no key',
  'key not found',
  'no public key',
  'public key: not available',
  'key unavailable',
  'nxdomain',
]

function isWithoutKey({ comment, reason }: AuthenticationResult): boolean {
  const said = `${comment ?? ''} ${reason ?? ''}`.toLowerCase()
  return WITHOUT_KEY.some((words) => said.includes(words))
}

/** Exchange Online signs in the name of a tenant inside it. */
const TENANTS = 'onmicrosoft.com'

/** Whether a host on the sender's side, or the envelope, is of the domain. */
function isOnTheWay({ route, header }: Message, domain: string): boolean {
  const own = registeredDomain(domain)
  if (own === undefined || (own === TENANTS && cameByExchange(route))) return true
  const envelope = header
    .first('return-path')
    ?.text.replace(/[<>\s]/g, '')
    .split('@')
    .pop()
  const names = route.hops
    .slice(route.boundary?.hop ?? 0)
    .flatMap(({ received: { from, by } }) => [from?.helo, from?.rdns, by?.host])
  return [envelope, ...names].some((name) => name !== undefined && registeredDomain(name) === own)
}
