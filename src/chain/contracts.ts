/**
 * What each operator's hops write, counted on real mail. A contract is data, fitted by `npm run fit:contracts`, never by
 * hand: how many of how many messages that went that way carry a field, and in how many of how many what ties the fields
 * together held. An absence is read against these counts, with the confidence that their number allows.
 */
import { requireObject, requireType, wrongType } from '../util/arguments.ts'
import { CONTRACTS as SHIPPED } from './contracts/index.ts'

/** One way through an operator. */
export interface PathContract {
  /** `recipient`: the operator took the message over for the recipient; `sender`: it handed the message over. */
  side: 'recipient' | 'sender'
  /** How the message came in, such as `relay`; see `passage.ts`. */
  path: string
  /** Messages that went this way. */
  messages: number
  /** Messages with the field, by contract name (see `contractName`); in the order in which they stand, top first. */
  fields: Record<string, number>
}

export interface OperatorContract {
  /** Operator id. */
  operator: string
  /** ISO 8601. */
  date: string
  /** First digits of the SHA-256 of each corpus' list of digests. */
  corpora: string[]
  paths: PathContract[]
  /** By id of the check that looks: messages in which the rule held, and messages to which it applied. */
  invariants: Record<string, [held: number, of: number]>
}

/** A path, with the fields that it always has. */
export interface BoundPath extends PathContract {
  /** Contract names. */
  always: ReadonlySet<string>
}

/** Contracts, ready for look-up. */
export interface ContractBook {
  path(operator: string, side: 'recipient' | 'sender', path: string): BoundPath | undefined
  invariant(operator: string, check: string): readonly [held: number, of: number] | undefined
}

/** z of the 95 % interval. */
const Z = 1.96
/** A rule binds where it held in at least this share of the messages that it applied to ... */
const HELD = 0.995
/** ... and where their number allows no share below this one: 35 of 35 do, 20 of 20 do not. */
const LEAST = 0.9
const RARE = 0.02

/** The Wilson score interval, 95 %, of a share of which `count` of `of` were met; `[0, 1]` of nothing. */
export function wilson(count: number, of: number): [low: number, high: number] {
  if (of === 0) return [0, 1]
  const share = count / of
  const z2 = (Z * Z) / of
  const middle = share + z2 / 2
  const spread = Z * Math.sqrt((share * (1 - share) + z2 / 4) / of)
  return [Math.max(0, (middle - spread) / (1 + z2)), Math.min(1, (middle + spread) / (1 + z2))]
}

/** Whether so many of so many mean "always": an exception would be news. */
export function isAlways(count: number, of: number): boolean {
  return of > 0 && count / of >= HELD && wilson(count, of)[0] >= LEAST
}

/** Whether so many of so many mean "never": their number allows no larger share than 2 %. */
export function isNever(count: number, of: number): boolean {
  return wilson(count, of)[1] <= RARE
}

/** @throws TypeError naming what is no contract of `createContractSurvey`. */
export function requireContracts(contracts: readonly OperatorContract[]): readonly OperatorContract[] {
  if (!Array.isArray(contracts)) wrongType('contracts', 'an array of contracts', contracts)
  for (const [i, contract] of contracts.entries()) {
    requireObject(contract, `contracts[${i}]`)
    requireType(contract.operator, 'string', `contracts[${i}].operator`)
    if (!Array.isArray(contract.paths)) wrongType(`contracts[${i}].paths`, 'an array', contract.paths)
    for (const [k, path] of contract.paths.entries()) {
      requireObject(path, `contracts[${i}].paths[${k}]`)
      requireObject(path.fields, `contracts[${i}].paths[${k}].fields`)
    }
    requireObject(contract.invariants, `contracts[${i}].invariants`)
  }
  return contracts
}

export function contractBook(contracts: readonly OperatorContract[]): ContractBook {
  /** By operator and path. */
  const paths = new Map<string, Map<string, Partial<Record<PathContract['side'], BoundPath>>>>()
  const invariants = new Map<string, readonly [number, number]>()
  for (const { operator, paths: own, invariants: rules } of contracts) {
    for (const path of own) {
      const always = Object.keys(path.fields).filter((name) => isAlways(path.fields[name], path.messages))
      let ofOperator = paths.get(operator)
      if (!ofOperator) paths.set(operator, (ofOperator = new Map()))
      ofOperator.set(path.path, {
        ...ofOperator.get(path.path),
        [path.side]: { ...path, always: new Set(always) },
      })
    }
    for (const [check, counts] of Object.entries(rules)) invariants.set(`${operator} ${check}`, counts)
  }
  return {
    path: (operator, side, path) => paths.get(operator)?.get(path)?.[side],
    invariant: (operator, check) => invariants.get(`${operator} ${check}`),
  }
}

/** The contracts that the package ships. */
export const CONTRACTS: ContractBook = contractBook(SHIPPED)

const CHUNKS = 'x-ms-exchange-antispam-messagedata-'

/**
 * A field's name in a contract. Exchange renames what an earlier Exchange wrote (`-Untrusted`, `-Original`); whether that
 * happened depends on who received, so the contract knows the field by its first name.
 */
export function contractName(name: string): string {
  if (name.startsWith(`${CHUNKS}original-`)) return CHUNKS + name.slice(CHUNKS.length + 9)
  if (name.endsWith('-untrusted')) return name.slice(0, -10)
  if (name.endsWith('-original')) return name.slice(0, -9)
  return name
}

const spelled = new Map<string, readonly string[]>()

/** The names under which a message may have the field of that contract name; contracts know few, so all are kept. */
export function spellings(name: string): readonly string[] {
  let all = spelled.get(name)
  if (!all) {
    const others = name.startsWith(CHUNKS)
      ? [`${CHUNKS}original-${name.slice(CHUNKS.length)}`]
      : [`${name}-original`, `${name}-untrusted`]
    spelled.set(name, (all = [name, ...others]))
  }
  return all
}
