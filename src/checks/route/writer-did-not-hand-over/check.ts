import { linkOf } from '../../../chain/links.ts'
import { isPublicAddress, operatorOfAddress } from '../../../chain/operators.ts'
import { mayBeResent } from '../../../chain/resent.ts'
import { rangeOf } from '../../../mime/range.ts'
import type { Check } from '../../check.ts'

/** Each host that relays writes a line (RFC 5321 4.4): the one that handed over wrote the topmost of the sender's side. */
export const check: Check = {
  meta: {
    id: 'route/writer-did-not-hand-over',
    title: 'The last host that says it had the message did not hand it over',
    question: 'headersForged',
    severity: 'medium',
    evidenceGroup: 'pasted-hops',
    reads: 'header',
  },
  run(message, reporter) {
    const { hops, handover } = message.route
    const from = handover?.received.from
    if (!handover || from?.ip === undefined || !isPublicAddress(from.ip)) return
    const last = hops[handover.index + 1] as (typeof hops)[number] | undefined
    // services that mail for others give their customers' names, and hand over from addresses that nobody has listed
    if (!last?.operator?.mailboxes || linkOf(handover, last) !== 'none') return
    if (operatorOfAddress(from.ip)?.id === last.operator.id) return
    const by = last.received.by!.host
    const evidence = [rangeOf(last.field), rangeOf(handover.field)]
    const client = from.helo === undefined ? from.ip : `${from.helo} [${from.ip}]`
    const said = `${by} of ${last.operator.name} wrote the last line, and ${client} handed over`
    if (mayBeResent(message.header, message.route)) {
      reporter.dismiss({
        reason: 'resent',
        summary: `${said}: a program had logged in, or the message was sent again, as with "redirect"`,
        evidence,
      })
      return
    }
    reporter.find({
      grade: last.operator.published ? 'published' : 'named',
      summary: `${said} without a line of its own`,
      evidence,
      data: { by, operator: last.operator.id, helo: from.helo, ip: from.ip, rdns: from.rdns },
    })
  },
}
