/** The fields that the recipient's own Exchange appends below those that a message came with (exchange-headers 2.1). */
import type { Field } from '../mime/field.ts'
import type { Header } from '../mime/header.ts'
import type { RouteHop } from './hops.ts'
import { EXCHANGE_ONLINE } from './operators.ts'

/** Last of the fields as they came in, where Outlook.com delivers. */
const COUNT = 'x-incomingheadercount'
/** First of the fields as they came in; Outlook.com writes it with the count. */
const MARKER = 'x-incomingtopheadermarker'
/** Exchange takes fields with such names away at its border, so that what stands there is its own organisation's word. */
const ORGANIZATION = 'x-ms-exchange-organization-'
const AUTHORITY = `${ORGANIZATION}authsource`
/** A mail program that saves a message out of a mailbox writes it, and writes the fields in an order of its own. */
const SAVED = `${ORGANIZATION}recordreviewcfmtype`
/** The tenant id of consumer Outlook.com. */
const CONSUMER = '84df9e7f-e9f6-40af-b435-aaaaaaaaaaaa'

/** Whether a server of Exchange received at the hop: one of Exchange Online, or of somebody's own. */
export function isAtExchange({ owner, received }: RouteHop): boolean {
  return (
    owner === EXCHANGE_ONLINE || received.with?.toLowerCase().startsWith('microsoft smtp server') === true
  )
}

/** Whether a tenant of Exchange Online says that it delivered, and not Outlook.com. */
function isTenantDelivery(header: Header): boolean {
  const tenant = header.all('x-ms-exchange-crosstenant-id').at(-1)?.text.toLowerCase()
  return tenant !== undefined && tenant !== CONSUMER
}

/** Whether the message is a copy that a mail program saved out of an Exchange mailbox: where its fields stand tells nothing. */
export function isSavedCopy(header: Header, handover: RouteHop | undefined): boolean {
  return handover !== undefined && isAtExchange(handover) && header.has(SAVED)
}

/** Where the block begins; Infinity without one. `ours` are the hops of the recipient's side. */
export function appendedBlock(header: Header, ours: readonly RouteHop[]): number {
  const handover = ours.at(-1)
  if (!handover || !ours.some(isAtExchange)) return Number.POSITIVE_INFINITY
  // a tenant writes no count, so that one without its marker is the sender's
  if (handover.owner === EXCHANGE_ONLINE && (header.has(MARKER) || !isTenantDelivery(header))) {
    const count = header.all(COUNT).at(-1)
    if (count) return count.start
  }
  return header.has(AUTHORITY)
    ? firstOfOrganization(header.fields, handover.field.start)
    : Number.POSITIVE_INFINITY
}

function firstOfOrganization(fields: readonly Field[], after: number): number {
  for (const { name, start } of fields) if (start > after && name.startsWith(ORGANIZATION)) return start
  return Number.POSITIVE_INFINITY
}
