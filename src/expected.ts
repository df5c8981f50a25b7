/** The twelve headers that the transport rules of the 2022 campaign removed: what of each is there, and what its absence says. */
import { contractName, isAlways, isNever } from './chain/contracts.ts'
import { countFields, type Passage } from './chain/passage.ts'
import type { Found } from './checks/run.ts'
import type { Message } from './message.ts'
import type { ExpectedHeader } from './schema.ts'

/** As the rules named them (attack-chain, exchange-headers 3). */
export const EXPECTED_HEADERS = [
  'X-MS-Exchange-ExternalOriginalInternetSender',
  'X-MS-Exchange-SkipListedInternetSender',
  'Received-SPF',
  'Received',
  'ARC-Authentication-Results',
  'ARC-Message-Signature',
  'DKIM-Signature',
  'ARC-Seal',
  'X-MS-Exchange-SenderADCheck',
  'X-MS-Exchange-Authentication-Results',
  'Authentication-Results',
  'X-MS-Exchange-AntiSpam-MessageData-ChunkCount',
] as const

/** What is known of a header apart from counts, where its absence tells nothing to a recipient outside the tenant. */
const NOTES: Record<string, string> = {
  'X-MS-Exchange-ExternalOriginalInternetSender':
    'written only where a tenant has set up enhanced filtering for its connectors',
  'X-MS-Exchange-SkipListedInternetSender':
    'written only where a tenant has set up enhanced filtering for its connectors',
  'X-MS-Exchange-SenderADCheck':
    'a rule of the sending tenant does not take it away: it is stamped again after the rules',
  'ARC-Authentication-Results':
    'the set of the outbound Exchange is written after the rules of the sending tenant',
  'ARC-Message-Signature':
    'the set of the outbound Exchange is written after the rules of the sending tenant',
  'ARC-Seal': 'the set of the outbound Exchange is written after the rules of the sending tenant',
  'X-MS-Exchange-AntiSpam-MessageData-ChunkCount': 'Exchange writes it at some times and not at others',
}

export function expectedHeaders(message: Message, found: readonly Found[]): ExpectedHeader[] {
  const removers = new Map<string, string[]>()
  for (const { meta, draft } of found) {
    for (const name of draft.removed ?? []) {
      const key = contractName(name.toLowerCase())
      const checks = removers.get(key)
      if (!checks) removers.set(key, [meta.id])
      else if (!checks.includes(meta.id)) checks.push(meta.id)
    }
  }
  const { recipient, sender } = message.passages
  const passages = [recipient, sender].filter((passage) => passage !== undefined)
  return EXPECTED_HEADERS.map((header) => answer(message, header, passages, removers))
}

function answer(
  message: Message,
  header: (typeof EXPECTED_HEADERS)[number],
  passages: readonly Passage[],
  removers: ReadonlyMap<string, string[]>,
): ExpectedHeader {
  const name = contractName(header.toLowerCase())
  const written = passages.map((passage) => {
    const { operator, side, path } = passage
    const contract = message.contracts.path(operator.id, side, path)
    const found = countFields(message.header, message.route, passage, name).length
    return {
      operator: operator.name,
      side,
      path,
      found,
      written: contract ? ([contract.fields[name] ?? 0, contract.messages] as [number, number]) : undefined,
    }
  })
  const known = written.flatMap(({ written: counts }) => (counts ? [counts] : []))
  const found = message.header.all(header.toLowerCase()).length + renamed(message, name, header)
  const checks = removers.get(name)
  const note = NOTES[header]
  const telling = known.some((counts) => isAlways(...counts))
  const row = { header, found, telling, passages: written, ...(note === undefined ? {} : { note }) }
  if (checks) return { ...row, answer: 'removed', checks }
  if (found > 0) return { ...row, answer: 'present' }
  if (passages.length === 0) return { ...row, answer: 'not-visible' }
  if (known.length === passages.length && known.every((counts) => isNever(...counts)))
    return { ...row, answer: 'never-written' }
  return { ...row, answer: 'unknown' }
}

/** Fields that an Exchange on the way has renamed. */
function renamed({ header }: Message, name: string, as: string): number {
  let count = 0
  for (const field of header.fields)
    if (field.name !== as.toLowerCase() && contractName(field.name) === name) count++
  return count
}
