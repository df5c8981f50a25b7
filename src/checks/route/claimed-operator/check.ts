import {
  isPublicAddress,
  operatorOfAddress,
  operatorOfHost,
  publicDomain,
  registeredDomain,
  sameAddress,
} from '../../../chain/operators.ts'
import { rangeOf } from '../../../mime/range.ts'
import type { Check } from '../../check.ts'

/** The host that handed over gave an operator's name from an address that another operator has published (received-grammar 4, 5). */
export const check: Check = {
  meta: {
    id: 'route/claimed-operator',
    title: 'The host that handed over used the name of somebody else',
    question: 'headersForged',
    severity: 'medium',
    evidenceGroup: 'claimed-host',
    reads: 'header',
  },
  run(message, reporter) {
    const { handover } = message.route
    const from = handover?.received.from
    if (!handover || from?.helo === undefined || from.ip === undefined) return
    // who has logged in is a user's program, of which nobody expects a host's name (RFC 6409)
    if (handover.received.authenticated) return
    const literal = withoutBrackets(from.helo)
    // a client behind address translation gives the address that it knows itself by
    if (isPublicAddress(literal) && isPublicAddress(from.ip) && !sameAddress(literal, from.ip)) {
      reporter.find({
        grade: 'other-address',
        summary: `the host that handed over called itself ${from.helo}, but its address is ${from.ip}`,
        evidence: [rangeOf(handover.field)],
        data: { helo: from.helo, ip: from.ip, rdns: from.rdns },
      })
      return
    }
    // behind a load balancer of the recipient's the client has an address and a name that are of use inside only
    if (!isPublicAddress(from.ip)) return
    const claimed = operatorOfHost(from.helo)
    const actual = operatorOfAddress(from.ip)
    const reverse = from.rdns === undefined ? undefined : operatorOfHost(from.rdns)
    if (!claimed || claimed.id === actual?.id || claimed.id === reverse?.id) return
    if (actual && claimed.over.includes(actual.id)) return
    // Addresses outside the published ranges are unknown, not forged; only a name that contradicts is a finding.
    const other = actual ?? reverse
    const unrelated = from.rdns !== undefined && !reverse && publicDomain(from.rdns) !== undefined
    if (!other && !unrelated) {
      if (claimed.mailboxes && isBareDomain(from.helo))
        reporter.find({
          grade: 'bare-domain',
          summary: `the host that handed over called itself ${from.helo}, which is a domain of ${claimed.name} and no host; ${from.ip} is not known to be of ${claimed.name}`,
          evidence: [rangeOf(handover.field)],
          data: { helo: from.helo, ip: from.ip, rdns: from.rdns },
        })
      return
    }
    reporter.find({
      grade: other ? 'other-operator' : 'other-name',
      summary: `the host that handed over called itself ${from.helo} (${claimed.name}), but ${other ? `${from.ip} belongs to ${other.name}` : `${from.ip} is named ${from.rdns}`}`,
      evidence: [rangeOf(handover.field)],
      data: { helo: from.helo, ip: from.ip, rdns: from.rdns },
    })
  },
}

/** Whether it is what stands behind the @ of addresses: hosts of those who keep mailboxes have names of their own. */
function isBareDomain(helo: string): boolean {
  return registeredDomain(helo) === helo.toLowerCase()
}

/** A client may give its address in place of a name, in brackets (RFC 5321 4.1.3) or bare. */
function withoutBrackets(helo: string): string {
  return helo.startsWith('[') && helo.endsWith(']') ? helo.slice(1, -1) : helo
}
