import type { RouteHop } from '../../../chain/hops.ts'
import { madeBy } from '../../../chain/made.ts'
import { isInDomain, operatorOfHost } from '../../../chain/operators.ts'
import { parseExchangeHost } from '../../../fields/exchange-host.ts'
import { rangeOf } from '../../../mime/range.ts'
import type { Check } from '../../check.ts'

/** A machine inside an operator handed the message on, and there is no line of its receiving it (RFC 5321 4.4). */
export const check: Check = {
  meta: {
    id: 'route/internal-hop-missing',
    title: 'A machine handed the message on without a line of having received it',
    question: 'headersRemoved',
    severity: 'high',
    evidenceGroup: 'internal-hops',
    reads: 'header',
    contract: true,
  },
  run(message, reporter) {
    if (!message.headerComplete) return
    const { hops } = message.route
    let oldestAt: Map<string, number> | undefined
    for (const hop of hops) {
      const { index: i, operator, received, field } = hop
      const helo = received.from?.helo
      if (!operator || helo === undefined || operatorOfHost(helo) !== operator) continue
      if (!isMachine(helo) || operator.silent.some((end) => isInDomain(helo, end))) continue
      const own = hop.heloMachine!
      // what the machine writes to itself is the end of the line: a mailbox handed over within it
      if (received.by && own === hop.machine) continue
      oldestAt ??= oldestByMachine(hops)
      if ((oldestAt.get(own) ?? -1) > i) {
        reporter.held(operator.id)
        continue
      }
      const summary = `${helo} handed the message on, and there is no line in which it received it`
      const evidence = [rangeOf(field)]
      if (message.machines.mayHave(own.split('.')[0].toUpperCase())) {
        reporter.dismiss({
          reason: 'redacted-host',
          summary: `${helo} may be among the host names that were damaged by redaction`,
          evidence,
        })
        continue
      }
      if (i === hops.length - 1 && message.ownMail !== undefined) {
        reporter.dismiss({ reason: 'made-by-server', summary: madeBy(helo, message.ownMail), evidence })
        continue
      }
      reporter.find({
        summary,
        evidence,
        data: { host: helo, hop: i },
        operator: operator.id,
        removed: ['Received'],
      })
    }
  },
}

/** The oldest hop at which each machine received. */
function oldestByMachine(hops: readonly RouteHop[]): Map<string, number> {
  const oldest = new Map<string, number>()
  for (const { index, machine } of hops) if (machine !== undefined) oldest.set(machine, index)
  return oldest
}

/** A single machine's name: of Exchange Online by its grammar, else any with a label of its own below the operator's domain. */
function isMachine(host: string): boolean {
  const exchange = parseExchangeHost(host)
  return exchange ? exchange.role !== 'unknown' : host.split('.').length > 2
}
