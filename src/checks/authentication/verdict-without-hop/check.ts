import { ownerOf } from '../../../chain/hops.ts'
import type { AuthenticationResults } from '../../../fields/authentication-results.ts'
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
    const verdicts = verdictsOf(message, owner)
    const below = verdicts.filter(({ fields }) => message.sideOf(fields[0]) === 'sender')
    if (below.length === 0) return
    const evidence = below.flatMap(({ fields }) => fields.map(rangeOf))
    // Each passage through the owner's hosts may leave one verdict.
    const passages = passagesOf(message, owner)
    if (verdicts.length <= passages) {
      if (below.length >= passages) return
      reporter.dismiss({
        reason: 'earlier-passage',
        summary: `${owner} also handled the message earlier on its way, and may have judged it then`,
        evidence,
      })
      return
    }
    reporter.find({
      grade: owner === 'exchange-online' ? 'renamed-there' : 'own-identifier',
      summary: `${below.length} Authentication-Results in the name of ${owner} ${below.length === 1 ? 'stands' : 'stand'} below the line in which ${owner} took the message over, so it came with the message`,
      evidence: [...evidence, rangeOf(route.handover!.field)],
      data: { verdicts: verdicts.length, passages, results: below.map(({ methods }) => [...methods]) },
    })
  },
}

interface Verdict {
  fields: Field[]
  methods: Set<string>
}

/** Fields in the owner's name, top first; neighbours that judge different methods are one verdict. */
function verdictsOf(message: Message, owner: string): Verdict[] {
  const verdicts: Verdict[] = []
  for (const { field, value } of message.authentication.results) {
    if (claimantOf(value) !== owner) continue
    const last = verdicts.at(-1)
    const methods = value.results.map(({ method }) => method)
    const previous = last?.fields.at(-1)
    const adjacent = previous !== undefined && field.start - previous.end <= 2
    if (last && adjacent && !methods.some((method) => last.methods.has(method))) {
      last.fields.push(field)
      for (const method of methods) last.methods.add(method)
    } else verdicts.push({ fields: [field], methods: new Set(methods) })
  }
  return verdicts
}

function claimantOf({ form, authservId }: AuthenticationResults): string | undefined {
  return form === 'microsoft' ? 'exchange-online' : ownerOf(authservId)
}

/** Unbroken runs of hops at the owner's hosts: the recipient's own, and earlier ones below it. */
function passagesOf(message: Message, owner: string): number {
  const { hops, boundary } = message.route
  let passages = 1
  let inside = false
  for (const hop of hops.slice(boundary!.hop + 1)) {
    const here = hop.owner === owner
    if (here && !inside) passages++
    inside = here
  }
  return passages
}
