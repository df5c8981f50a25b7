import { rangeOf } from '../../../mime/range.ts'
import type { Check } from '../../check.ts'

/** The service that handed the message over signs everything, and there is no signature (RFC 6376). */
export const check: Check = {
  meta: {
    id: 'authentication/signature-missing',
    title: 'The service that sent the message signs all its mail, and no signature is there',
    question: 'headersRemoved',
    severity: 'medium',
    evidenceGroup: 'signature',
    reads: 'header',
    contract: true,
  },
  run(message, reporter) {
    const { sender } = message.passages
    if (!sender || !message.headerComplete) return
    const { operator, evidence } = sender
    if (message.header.has('dkim-signature')) return reporter.held(operator.id)
    reporter.find({
      summary: `${operator.name} handed the message over and signs what it sends, and no DKIM-Signature is there`,
      evidence: [rangeOf(evidence)],
      operator: operator.id,
      removed: ['DKIM-Signature'],
    })
  },
}
