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

/** The twelve by contract name, with the names under which a message may have them. */
const ROWS = EXPECTED_HEADERS.map((header, index) => {
  const name = contractName(header.toLowerCase())
  return { index, header, name, names: spellings(name), note: NOTES[header] }
})

/** What a contract says of one of the twelve. */
interface Written {
  count: number
  always: boolean
  never: boolean
}

const written = new WeakMap<BoundPath, readonly Written[]>()

/** What it says of each of them. */
function writtenBy(contract: BoundPath): readonly Written[] {
  let known = written.get(contract)
  if (!known) {
    known = ROWS.map(({ name }) => {
      const count = contract.fields[name] ?? 0
      return { count, always: contract.always.has(name), never: isNever(count, contract.messages) }
    })
    written.set(contract, known)
  }
  return known
}

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
  if (recipient) ways.push(wayOf(message, recipient))
  if (sender) ways.push(wayOf(message, sender))
  return ROWS.map((row) => answer(message, row, ways, removers))
}

/** A passage with what is known of it. */
interface Way {
  passage: Passage
  messages: number
  /** Undefined where the operator is not known well enough. */
  written: readonly Written[] | undefined
}

function wayOf(message: Message, passage: Passage): Way {
  const contract = message.contracts.path(passage.operator.id, passage.side, passage.path)
  return { passage, messages: contract?.messages ?? 0, written: contract && writtenBy(contract) }
}

function answer(
  { header: fields, route }: Message,
  { index, header, name, names, note }: (typeof ROWS)[number],
  ways: readonly Way[],
  removers: ReadonlyMap<string, string[]>,
): ExpectedHeader {
  let found = 0
  for (const spelling of names) found += fields.all(spelling).length
  let telling = false
  let never = ways.length > 0
  const passages: ExpectedHeader['passages'] = []
  for (const { passage, messages, written } of ways) {
    const { operator, side, path } = passage
    const own = found === 0 ? 0 : countFields(fields, route, passage, name)
    const known = written?.[index]
    if (known?.always) telling = true
    if (!known?.never) never = false
    passages.push({
      operator: operator.name,
      side,
      path,
      found: own,
      written: known && [known.count, messages],
    })
  }
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
