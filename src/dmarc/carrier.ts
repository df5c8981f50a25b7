/** Whether the message that brings a report comes from whom the report names as its reporter. */
import { registeredDomain } from '../chain/operators.ts'
import type { Message } from '../message.ts'
import type { Carrier } from './schema.ts'

/** What the recipient's side says of a message that brings reports. */
export interface Delivery {
  from?: string
  domain?: string
  /** Whether it passed DMARC for the domain of its From. */
  passed: boolean | undefined
  reason: string
}

export function readDelivery(message: Message): Delivery {
  const { mailboxes } = message.from
  const single = message.header.all('from').length === 1 && mailboxes.length === 1
  if (!single) return { passed: undefined, reason: 'its message has not exactly one address in From' }
  const { address, domain } = mailboxes[0]
  const verdicts = new Set<boolean>()
  for (const { field, value } of message.authentication.results) {
    if (message.sideOf(field) !== 'recipient') continue
    for (const { method, result, properties } of value.results)
      if (method === 'dmarc' && (properties['header.from'] ?? domain).toLowerCase() === domain)
        verdicts.add(result === 'pass')
  }
  const about = `DMARC for ${domain}`
  if (verdicts.has(false))
    return { from: address, domain, passed: false, reason: `its message did not pass ${about}` }
  if (verdicts.has(true))
    return { from: address, domain, passed: true, reason: `its message passed ${about}` }
  const reason = `nothing that the recipient's side wrote says whether its message passed ${about}`
  return { from: address, domain, passed: undefined, reason }
}

/** An address in a report, or a name that is a domain. */
const domainIn = (text: string | undefined): string | undefined => {
  const domain = text
    ?.slice(text.lastIndexOf('@') + 1)
    .replace(/>$/, '')
    .trim()
  return domain && /^[\w.-]+\.[a-z][\w-]*$/i.test(domain) ? registeredDomain(domain) : undefined
}

/** `reporter` is what the report says of who made it; undefined where reports of its kind do not say. */
export function carrierOf(
  { from, domain, passed, reason }: Delivery,
  reporter: { orgName?: string; email?: string } | undefined,
): Carrier {
  const carrier: Carrier = { ...(from !== undefined && { from }), verified: passed, reason }
  if (!reporter || !passed) return carrier
  const named = [domainIn(reporter.email), domainIn(reporter.orgName)].filter((one) => one !== undefined)
  const own = registeredDomain(domain!)
  if (named.length === 0)
    return {
      ...carrier,
      verified: undefined,
      reason: `${reason}, but the report names no domain of its reporter`,
    }
  if (own === undefined || !named.includes(own))
    return { ...carrier, verified: false, reason: `${reason}, but the report names ${named.join(' and ')}` }
  return carrier
}
