import { ownerOf, type RouteHop } from '../../../chain/hops.ts'
import type { Message } from '../../../message.ts'
import type { Field } from '../../../mime/field.ts'
import { rangeOf } from '../../../mime/range.ts'
import type { Check } from '../../check.ts'

/** An Authentication-Results field in the recipient's name that the recipient cannot have written (RFC 8601 5). */
export const check: Check = {
  meta: {
    id: 'authentication/verdict-without-hop',
    title: "A verdict in the recipient's name came with the message",
    question: 'headersForged',
    severity: 'high',
    evidenceGroup: 'forged-verdict',
    reads: 'header',
  },
  run(message, reporter) {
    const { route } = message
    const owner = route.handover?.owner
    if (owner === undefined) return
    let count: ((id: string) => number) | undefined
    for (const [id, verdicts] of verdictsById(message, owner)) {
      const below = verdicts.filter(({ fields }) => message.sideOf(fields[0]) === 'sender')
      if (below.length === 0) continue
      const evidence = below.flatMap(({ fields }) => fields.map(rangeOf))
      // Each passage through a host of that name may leave one verdict.
      count ??= passageCounter(message, owner)
      const passages = count(id)
      const name = id === '' ? 'Exchange Online' : id
      if (verdicts.length <= passages) {
        reporter.dismiss({
          reason: 'own-passage',
          summary: `${name} handled the message ${passages === 1 ? 'once' : `${passages} times`} and may have judged it as often`,
          evidence,
        })
        continue
      }
      reporter.find({
        grade: owner === 'exchange-online' ? 'renamed-there' : 'own-identifier',
        summary: `${verdicts.length} verdicts are in the name of ${name}, which handled the message ${passages === 1 ? 'once' : `${passages} times`}: what stands below the line in which the message was taken over came with it`,
        evidence: [...evidence, rangeOf(route.handover!.field)],
        data: {
          authservId: id,
          verdicts: verdicts.length,
          passages,
          results: below.map(({ methods }) => [...methods]),
        },
      })
    }
  },
}

interface Verdict {
  fields: Field[]
  methods: Set<string>
}

/**
 * Fields in the owner's name by authserv-id, in lower case and empty for Exchange Online, which writes none; top first.
 * Neighbours that judge different methods are one verdict.
 */
function verdictsById(message: Message, owner: string): Map<string, Verdict[]> {
  const byId = new Map<string, Verdict[]>()
  for (const { field, value } of message.authentication.results) {
    const id = value.form === 'microsoft' ? '' : (value.authservId ?? '').toLowerCase()
    if ((id === '' ? 'exchange-online' : ownerOf(id)) !== owner) continue
    let verdicts = byId.get(id)
    if (!verdicts) byId.set(id, (verdicts = []))
    const last = verdicts.at(-1)
    const methods = value.results.map(({ method }) => method)
    const adjacent = last !== undefined && field.start - last.fields.at(-1)!.end <= 2
    if (last && adjacent && !methods.some((method) => last.methods.has(method))) {
      last.fields.push(field)
      for (const method of methods) last.methods.add(method)
    } else verdicts.push({ fields: [field], methods: new Set(methods) })
  }
  return byId
}

/**
 * How often the message came to a host of that name; where the authserv-id is no host's name, to any host of the owner
 * from another one. Exchange renames what it finds on entering, so it leaves one a run of hops.
 */
function passageCounter(message: Message, owner: string): (id: string) => number {
  const { hops, boundary } = message.route
  if (owner === 'exchange-online') {
    let passages = 1
    let inside = false
    for (const hop of hops.slice(boundary!.hop + 1)) {
      const here = hop.owner === owner
      if (here && !inside) passages++
      inside = here
    }
    return () => passages
  }
  const named = new Map<string, number>()
  let transfers = 0
  for (const hop of hops) {
    const by = hop.received.by?.host.toLowerCase()
    if (by !== undefined) named.set(by, (named.get(by) ?? 0) + 1)
    if (hop.owner === owner && isTransfer(hop)) transfers++
  }
  return (id) => named.get(id) ?? transfers
}

/** Not from the same machine. */
function isTransfer({ received: { from, by } }: RouteHop): boolean {
  const local = from?.ip?.startsWith('127.') || from?.ip === '::1'
  return from !== undefined && !local && from.helo?.toLowerCase() !== by?.host.toLowerCase()
}
