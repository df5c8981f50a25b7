import { exchangeFields } from '../../../fields/exchange.ts'
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
    if (!message.headerComplete || message.route.handover?.owner !== OPERATOR) return
    const pair = guids(message) ?? counts(message)
    if (!pair) return
    const { a, b, what } = pair
    if (a.value === b.value) return reporter.held(OPERATOR)
    reporter.find({
      grade: what,
      summary: `${a.field.rawName} says ${a.value}, and ${b.field.rawName} says ${b.value}: one delivery writes the same into both`,
      evidence: [rangeOf(a.field), rangeOf(b.field)],
      data: { values: [a.value, b.value] },
      operator: OPERATOR,
    })
  },
}

const OPERATOR = 'exchange-online'

interface Said {
  field: Field
  value: string | number
}

interface Pair {
  what: 'guid' | 'count'
  a: Said
  b: Said
}

/** The id of the delivery. */
function guids({ header }: Message): Pair | undefined {
  const a = guid(header.first('x-ms-exchange-organization-network-message-id'))
  const b = guid(header.first('x-ms-exchange-crosstenant-network-message-id'))
  return a && b && a.value !== b.value ? { what: 'guid', a, b } : undefined
}

function guid(field: Field | undefined): Said | undefined {
  const { value } = field ? exchangeFields['x-ms-exchange-crosstenant-network-message-id'](field.raw) : {}
  return field && value !== undefined ? { field, value } : undefined
}

/** How many fields came in. */
function counts({ header }: Message): Pair | undefined {
  const first = header.first('x-incomingtopheadermarker')
  const last = header.all('x-incomingheadercount').at(-1)
  if (!first || !last) return undefined
  const a = exchangeFields['x-incomingtopheadermarker'](first.raw).count
  const b = exchangeFields['x-incomingheadercount'](last.raw).value
  if (a === undefined || b === undefined) return undefined
  return { what: 'count', a: { field: first, value: a }, b: { field: last, value: b } }
}
