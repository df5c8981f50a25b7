import type { RouteHop } from '../../../chain/hops.ts'
import type { Link } from '../../../chain/links.ts'
import {
  EXCHANGE_ONLINE,
  isPublicAddress,
  operatorOfAddress,
  operatorOfHost,
} from '../../../chain/operators.ts'
import { mayBeResent } from '../../../chain/resent.ts'
import type { Message } from '../../../message.ts'
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
    if (!handover || handover.index === hops.length - 1) return
    const { links } = message.route
    // what connects to the line of the boundary may be believed so far
    let taker = handover.index
    while (taker < hops.length - 1 && CONNECTED.has(links[taker])) taker++
    const newer = hops[taker]
    const from = newer.received.from
    if (taker === hops.length - 1 || from?.ip === undefined || !isPublicAddress(from.ip)) return
    const last = hops[taker + 1]
    // services that mail for others give their customers' names, and hand over from addresses that nobody has listed
    if (!last.operator?.mailboxes || links[taker] !== 'none') return
    if (operatorOfAddress(from.ip)?.id === last.operator.id) return
    // inside an operator, hosts have addresses that only its list can tell from others
    if (newer.owner === last.owner && !last.operator.published) return
    const by = last.received.by!.host
    const evidence = [rangeOf(last.field), rangeOf(newer.field)]
    const client = from.helo === undefined ? from.ip : `${from.helo} [${from.ip}]`
    const said = `${by} of ${last.operator.name} wrote the last line, and ${client} handed over to ${newer.received.by?.host ?? 'the next'}`
    if (mayBeResent(message.header, message.route)) {
      reporter.dismiss({
        reason: 'resent',
        summary: `${said}: a program had logged in, or the message was sent again, as with "redirect"`,
        evidence,
      })
      return
    }
    if (newer.owner === last.owner && isSealedBelow(message, newer)) {
      reporter.dismiss({
        reason: 'came-back',
        summary: `${said}: ${last.operator.name} had sealed the message before, as it does with mail that leaves it for a filter of the sender's and comes back`,
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

/** Whether the operator of the hop sealed the message before it came there. */
function isSealedBelow({ authentication: { arc, arcFields } }: Message, { field, owner }: RouteHop): boolean {
  return arc.sets.some(
    ({ seal }) =>
      seal?.value.domain !== undefined &&
      operatorOfSealer(seal.value.domain) === owner &&
      arcFields[seal.index].start > field.start,
  )
}

/** Exchange Online seals in Microsoft's name. */
function operatorOfSealer(domain: string): string | undefined {
  return domain === 'microsoft.com' ? EXCHANGE_ONLINE : operatorOfHost(domain)?.id
}

const CONNECTED: ReadonlySet<Link | undefined> = new Set<Link>(['host', 'domain'])
