import { nameOf } from '../../../chain/made.ts'
import { EXCHANGE_ONLINE } from '../../../chain/operators.ts'
import { rangeOf } from '../../../mime/range.ts'
import type { Check } from '../../check.ts'

/** Exchange Online handed the message over, yet none of its own Received lines is below (exchange-headers R2). */
export const check: Check = {
  meta: {
    id: 'route/handover-without-origin',
    title: 'Nothing is left of the route before Exchange Online handed the message over',
    question: 'headersRemoved',
    severity: 'high',
    evidenceGroup: 'sender-hops',
    reads: 'header',
    contract: true,
  },
  run(message, reporter) {
    const { handover } = message.exchange
    if (!handover || !message.headerComplete) return
    const { hops } = message.route
    if (hops.length > handover.index + 1) return reporter.held(EXCHANGE_ONLINE)
    const { field, received } = handover
    const host = received.from?.helo ?? received.from?.rdns
    if (message.ownMail !== undefined) {
      reporter.dismiss({
        reason: 'made-by-server',
        summary: `${host} handed over a ${nameOf(message.ownMail)}, which Exchange Online made itself`,
        evidence: [rangeOf(field)],
      })
      return
    }
    reporter.find({
      summary: `${host} handed the message over, and no older Received line is there; a message that leaves Exchange Online carries at least one of the sending tenant`,
      evidence: [rangeOf(field)],
      data: { hops: hops.length },
      operator: EXCHANGE_ONLINE,
      removed: ['Received'],
    })
  },
}
