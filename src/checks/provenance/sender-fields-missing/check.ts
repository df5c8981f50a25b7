import { isAlways } from '../../../chain/contracts.ts'
import { countFields } from '../../../chain/passage.ts'
import { rangeOf } from '../../../mime/range.ts'
import type { Check } from '../../check.ts'

/** Fields that the operator which handed the message over always writes on that path are missing (chain/contracts). */
export const check: Check = {
  meta: {
    id: 'provenance/sender-fields-missing',
    title: 'Fields that the sending operator always writes are missing',
    question: 'headersRemoved',
    severity: 'medium',
    evidenceGroup: 'sender-fields',
    reads: 'header',
  },
  run(message, reporter) {
    const { sender } = message.passages
    if (!sender || !message.headerComplete) return
    const { operator, path, evidence } = sender
    const contract = message.contracts.path(operator.id, 'sender', path)
    if (!contract) return
    const missing = Object.entries(contract.fields).filter(
      ([name, count]) =>
        !OWN_CHECK.has(name) &&
        isAlways(count, contract.messages) &&
        countFields(message.header, message.route, sender, name).length === 0,
    )
    if (missing.length === 0) return
    const names = missing.map(([name]) => name)
    reporter.find({
      grade: missing.length === 1 ? 'one' : 'several',
      summary: `${operator.name} handed the message over (${path}), and ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}, which it always writes then, ${names.length === 1 ? 'is' : 'are'} not there`,
      evidence: [rangeOf(evidence)],
      data: {
        path,
        missing: names,
        contract: { operator: operator.id, held: missing[0][1], of: contract.messages },
      },
      removed: names,
    })
  },
}

/** Other checks read their absence. */
const OWN_CHECK = new Set(['received', 'received-spf', 'authentication-results', 'dkim-signature'])
