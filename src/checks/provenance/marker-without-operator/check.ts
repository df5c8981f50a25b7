import { isSealedByExchange, namedMachines } from '../../../chain/exchange.ts'
import type { RouteHop } from '../../../chain/hops.ts'
import {
  isIdOf,
  isSendGridMachine,
  OPERATOR_MARKS,
  type OperatorMarks,
} from '../../../chain/operator-marks.ts'
import {
  EXCHANGE_ONLINE,
  operatorOfAddress,
  operatorOfHost,
  registeredDomain,
  sameAddress,
} from '../../../chain/operators.ts'
import { type Route, sideOf } from '../../../chain/route.ts'
import { parseExchangeHost } from '../../../fields/exchange-host.ts'
import type { Message } from '../../../message.ts'
import type { Field } from '../../../mime/field.ts'
import { rangeOf } from '../../../mime/range.ts'
import type { Check } from '../../check.ts'

/** Proprietary fields of a bulk mail service on mail that did not pass through it (received-grammar 4). */
export const check: Check = {
  meta: {
    id: 'provenance/marker-without-operator',
    title: 'The message carries marks of a mail service that did not send it',
    question: 'headersForged',
    severity: 'medium',
    evidenceGroup: 'pasted-fields',
    reads: 'header',
  },
  run(message, reporter) {
    // a message that no host handed over was made where it is read
    if (!sendersHops(message.route).some(({ received: { from } }) => from !== undefined)) return
    const id = message.header.first('message-id')
    for (const marks of OPERATOR_MARKS) {
      const { operator, name } = marks
      const found: Field[] = []
      for (const [mark, part] of marks.fields) {
        if (!message.header.has(mark)) continue
        const field = message.header.all(mark).find(({ text }) => part === '' || text.includes(part))
        if (field) found.push(field)
      }
      const ownId =
        id !== undefined &&
        message.id !== undefined &&
        isIdOf(marks, message.id.right) &&
        !isOfRecipient(message, message.id.right)
      if (ownId) found.push(id)
      if (found.length === 0 || passedThrough(message, marks)) continue
      if (operator === EXCHANGE_ONLINE && (!ownId || marks.ids!.isForm(message.id!.left, message.id!.right)))
        continue
      const invented = ownId && !marks.ids!.isForm(message.id!.left, message.id!.right)
      const evidence = found.map(rangeOf)
      const fields = found.map(({ rawName }) => rawName)
      if (
        signedBy(message, operator) ||
        (operator === EXCHANGE_ONLINE && isSealedByExchange(message.authentication, message.route))
      ) {
        reporter.dismiss({
          reason: 'signed-by-service',
          summary: `${fields.join(', ')} of ${name}: the message carries a signature or a seal of ${name}, as forwarded mail does`,
          evidence,
        })
        continue
      }
      if (isSentFrom(message, marks)) {
        reporter.dismiss({
          reason: 'own-address',
          summary: `${fields.join(', ')} of ${name}: ${name} wrote the address that it sent from, which is the one that handed over, and a signature is good; ${name} also sends from its customers' addresses`,
          evidence,
        })
        continue
      }
      if (marks.lent && isUnderOwnName(message)) {
        reporter.dismiss({
          reason: 'under-own-name',
          summary: `${fields.join(', ')} of ${name}: a host of its author's domain is on the way, and that domain's signature is good; ${name} also sends under its customers' names`,
          evidence,
        })
        continue
      }
      const { handover } = message.exchange
      if (handover && handover.index === message.route.hops.length - 1) {
        reporter.dismiss({
          reason: 'route-removed',
          summary: `${fields.join(', ')} of ${name}: the hops at which ${name} could be seen are missing`,
          evidence,
        })
        continue
      }
      const marked = `${fields.join(', ')} ${fields.length === 1 ? 'is a mark' : 'are marks'} of ${name}`
      const form = invented ? `, the Message-ID is in no form that ${name} writes` : ''
      reporter.find({
        grade: invented
          ? 'invented-id'
          : found.every(({ name }) => name === 'message-id')
            ? 'message-id'
            : 'fields',
        summary: `${marked}${form}, and no host of ${name} is named in a Received line on the sender's side, nor ${name} as the domain of a signature`,
        evidence,
        data: { operator, fields },
      })
    }
  },
}

/** A host of the service on the way, or the address from which the service says in its own field that it sent. */
function passedThrough({ route, header }: Message, { operator, sentFrom }: OperatorMarks): boolean {
  const said = operator === 'mailgun' && sentFrom ? header.first(sentFrom)?.text.trim() : undefined
  return sendersHops(route).some(
    ({ index, received: { from, by } }) =>
      (said !== undefined && from?.ip !== undefined && sameAddress(from.ip, said)) ||
      isOf(from?.helo, operator) ||
      isOf(from?.rdns, operator) ||
      ((index !== route.boundary?.hop || !HAS_READERS.has(operator)) && isOf(by?.host, operator)) ||
      (operator === 'sendgrid' && by !== undefined && isSendGridMachine(by.host)) ||
      (from?.ip !== undefined && operatorOfAddress(from.ip)?.id === operator),
  )
}

/** Services that keep mailboxes: that they took the message over does not mean that it was sent there. */
const HAS_READERS = new Set([EXCHANGE_ONLINE, 'google', 'yahoo', 'amazon-ses'])

/** A server of the recipient's gives an identifier to what has none. */
function isOfRecipient({ route: { hops, boundary } }: Message, host: string): boolean {
  const machine = parseExchangeHost(host)?.machine
  if (machine === undefined || !boundary) return false
  return namedMachines(hops.slice(0, boundary.hop + 1)).has(machine)
}

/** The hops at which the sender's side can be seen: that at which it handed over, and those below. */
function sendersHops({ hops, boundary }: Route): readonly RouteHop[] {
  return boundary ? hops.slice(boundary.hop) : hops
}

/** Whether the service says that it sent from the address that handed over, and some signature is good there. */
function isSentFrom({ route, header, authentication }: Message, { sentFrom }: OperatorMarks): boolean {
  const ip = route.handover?.received.from?.ip
  if (sentFrom === undefined || ip === undefined) return false
  if (header.first(sentFrom)?.text.trim().replace(DATED, '') !== ip) return false
  return authentication.results.some(
    ({ field, value }) =>
      sideOf(route, field) === 'recipient' &&
      value.results.some(({ method, result }) => method === 'dkim' && result === 'pass'),
  )
}

/** Amazon SES writes the day before the address. */
const DATED = /^\d{4}\.\d\d\.\d\d-/

function isOf(host: string | undefined, operator: string): boolean {
  return host !== undefined && operatorOfHost(host)?.id === operator
}

function signedBy({ authentication }: Message, operator: string): boolean {
  return authentication.signatures.some(({ value: { domain } }) => isOf(domain, operator))
}

/** Whether a host on the way is in the domain of the author, and somebody found that domain's signature good. */
function isUnderOwnName({ from, route, authentication }: Message): boolean {
  const author = from.mailboxes.length === 1 ? registeredDomain(from.mailboxes[0].domain) : undefined
  if (author === undefined) return false
  const hosts = route.hops.flatMap(({ received: { from, by } }) => [
    from?.rdns ?? from?.helo ?? '',
    by?.host ?? '',
  ])
  if (!hosts.some((host) => registeredDomain(host) === author)) return false
  return authentication.results.some(({ value }) =>
    value.results.some(
      ({ method, result, properties }) =>
        method === 'dkim' && result === 'pass' && registeredDomain(properties['header.d'] ?? '') === author,
    ),
  )
}
