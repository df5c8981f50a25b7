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
    const names: string[] = []
    for (const name of contract.always)
      if (!OWN_CHECK.has(name) && countFields(message.header, message.route, sender, name) === 0)
        names.push(name)
    if (names.length === 0) return
    reporter.find({
      grade: names.length === 1 ? 'one' : 'several',
      summary: `${operator.name} handed the message over (${path}), and ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}, which it always writes then, ${names.length === 1 ? 'is' : 'are'} not there`,
      evidence: [rangeOf(evidence)],
      data: {
        path,
        missing: names,
        contract: { operator: operator.id, held: contract.fields[names[0]], of: contract.messages },
      },
      removed: names,
    })
  },
}

/** Other checks read their absence. */
const OWN_CHECK = new Set(['received', 'received-spf', 'authentication-results', 'dkim-signature'])
