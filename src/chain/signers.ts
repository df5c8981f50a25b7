/** Who signed, against who sent: whether a DKIM signature's domain is of anybody on the way. */
import type { AddressList } from '../fields/address.ts'
import type { AuthenticationResult } from '../fields/authentication-results.ts'
import type { Authentication } from './authentication.ts'
import { registeredDomain } from './operators.ts'
import { type Route, sideOf } from './route.ts'

/** Whether the domain is of the author or of the host that handed over: they may sign with a clock that is wrong. */
export function isOfSender(domain: string, from: AddressList, { handover }: Route): boolean {
  const own = registeredDomain(domain)
  const names = [
    ...from.mailboxes.map(({ domain }) => domain),
    handover?.received.from?.helo,
    handover?.received.from?.rdns,
  ]
  return names.some((name) => name !== undefined && name !== '' && registeredDomain(name) === own)
}

/** What the recipient's side says of signatures of the domain, or of ones that it does not name. */
export function verdictsOn(
  domain: string,
  { results }: Authentication,
  route: Route,
): AuthenticationResult[] {
  return results
    .filter(({ field }) => sideOf(route, field) === 'recipient')
    .flatMap(({ value }) =>
      value.results.filter(({ method, properties }) => {
        const signer = (properties['header.d'] ?? properties['header.i']?.split('@').pop())?.toLowerCase()
        return (
          method === 'dkim' && (signer === undefined || signer === 'none' || signer === domain.toLowerCase())
        )
      }),
    )
}
