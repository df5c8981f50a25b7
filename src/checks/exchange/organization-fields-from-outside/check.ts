import { cameByExchange, isSealedByExchange } from '../../../chain/exchange.ts'
import { isAtExchange } from '../../../chain/exchange-block.ts'
import { isPublicAddress } from '../../../chain/operators.ts'
import type { Message } from '../../../message.ts'
import type { Field } from '../../../mime/field.ts'
import { rangeOf } from '../../../mime/range.ts'
import type { Check } from '../../check.ts'

/** X-MS-Exchange-Organization fields, which Exchange takes away at its border, came with the message (detections K2). */
export const check: Check = {
  meta: {
    id: 'exchange/organization-fields-from-outside',
    title: "Fields that only the recipient's organization may write came from outside",
    question: 'headersForged',
    severity: 'high',
    evidenceGroup: 'organization-fields',
    reads: 'header',
  },
  run(message, reporter) {
    const { header, route } = message
    const repeated: Field[] = []
    for (const name of SINGLE) {
      const fields = header.all(name)
      if (fields.length < 2) continue
      if (new Set(fields.map(({ text }) => text.toLowerCase())).size > 1) repeated.push(...fields)
    }
    if (repeated.length > 0) {
      reporter.find({
        grade: 'contradiction',
        summary: `${repeated[0].rawName} stands there with different values: Exchange writes it once`,
        evidence: repeated.map(rangeOf),
        data: { values: repeated.map(({ rawName, text }) => `${rawName}: ${text}`) },
      })
      return
    }
    const authAs = header.first('x-ms-exchange-organization-authas')
    if (!authAs || message.sideOf(authAs) === 'recipient' || authAs.text.toLowerCase() !== 'internal') return
    const from = route.handover?.received.from
    if (from?.ip === undefined || !isPublicAddress(from.ip)) return
    if (isOfSendersExchange(message)) {
      reporter.dismiss({
        reason: 'senders-organization',
        summary: `X-MS-Exchange-Organization-AuthAs says Internal: an Exchange on the sender's side wrote it of its own organisation, as between the two halves of a hybrid one`,
        evidence: [rangeOf(authAs)],
      })
      return
    }
    reporter.find({
      grade: 'internal',
      summary: `X-MS-Exchange-Organization-AuthAs says Internal, but the recipient's side took the message over from ${from.ip}, and no Exchange had it there`,
      evidence: [rangeOf(authAs), rangeOf(route.handover!.field)],
      data: { ip: from.ip },
    })
  },
}

/**
 * Written once in a delivery (exchange-headers 2.1). Not FromEntityHeader: Exchange Online itself wrote Hosted and Internet into one
 * message in 7 of 1,678.
 */
const SINGLE = [
  'x-ms-exchange-organization-authas',
  'x-ms-exchange-organization-authsource',
  'x-ms-exchange-organization-scl',
  'x-ms-exchange-organization-network-message-id',
  'x-ms-exchange-organization-messagedirectionality',
  'x-ms-exchange-crosstenant-id',
  'x-ms-exchange-crosstenant-authas',
]

/** Whether an Exchange, of Microsoft's or of somebody's own, had the message before it was handed over. */
function isOfSendersExchange({ route, authentication }: Message): boolean {
  return (
    cameByExchange(route) ||
    route.hops.some((hop) => hop.index > route.handover!.index && isAtExchange(hop)) ||
    isSealedByExchange(authentication, route)
  )
}
