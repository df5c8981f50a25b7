import { ownerOf, type RouteHop } from '../../../chain/hops.ts'
import { EXCHANGE_ONLINE, GOOGLE, isInDomain } from '../../../chain/operators.ts'
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
    if (!route.handover) return
    const owner = route.handover.owner ?? judgeOf(message)
    const exchange = owner === EXCHANGE_ONLINE
    if (exchange && isSubmitted(message)) return
    let passagesOf: PassageCounter | undefined
    for (const [id, verdicts] of verdictsById(message, owner)) {
      const passages = exchange
        ? Math.max(1, entrances(message))
        : (passagesOf ??= passageCounter(message, owner))(id, verdicts[0])
      const isBelow = (field: Field) => message.sideOf(field) === 'sender'
      const below = verdicts.filter(({ fields }) => fields.some(isBelow))
      const surplus = verdicts.length > passages
      const suspects = below.length > 0 ? below : exchange && surplus ? verdicts : []
      if (suspects.length === 0) continue
      const judged = suspects.flatMap(({ fields }) => fields)
      const evidence = (below.length > 0 ? judged.filter(isBelow) : judged).map(rangeOf)
      const name = exchange ? 'Exchange Online' : id
      const times = passages === 1 ? 'once' : `${passages} times`
      // Each passage through a host of that name may leave one verdict.
      if (!exchange && !surplus) {
        reporter.dismiss({
          reason: 'own-passage',
          summary: `${name} handled the message ${times} and may have judged it as often`,
          evidence,
        })
        continue
      }
      reporter.find({
        grade: exchange ? 'renamed-there' : 'own-identifier',
        summary: exchange
          ? `${verdicts.length} verdicts are in the form of ${name}, which judged the message ${times} and renames what others wrote`
          : `${verdicts.length} verdicts are in the name of ${name}, which handled the message ${times}: what stands below the line in which the message was taken over came with it`,
        evidence: [...evidence, rangeOf(route.handover.field)],
        data: {
          authservId: id,
          verdicts: verdicts.length,
          passages,
          results: suspects.map(({ methods }) => [...methods]),
        },
      })
    }
  },
}

/**
 * How often the recipient's Exchange Online took the message over from outside. Its front end judges each time, once, and
 * renames every Authentication-Results that it finds: 4,343 of 4,345 messages have one such field and no other.
 */
function entrances({ route: { hops, boundary, handover } }: Message): number {
  const ends = handover?.operator?.ingress ?? []
  return hops
    .slice(0, boundary!.hop + 1)
    .filter(({ received: { by } }) => by !== undefined && ends.some((end) => isInDomain(by.host, end))).length
}

/** Whether a mailbox handed the message in: then Exchange itself writes a verdict below the lines of its hops. */
function isSubmitted({ route: { hops, boundary } }: Message): boolean {
  return hops.slice(0, boundary!.hop + 1).some(({ received }) => received.with?.toLowerCase() === 'mapi')
}

/** Whose verdict stands above the line of a host without a public name, where only the recipient writes. */
function judgeOf(message: Message): string | undefined {
  const [top] = message.authentication.results
  return top && message.sideOf(top.field) === 'recipient' ? ownerOf(top.value.authservId) : undefined
}

interface Verdict {
  fields: Field[]
  methods: Set<string>
}

/**
 * Fields in the name of the owner, or of the host that took the message over, by authserv-id, in lower case and empty for Exchange Online, which writes none; top first.
 * Neighbours that judge different methods are one verdict, and so are those that part the line of that host: of its filters, some
 * put their fields above the line that it will write, and some below.
 */
function verdictsById(message: Message, owner: string | undefined): Map<string, Verdict[]> {
  const byId = new Map<string, Verdict[]>()
  let blocks: Map<Field, Block> | undefined
  const host = message.route.handover?.received.by?.host.toLowerCase()
  for (const { field, value } of message.authentication.results) {
    const id = value.form === 'microsoft' ? '' : (value.authservId ?? '').toLowerCase()
    if (id !== host && (owner === undefined || (id === '' ? EXCHANGE_ONLINE : ownerOf(id)) !== owner))
      continue
    let verdicts = byId.get(id)
    if (!verdicts) byId.set(id, (verdicts = []))
    const last = verdicts.at(-1)
    const methods = value.results.map(({ method }) => method)
    blocks ??= last && blocksOf(message)
    const block = blocks?.get(field)
    const beside = last && (blocks!.get(last.fields.at(-1)!) === block || block!.host === id)
    if (beside && !methods.some((method) => last.methods.has(method))) {
      last.fields.push(field)
      for (const method of methods) last.methods.add(method)
    } else verdicts.push({ fields: [field], methods: new Set(methods) })
  }
  return byId
}

