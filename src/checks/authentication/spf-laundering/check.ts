import type { Message } from '../../../message.ts'
import type { Field } from '../../../mime/field.ts'
import { rangeOf } from '../../../mime/range.ts'
import type { Check } from '../../check.ts'

/** SPF failed where the message entered a tenant, and passes for the tenant's own host at the recipient (exchange-headers R9). */
export const check: Check = {
  meta: {
    id: 'authentication/spf-laundering',
    title: 'SPF failed where the message entered a tenant, and passes behind it',
    question: 'headersForged',
    severity: 'medium',
    evidenceGroup: 'laundered-spf',
    reads: 'header',
  },
  run(message, reporter) {
    if (message.exchange.path !== 'relay') return
    const entrance = entranceResult(message)
    const recipient = recipientResult(message)
    if (!entrance || !recipient || recipient.result !== 'pass' || entrance.result === 'pass') return
    const evidence = [rangeOf(entrance.field), rangeOf(recipient.field)]
    const summary = `SPF was ${entrance.result} where the message entered Exchange Online, and is pass for the host that handed it over`
    // a mailbox that forwards lets its own operator rewrite the sender (SRS), so that SPF passes by design
    const sender = message.header.first('return-path')?.text.toLowerCase() ?? ''
    if (sender.includes('srs=') || sender.includes('+srs')) {
      reporter.dismiss({
        reason: 'rewritten-sender',
        summary: `${summary}; the return path was rewritten, as forwarding does`,
        evidence,
      })
      return
    }
    reporter.find({
      grade: entrance.result === 'fail' ? 'fail' : 'no-pass',
      summary,
      evidence,
      data: { entrance: entrance.result, recipient: recipient.result },
    })
  },
}

interface Judged {
  field: Field
  result: string
}

/** What the tenant's front end said: its results under their new name, else its Received-SPF, else the sealed copy. */
function entranceResult(message: Message): Judged | undefined {
  const { renamed, spf, arc, arcFields } = message.authentication
  for (const { field, value } of renamed) {
    if (field.name !== 'x-ms-exchange-authentication-results') continue
    const result = value.results.find(({ method }) => method === 'spf')?.result
    if (result !== undefined) return { field, result }
  }
  for (const { field, value } of spf)
    if (value.result !== undefined && message.sideOf(field) === 'sender')
      return { field, result: value.result }
  const sealed = arc.sets[0]
  if (sealed?.seal?.value.domain !== 'microsoft.com' || !sealed.authenticationResults) return undefined
  const { value, index } = sealed.authenticationResults
  const result = value.results.find(({ method }) => method === 'spf')?.result
  return result === undefined ? undefined : { field: arcFields[index], result }
}

function recipientResult(message: Message): Judged | undefined {
  for (const { field, value } of message.authentication.results) {
    if (message.sideOf(field) !== 'recipient') continue
    const result = value.results.find(({ method }) => method === 'spf')?.result
    if (result !== undefined) return { field, result }
  }
  for (const { field, value } of message.authentication.spf)
    if (value.result !== undefined && message.sideOf(field) === 'recipient')
      return { field, result: value.result }
  return undefined
}
