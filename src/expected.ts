/** The twelve headers that the transport rules of the 2022 campaign removed: what of each is there, and what its absence says. */
import { type BoundPath, contractName, isNever, spellings } from './chain/contracts.ts'
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

/** The twelve by contract name. */
const ROWS = EXPECTED_HEADERS.map((header) => ({
  header,
  name: contractName(header.toLowerCase()),
  note: NOTES[header] as string | undefined,
}))

export function expectedHeaders(message: Message, found: readonly Found[]): ExpectedHeader[] {
  const removers = new Map<string, string[]>()
  for (const { meta, draft } of found) {
    if (!draft.removed) continue
    for (const name of draft.removed) {
      const key = contractName(name.toLowerCase())
      const checks = removers.get(key)
      if (!checks) removers.set(key, [meta.id])
      else if (!checks.includes(meta.id)) checks.push(meta.id)
    }
  }
  const { recipient, sender } = message.passages
  const ways: Way[] = []
  for (const passage of [recipient, sender])
    if (passage)
      ways.push({
        passage,
        contract: message.contracts.path(passage.operator.id, passage.side, passage.path),
      })
  return ROWS.map((row) => answer(message, row, ways, removers))
}

/** A passage with what is known of it. */
interface Way {
  passage: Passage
  contract: BoundPath | undefined
}

function answer(
  message: Message,
  { header, name, note }: (typeof ROWS)[number],
  ways: readonly Way[],
  removers: ReadonlyMap<string, string[]>,
): ExpectedHeader {
  let telling = false
  let never = ways.length > 0
  const passages: ExpectedHeader['passages'] = []
  for (const { passage, contract } of ways) {
    const { operator, side, path } = passage
    const found = countFields(message.header, message.route, passage, name)
    if (!contract) {
      never = false
      passages.push({ operator: operator.name, side, path, found })
      continue
    }
    const count = contract.fields[name] ?? 0
    telling ||= contract.always.has(name)
    never &&= isNever(count, contract.messages)
    passages.push({ operator: operator.name, side, path, found, written: [count, contract.messages] })
  }
  let found = 0
  for (const spelling of spellings(name)) found += message.header.all(spelling).length
  const checks = removers.get(name)
  const answer: ExpectedHeader['answer'] = checks
    ? 'removed'
    : found > 0
      ? 'present'
      : ways.length === 0
        ? 'not-visible'
        : never
          ? 'never-written'
          : 'unknown'
  return { header, found, answer, telling, passages, checks, note }
}
