import { operatorOfAddress, operatorOfHost, registeredDomain, sameAddress } from '../../../chain/operators.ts'
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
    evidenceGroup: 'service-marks',
    reads: 'header',
  },
  run(message, reporter) {
    if (message.route.hops.length === 0) return
    for (const [operator, name, marks] of MARKS) {
      const found: Field[] = []
      for (const [mark, part] of marks) {
        if (!message.header.has(mark)) continue
        const field = message.header.all(mark).find(({ text }) => part === '' || text.includes(part))
        if (field) found.push(field)
      }
      if (found.length === 0 || passedThrough(message, operator, found)) continue
      const evidence = found.map(rangeOf)
      const fields = found.map(({ rawName }) => rawName)
      if (signedBy(message, operator)) {
        reporter.dismiss({
          reason: 'signed-by-service',
          summary: `${fields.join(', ')} of ${name}: the message carries a DKIM signature of ${name}, as forwarded mail does`,
          evidence,
        })
        continue
      }
      if (LENT_NAMES.has(operator) && isUnderOwnName(message)) {
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
      reporter.find({
        grade: found.every(({ name }) => name === 'message-id') ? 'message-id' : operator,
        summary: `${fields.join(', ')} ${fields.length === 1 ? 'is a mark' : 'are marks'} of ${name}, and neither a Received line nor a signature is of ${name}`,
        evidence,
        data: { operator, fields },
      })
    }
  },
}

/** Operator, its name, and its fields with a text that their value must hold. */
const MARKS: [operator: string, name: string, marks: [field: string, part: string][]][] = [
  [
    'amazon-ses',
    'Amazon SES',
    [
      ['x-ses-outgoing', ''],
      ['feedback-id', ':AmazonSES'],
      ['message-id', '.amazonses.com>'],
    ],
  ],
  ['google', 'Gmail', [['message-id', '@mail.gmail.com>']]],
  ['salesforce', 'Salesforce Marketing Cloud', [['x-sfmc-stack', '']]],
  [
    'sendgrid',
    'SendGrid',
    [
      ['x-sg-eid', ''],
      ['x-sg-id', ''],
    ],
  ],
  [
    'mailchimp',
    'Mailchimp',
    [
      ['x-mc-user', ''],
      ['x-mandrill-user', ''],
    ],
  ],
  [
    'mailgun',
    'Mailgun',
    [
      ['x-mailgun-sid', ''],
      ['x-mailgun-sending-ip', ''],
    ],
  ],
]

/** Services that send from hosts with their customers' names. */
const LENT_NAMES = new Set(['salesforce', 'sendgrid', 'mailgun'])

/** A host of the service, or the address from which the service says in its own field that it sent. */
function passedThrough({ route }: Message, operator: string, marks: readonly Field[]): boolean {
  const sentFrom = marks.find(({ name }) => name === 'x-mailgun-sending-ip')?.text.trim()
  return route.hops.some(
    ({ received: { from, by } }) =>
      (sentFrom !== undefined && from?.ip !== undefined && sameAddress(from.ip, sentFrom)) ||
      isOf(from?.helo, operator) ||
      isOf(from?.rdns, operator) ||
      isOf(by?.host, operator) ||
      (from?.ip !== undefined && operatorOfAddress(from.ip)?.id === operator),
  )
}

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
