import { EXCHANGE_ONLINE } from '../../../chain/operators.ts'
import { exchangeFields } from '../../../fields/exchange.ts'
import { incomingCount } from '../../../fields/exchange-trace.ts'
import type { Message } from '../../../message.ts'
import type { Field } from '../../../mime/field.ts'
import { rangeOf } from '../../../mime/range.ts'
import type { Check } from '../../check.ts'

/** Fields into which a delivering Exchange writes the same number say different ones (exchange-headers 5, 6). */
export const check: Check = {
  meta: {
    id: 'exchange/identifiers-disagree',
    title: 'Fields that one delivery by Exchange wrote disagree',
    question: 'headersForged',
    severity: 'medium',
    evidenceGroup: 'exchange-identifiers',
    reads: 'header',
    contract: true,
  },
  run(message, reporter) {
    if (!message.headerComplete || message.route.handover?.owner !== EXCHANGE_ONLINE) return
    const pair = guids(message) ?? counts(message)
    if (!pair) return
    const { a, b, what } = pair
    if (a.value === b.value) return reporter.held(EXCHANGE_ONLINE)
    reporter.find({
      grade: what,
      summary: `${a.field.rawName} says ${a.value}, and ${b.field.rawName} says ${b.value}: one delivery writes the same into both`,
      evidence: [rangeOf(a.field), rangeOf(b.field)],
      data: { values: [a.value, b.value] },
      operator: EXCHANGE_ONLINE,
    })
  },
}

interface Said {
  field: Field
  value: string | number
}

interface Pair {
  what: 'guid' | 'count'
  a: Said
  b: Said
}

/** The id of the delivery, where the two fields differ. */
function guids({ header }: Message): Pair | undefined {
  const a = header.first('x-ms-exchange-organization-network-message-id')
  const b = header.first('x-ms-exchange-crosstenant-network-message-id')
  if (!a || !b || a.raw === b.raw || a.text === b.text) return undefined
  const [one, other] = [guid(a), guid(b)]
  return one && other && one.value !== other.value ? { what: 'guid', a: one, b: other } : undefined
}

function guid(field: Field): Said | undefined {
  const { value } = exchangeFields['x-ms-exchange-crosstenant-network-message-id'](field.raw)
  return value === undefined ? undefined : { field, value }
}

/** How many fields came in. */
function counts({ header }: Message): Pair | undefined {
  const first = header.first('x-incomingtopheadermarker')
  const last = header.all('x-incomingheadercount').at(-1)
  if (!first || !last) return undefined
  const a = incomingCount(first.raw)
  const b = exchangeFields['x-incomingheadercount'](last.raw).value
  if (a === undefined || b === undefined) return undefined
  return { what: 'count', a: { field: first, value: a }, b: { field: last, value: b } }
}
