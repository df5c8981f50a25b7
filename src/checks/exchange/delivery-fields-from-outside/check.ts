import { cameByExchange, isSealedByExchange } from '../../../chain/exchange.ts'
import { mayBeResent } from '../../../chain/resent.ts'
import { cut } from '../../../cut.ts'
import type { Message } from '../../../message.ts'
import type { Field } from '../../../mime/field.ts'
import { rangeOf } from '../../../mime/range.ts'
import { type Check, places } from '../../check.ts'

/** Fields that Exchange Online writes as it delivers (exchange-headers 2.1), on what a sender without Exchange handed over. */
export const check: Check = {
  meta: {
    id: 'exchange/delivery-fields-from-outside',
    title: 'Fields of a delivery by Exchange Online came with the message, and no Exchange had delivered it',
    question: 'headersForged',
    severity: 'medium',
    evidenceGroup: 'pasted-fields',
    reads: 'header',
  },
  run(message, reporter) {
    const { header } = message
    if (!message.route.handover) return
    const fields: Field[] = []
    for (const name of DELIVERY)
      if (header.has(name))
        for (const field of header.all(name)) if (message.sideOf(field) === 'sender') fields.push(field)
    if (fields.length === 0 || cameByExchange(message.route)) return
    const names = [...new Set(fields.map(({ rawName }) => rawName))].join(', ')
    const evidence = places(fields, rangeOf)
    if (hasOtherTraces(message)) {
      reporter.dismiss({
        reason: 'other-traces-of-exchange',
        summary: `${names} ${fields.length === 1 ? 'agrees' : 'agree'} with other traces of Exchange Online, whose Received lines are missing`,
        evidence,
      })
      return
    }
    if (mayBeResent(header, message.route)) {
      reporter.dismiss({
        reason: 'resent',
        summary: `${names}: the message may have been delivered before and sent again by a person`,
        evidence,
      })
      return
    }
    reporter.find({
      summary: `${names} ${fields.length === 1 ? 'is' : 'are'} written by Exchange Online as it delivers, came with the message, and no host of Exchange Online is on its way on the sender's side`,
      evidence,
      data: {
        fields: fields.slice(0, SHOWN).map(({ rawName, text }) => `${rawName}: ${cut(text.trim(), LONGEST)}`),
      },
    })
  },
}

const DELIVERY = [
  'x-incomingheadercount',
  'x-eopattributedmessage',
  'x-message-info',
  'x-message-info-original',
  'x-message-delivery',
  'x-message-delivery-original',
  'x-microsoft-antispam-mailbox-delivery',
  'x-ms-exchange-transport-endtoendlatency',
]
/** Fields in the figures of a finding, and characters of each value. */
const SHOWN = 8
const LONGEST = 80

/** What Exchange Online writes as it hands on, of which a relay that takes Received lines away leaves the most. */
const HANDED_ON = ['x-ms-traffictypediagnostic', 'x-ms-publictraffictype', 'x-ms-exchange-crosstenant-id']

function hasOtherTraces(message: Message): boolean {
  return (
    isSealedByExchange(message.authentication, message.route) ||
    HANDED_ON.some((name) => message.header.all(name).some((field) => message.sideOf(field) === 'sender'))
  )
}
