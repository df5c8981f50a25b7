import { EXCHANGE_ONLINE } from '../../../chain/operators.ts'
import { rangeOf } from '../../../mime/range.ts'
import type { Check } from '../../check.ts'

/** A relayed message has lost what the sending tenant's front end said of SPF at its entrance (exchange-headers 3, 7.1). */
export const check: Check = {
  meta: {
    id: 'authentication/entrance-verdict-missing',
    title: 'The authentication results of the sending tenant are missing',
    question: 'headersRemoved',
    severity: 'medium',
    evidenceGroup: 'entrance-verdict',
    reads: 'header',
    contract: true,
  },
  run(message, reporter) {
    const { path, connecting, forefront, handover } = message.exchange
    if (path !== 'relay' || !handover || !message.headerComplete) return
    const { spf, results, renamed } = message.authentication
    const below = (field: { start: number }) => field.start > handover.field.start
    const missing: string[] = []
    if (!spf.some(({ field }) => below(field))) missing.push('Received-SPF')
    // a recipient that is no Exchange leaves the field its first name
    if (renamed.length === 0 && !results.some(({ field }) => below(field)))
      missing.push('X-MS-Exchange-Authentication-Results')
    if (missing.length === 0) return reporter.held(EXCHANGE_ONLINE)
    const proof = (connecting ?? forefront)!.field
    const gateway = message.route.hops.slice(0, handover.index + 1).find(({ operator }) => operator?.gateway)
    if (gateway) {
      reporter.dismiss({
        reason: 'taken-by-gateway',
        summary: `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not there: ${gateway.operator!.name} had the message behind Exchange Online, and takes results of others away`,
        evidence: [rangeOf(gateway.field)],
      })
      return
    }
    reporter.find({
      grade: missing.length === 2 ? 'both' : missing[0] === 'Received-SPF' ? 'spf' : 'results',
      summary: `the message entered Exchange Online by SMTP from outside, where ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} always written, and ${missing.length === 1 ? 'it is' : 'they are'} not there`,
      evidence: [rangeOf(proof), rangeOf(handover.field)],
      data: { missing },
      operator: EXCHANGE_ONLINE,
      removed: missing,
    })
  },
}
