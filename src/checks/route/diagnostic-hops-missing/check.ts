import { namedMachines } from '../../../chain/exchange.ts'
import type { RouteHop } from '../../../chain/hops.ts'
import { madeBy } from '../../../chain/made.ts'
import { EXCHANGE_ONLINE } from '../../../chain/operators.ts'
import type { DiagnosticHop } from '../../../fields/exchange-trace.ts'
import { rangeOf } from '../../../mime/range.ts'
import type { Check } from '../../check.ts'

/** X-MS-TrafficTypeDiagnostic names machines that no Received field names (exchange-headers R1, R8). */
export const check: Check = {
  meta: {
    id: 'route/diagnostic-hops-missing',
    title: 'Machines that handled the message have no Received line',
    question: 'headersRemoved',
    severity: 'high',
    evidenceGroup: 'sender-hops',
    reads: 'header',
    contract: true,
  },
  run(message, reporter) {
    const { diagnostic, handover } = message.exchange
    if (!diagnostic || !message.headerComplete) return
    const { hops, boundary } = message.route
    const all = message.machines
    const machines = diagnostic.value.filter(({ role }) => role !== 'unknown')
    const missing = machines.filter(({ host }) => !all.has(host))
    if (missing.length === 0) {
      if (handover) reporter.held(EXCHANGE_ONLINE)
      return
    }
    const places = missing.map(({ start, end }) => diagnostic.field.range(start, end))
    const names = missing.map(({ host }) => host)
    if (missing.some(({ host }) => all.mayHave(host))) {
      reporter.dismiss({
        reason: 'redacted-host',
        summary: `${names.join(', ')} may be among the host names that were damaged by redaction`,
        evidence: places,
      })
      return
    }
    if (missing.every((machine) => isOfEarlierWay(machines.indexOf(machine), machines, hops))) {
      reporter.dismiss({
        reason: 'sent-again',
        summary: `${names.join(', ')} had the message before ${hops.at(-1)!.received.by!.host}, where it was put in from a mailbox again: its first way is not told by this one's lines`,
        evidence: places,
      })
      return
    }
    if (missing.length === 1 && missing[0] === machines[0] && message.ownMail !== undefined) {
      reporter.dismiss({
        reason: 'made-by-server',
        summary: madeBy(names[0], message.ownMail),
        evidence: places,
      })
      return
    }
    const recipient = namedMachines(boundary ? hops.slice(0, boundary.hop + 1) : [])
    const sender = machines.filter(({ host }) => !recipient.has(host))
    const grade = missing.length === sender.length ? 'all' : 'some'
    reporter.find({
      grade,
      summary:
        grade === 'all'
          ? `no Received line is left of ${names.join(', ')}, which X-MS-TrafficTypeDiagnostic says handled the message`
          : `no Received line names ${names.join(', ')}, which X-MS-TrafficTypeDiagnostic says handled the message`,
      evidence: handover ? [...places, rangeOf(handover.field)] : places,
      data: { missing: names, named: machines.map(({ host }) => host) },
      operator: EXCHANGE_ONLINE,
      removed: ['Received'],
    })
  },
}

/** Whether the machine had the message before it was put in once more, out of a mailbox, where the oldest line says. */
function isOfEarlierWay(
  index: number,
  machines: readonly DiagnosticHop[],
  hops: readonly RouteHop[],
): boolean {
  const oldest = hops.at(-1)
  if (oldest?.received.with?.toLowerCase() !== 'mapi' || oldest.machine === undefined) return false
  const again = machines.findLastIndex(({ host }) => host === oldest.machine)
  return again > 0 && index < again
}
