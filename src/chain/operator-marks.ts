/**
 * What mail services write into the messages that they send: fields of their own, and Message-IDs in a form of their own. Each
 * form is that of real mail of the service (received-grammar 4; counted on the mail of the contracts).
 */
import { parseExchangeHost } from '../fields/exchange-host.ts'
import { EXCHANGE_ONLINE } from './operators.ts'

export interface OperatorMarks {
  /** Id in the operators' table. */
  operator: string
  name: string
  /** Fields, with a text that their value must hold. */
  fields: readonly (readonly [name: string, part: string])[]
  /** Right sides of its Message-IDs, whole or as an end behind a dot; and whether a left side is one that it makes. */
  ids?: { hosts: readonly string[]; isForm: (left: string, host: string) => boolean }
  /** Field in which the service says from which address it sent. */
  sentFrom?: string
  /** Its hosts may have customers' names. */
  lent?: boolean
}

/** Of the time and a UUID, as `01000195d55e1c7b-bfc8be60-6348-4cfd-a496-41bbea9170ec-000000`. */
const SES_ID = /^[\da-f]{16}-[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}-\d{6}$/
/** `CA` and base64 since 2011, hexadecimal digits before, some with dots. */
const GMAIL_ID = /^(?:CA[\w+=-]{20,100}|[\da-f][\da-f.]{13,80})$/
const SENDGRID_ID = /^[\w-]{22}$/
const MAILGUN_ID = /^\d{14}\.[\da-f]{12,24}$|^\d{14}\.\d+\.\d+$/

export const OPERATOR_MARKS: readonly OperatorMarks[] = [
  {
    operator: 'amazon-ses',
    name: 'Amazon SES',
    fields: [
      ['x-ses-outgoing', ''],
      ['feedback-id', ':AmazonSES'],
    ],
    ids: { hosts: ['amazonses.com'], isForm: (left) => SES_ID.test(left) },
    sentFrom: 'x-ses-outgoing',
  },
  {
    operator: EXCHANGE_ONLINE,
    name: 'Exchange Online',
    fields: [],
    ids: { hosts: [], isForm: isExchangeForm },
  },
  {
    operator: 'google',
    name: 'Gmail',
    fields: [],
    ids: { hosts: ['mail.gmail.com'], isForm: (left) => GMAIL_ID.test(left) },
  },
  {
    operator: 'salesforce',
    name: 'Salesforce Marketing Cloud',
    fields: [['x-sfmc-stack', '']],
    lent: true,
  },
  {
    operator: 'sendgrid',
    name: 'SendGrid',
    fields: [
      ['x-sg-eid', ''],
      ['x-sg-id', ''],
    ],
    ids: { hosts: [], isForm: (left) => SENDGRID_ID.test(left) },
    lent: true,
  },
  {
    operator: 'mailchimp',
    name: 'Mailchimp',
    fields: [
      ['x-mc-user', ''],
      ['x-mandrill-user', ''],
    ],
  },
  {
    operator: 'mailgun',
    name: 'Mailgun',
    fields: [
      ['x-mailgun-sid', ''],
      ['x-mailgun-sending-ip', ''],
    ],
    ids: { hosts: ['mailgun.org', 'mailgun.net'], isForm: (left) => MAILGUN_ID.test(left) },
    sentFrom: 'x-mailgun-sending-ip',
    lent: true,
  },
]

/** A mailbox server of Exchange Online puts its own name first. */
function isExchangeForm(left: string, host: string): boolean {
  const machine = parseExchangeHost(host)?.machine
  return machine !== undefined && left.toUpperCase().startsWith(machine)
}

/** SendGrid's machines by the names that they give themselves: they have no domain, and write them into Message-IDs and lines. */
export function isSendGridMachine(host: string): boolean {
  return /^(?:geopod-)?ismtpd-|^filterdrecv-|^recvd-/.test(host)
}

/** Whether a Message-ID with this right side is one of the service's. */
export function isIdOf({ operator, ids }: OperatorMarks, host: string): boolean {
  if (operator === 'sendgrid') return isSendGridMachine(host)
  if (operator === EXCHANGE_ONLINE) return parseExchangeHost(host)?.role === 'mailbox'
  const lower = host.toLowerCase()
  return ids?.hosts.some((end) => lower === end || lower.endsWith(`.${end}`)) ?? false
}
