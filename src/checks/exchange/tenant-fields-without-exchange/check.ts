import { cameByExchange, isSealedByExchange, namedMachines } from '../../../chain/exchange.ts'
import { isAtExchange } from '../../../chain/exchange-block.ts'
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
    evidenceGroup: 'pasted-fields',
    reads: 'header',
  },
  run(message, reporter) {
    const { header, id, route } = message
    if (route.hops.length === 0 || route.saved || cameByExchange(route)) return
    // a server of one's own writes the second list, too
    const names = handledByExchangeServer(message) ? CLOUD : [...CLOUD, ...ANY]
    const isBrought = (field: Field) => message.sideOf(field) !== 'recipient'
    const marks: Field[] = names
      .map((name) => header.all(name).find(isBrought))
      .filter((field) => field !== undefined)
    const idField = header.all('message-id').find(isBrought)
    const madeByExchange = id !== undefined && isMadeByOther(message, id.right)
    if (madeByExchange && idField) marks.push(idField)
    if (marks.length === 0) return
    const fields = marks.map(({ rawName }) => rawName)
    const evidence = marks.map(rangeOf)
    if (isSealedByExchange(message.authentication, route) || header.all(DIAGNOSTIC).some(isBrought)) {
      reporter.dismiss({
        reason: 'other-traces-of-exchange',
        summary: `${fields.join(', ')} agree with other traces of Exchange Online, whose Received lines are missing`,
        evidence,
      })
      return
    }
    reporter.find({
      grade: marks.length > 1 ? 'several' : madeByExchange ? 'message-id' : 'one',
      summary: `${fields.join(', ')} ${marks.length === 1 ? 'is a mark' : 'are marks'} of Exchange Online, and no Received line on the sender's side names one of its hosts`,
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

const DIAGNOSTIC = 'x-ms-traffictypediagnostic'

/** A mailbox server of Exchange Online, other than those of the recipient's side: they give an identifier to what has none. */
function isMadeByOther({ route: { hops, boundary } }: Message, host: string): boolean {
  const made = parseExchangeHost(host)
  if (made?.role !== 'mailbox') return false
  return !boundary || !namedMachines(hops.slice(0, boundary.hop + 1)).has(made.machine)
}

/** Whether an Exchange server of somebody's own stands on the sender's side. */
function handledByExchangeServer({ route: { hops, boundary } }: Message): boolean {
  return hops.some(
    (hop) =>
      hop.index > (boundary?.hop ?? -1) && (isAtExchange(hop) || hop.received.with?.toLowerCase() === 'mapi'),
  )
}
