import { isAtExchangeOnline, isSealedByExchange } from '../../../chain/exchange.ts'
import { parseExchangeHost } from '../../../fields/exchange-host.ts'
import type { Message } from '../../../message.ts'
import type { Field } from '../../../mime/field.ts'
import { rangeOf } from '../../../mime/range.ts'
import type { Check } from '../../check.ts'

/** Fields of an Exchange Online tenant on mail that no Exchange server handled (detections K5). */
export const check: Check = {
  meta: {
    id: 'exchange/tenant-fields-without-exchange',
    title: 'The message carries marks of Exchange Online, which never handled it',
    question: 'headersForged',
    severity: 'medium',
    evidenceGroup: 'tenant-fields',
    reads: 'header',
  },
  run(message, reporter) {
    const { header, id, route } = message
    if (route.hops.length === 0 || route.hops.some(isAtExchangeOnline)) return
    // a server of one's own writes the second list, too
    const names = handledByExchangeServer(message) ? CLOUD : [...CLOUD, ...ANY]
    const marks: Field[] = names.map((name) => header.first(name)).filter((field) => field !== undefined)
    const idField = header.first('message-id')
    const madeByExchange = id !== undefined && parseExchangeHost(id.right)?.role === 'mailbox'
    if (madeByExchange && idField) marks.push(idField)
    if (marks.length === 0) return
    const fields = marks.map(({ rawName }) => rawName)
    const evidence = marks.map(rangeOf)
    if (isSealedByExchange(message.authentication) || message.exchange.diagnostic) {
      reporter.dismiss({
        reason: 'other-traces-of-exchange',
        summary: `${fields.join(', ')} agree with other traces of Exchange Online, whose Received lines are missing`,
        evidence,
      })
      return
    }
    reporter.find({
      grade: marks.length > 1 ? 'several' : madeByExchange ? 'message-id' : 'one',
      summary: `${fields.join(', ')} ${marks.length === 1 ? 'is a mark' : 'are marks'} of Exchange Online, and no Received line names one of its hosts`,
      evidence,
      data: { fields },
    })
  },
}

const CLOUD = [
  'x-ms-exchange-crosstenant-id',
  'x-ms-exchange-crosstenant-authas',
  'x-ms-exchange-crosstenant-fromentityheader',
]
const ANY = ['x-originatororg']

function handledByExchangeServer({ route }: Message): boolean {
  return route.hops.some(({ received }) => {
    const protocol = received.with?.toLowerCase() ?? ''
    return protocol.startsWith('microsoft smtp server') || protocol === 'mapi'
  })
}
