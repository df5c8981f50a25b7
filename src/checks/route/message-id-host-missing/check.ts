import { madeBy } from '../../../chain/made.ts'
import { EXCHANGE_ONLINE } from '../../../chain/operators.ts'
import { parseExchangeHost } from '../../../fields/exchange-host.ts'
import type { Check } from '../../check.ts'

/** An Exchange machine made the Message-ID, yet no Received line names it (exchange-headers R3). */
export const check: Check = {
  meta: {
    id: 'route/message-id-host-missing',
    title: 'The machine that made the Message-ID has no Received line',
    question: 'headersRemoved',
    severity: 'medium',
    evidenceGroup: 'sender-hops',
    reads: 'header',
    contract: true,
  },
  run(message, reporter) {
    const { id, exchange, header } = message
    const field = header.first('message-id')
    if (!id || !field || !exchange.handover || !message.headerComplete) return
    const host = parseExchangeHost(id.right)
    if (host?.role !== 'mailbox') return
    const named = message.machines
    if (named.has(host.machine)) return reporter.held(EXCHANGE_ONLINE)
    const evidence = [field.range(id.start, id.end)]
    if (named.mayHave(host.machine)) {
      reporter.dismiss({
        reason: 'redacted-host',
        summary: `${host.machine} may be among the host names that were damaged by redaction`,
        evidence,
      })
      return
    }
    if (message.ownMail !== undefined) {
      reporter.dismiss({ reason: 'made-by-server', summary: madeBy(host.machine, message.ownMail), evidence })
      return
    }
    reporter.find({
      summary: `${host.machine} of Exchange Online made the Message-ID, and no Received line names it`,
      evidence,
      data: { machine: host.machine },
      operator: EXCHANGE_ONLINE,
      removed: ['Received'],
    })
  },
}