/** Fields that filters write of a message that they judge, each for itself: SPF, DKIM, ARC and DMARC are often four programs. */
const OF_FILTERS = new Set([
  'authentication-results',
  'received-spf',
  'arc-seal',
  'arc-message-signature',
  'arc-authentication-results',
  'dkim-filter',
  'dmarc-filter',
  'arc-filter',
])

interface Block {
  /** The host, in lower case, that wrote the Received line right above it. */
  host: string | undefined
}

/** In which unbroken block of such fields each Authentication-Results stands. */
function blocksOf({ header, route }: Message): Map<Field, Block> {
  const hosts = new Map(route.hops.map(({ field, received }) => [field, received.by?.host.toLowerCase()]))
  const blocks = new Map<Field, Block>()
  let block: Block = { host: undefined }
  for (const field of header.fields) {
    if (!OF_FILTERS.has(field.name)) block = { host: hosts.get(field) }
    else if (field.name === 'authentication-results') blocks.set(field, block)
  }
  return blocks
}

type PassageCounter = (id: string, verdict: Verdict) => number

/**
 * How often the message may have been judged under a name: where it was taken over; before, at each line of a host of that
 * name or, where the authserv-id is no host's name, of any host of the owner that had it from another machine; and behind, at
 * each hop between the line in which it was taken over and the topmost verdict, since a filter there may judge it again, and at
 * that of the host itself right above it, since milters put their fields below the line that their server will write. Hops are gone through once for all names.
 */
function passageCounter({ route }: Message, owner: string | undefined): PassageCounter {
  const { hops, boundary, handover } = route
  const border = boundary!.hop
  // an owner known from his verdicts has hosts without public names
  const isOwned = (hop: RouteHop) => hop.owner === owner || hop.owner === handover!.owner
  const hosts = hops.map(({ received: { by } }) => by?.host.toLowerCase())
  const named = new Set(hosts)
  const before = new Map<string | undefined, number>()
  let transfers = 0
  for (let i = border + 1; i < hops.length; i++) {
    before.set(hosts[i], (before.get(hosts[i]) ?? 0) + 1)
    if (isOwned(hops[i]) && isTransfer(hops[i])) transfers++
  }
  const submitted =
    owner === GOOGLE ? hosts.filter((host, i) => host === GMAIL_API && i < hops.length - 1).length : 0
  /** Of the hops above the border, by index: how many from that one on had the message from another machine. */
  const behind = new Array<number>(border + 1).fill(0)
  for (let i = border - 1; i >= 0; i--) behind[i] = behind[i + 1] + (hops[i].received.from ? 1 : 0)
  return (id, { fields }) => {
    const at = fields[0].start
    let [low, high] = [0, border]
    while (low < high) {
      const middle = (low + high) >> 1
      if (hops[middle].field.start < at) low = middle + 1
      else high = middle
    }
    const rightAbove = low > 0 && hops[low].field.start > at && hosts[low - 1] === id
    return (
      1 +
      submitted +
      behind[low] +
      (rightAbove && hops[low - 1].received.from ? 1 : 0) +
      (named.has(id) ? (before.get(id) ?? 0) : transfers)
    )
  }
}

/** Takes a program's own mail, the oldest hop then, and messages that were elsewhere before, which Gmail judges anew. */
const GMAIL_API = 'gmailapi.google.com'

/** Not from the same machine. */
function isTransfer({ received: { from, by } }: RouteHop): boolean {
  const local = from?.ip?.startsWith('127.') || from?.ip === '::1'
  return from !== undefined && !local && from.helo?.toLowerCase() !== by?.host.toLowerCase()
}
