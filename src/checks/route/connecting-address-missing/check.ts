import { EXCHANGE_ONLINE, sameAddress } from '../../../chain/operators.ts'
import { rangeOf } from '../../../mime/range.ts'
import type { Check } from '../../check.ts'

/** Exchange recorded the address that a relayed message came from, yet no Received line has it (exchange-headers R4, R5, R11). */
export const check: Check = {
  meta: {
    id: 'route/connecting-address-missing',
    title: 'The address that the message came from has no Received line',
    question: 'headersRemoved',
    severity: 'high',
    evidenceGroup: 'sender-entrance',
    reads: 'header',
    contract: true,
  },
  run(message, reporter) {
    const { connecting, forefront, path } = message.exchange
    if (path !== 'relay' || !message.headerComplete) return
    const source = connecting?.value.ip !== undefined ? connecting : forefront
    const ip = connecting?.value.ip ?? forefront?.value.cip
    if (!source || ip === undefined) return
    const named = message.route.hops.some(({ received: { from } }) => {
      return from?.ip !== undefined && sameAddress(from.ip, ip)
    })
    if (named) return reporter.held(EXCHANGE_ONLINE)
    const { field } = source
    const summary = `the message entered Exchange Online from ${ip}, and no Received line names that address`
    // every host writes its own name (RFC 5321 4.4), and its client's address where it knows it
    const damaged = message.route.hops.filter(
      ({ received: { from, by } }) => from !== undefined && from.ip === undefined && by === undefined,
    )
    if (damaged.length > 0) {
      reporter.dismiss({
        reason: 'redacted-line',
        summary: `${summary}, but some lines have lost theirs`,
        evidence: [rangeOf(field), ...damaged.map((hop) => rangeOf(hop.field))],
      })
      return
    }
    reporter.find({
      summary,
      evidence: [rangeOf(field)],
      data: {
        ip,
        helo: connecting?.value.helo ?? forefront?.value.helo,
        tenantId: connecting?.value.tenantId,
      },
      operator: EXCHANGE_ONLINE,
      removed: ['Received'],
    })
  },
}
