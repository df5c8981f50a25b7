/** Counts what operators' hops write, over mail whose header is whole: the contracts of `chain/contracts.ts`. */
import type { Trust } from './chain/boundary.ts'
import { contractBook, contractName, type OperatorContract, type PathContract } from './chain/contracts.ts'
import type { Passage } from './chain/passage.ts'
import { CHECKS } from './checks/index.ts'
import { runChecks } from './checks/run.ts'
import { EXPECTED_HEADERS } from './expected.ts'
import { Message } from './message.ts'
import { requireBytes } from './mime/bytes.ts'
import { Collector } from './mime/collector.ts'
import { resolveLimits } from './mime/limits.ts'
import { requireInteger, requireStrings, requireType } from './util/arguments.ts'

export interface ContractSurvey {
  /**
   * Counts one message. It must be whole: what was taken from it would count as never written.
   * @throws TypeError when it is no Uint8Array.
   */
  add(message: Uint8Array): void
  /**
   * The contracts of all operators met in `least` messages or more, by operator id.
   * @param date ISO 8601. @param corpora Names of what was counted.
   * @throws TypeError or RangeError naming the argument that is wrong.
   */
  contracts(date: string, corpora: string[], least?: number): OperatorContract[]
}

/** A field is in a contract when it is one of the twelve, or in this share of the messages. */
const COMMON = 0.9
const LEAST = 10

interface Counted {
  passage: Pick<Passage, 'side' | 'path'>
  operator: string
  messages: number
  /** By contract name: messages, and the sum of the places, between 0 and 1 from the top, where the first one stood. */
  fields: Map<string, { messages: number; places: number }>
}

export function createContractSurvey(): ContractSurvey {
  const trust: Trust = { hosts: [], networks: [] }
  const limits = resolveLimits(undefined)
  const none = contractBook([])
  const contractual = CHECKS.filter(({ meta }) => meta.contract)
  const paths = new Map<string, Counted>()
  const invariants = new Map<string, Map<string, [number, number]>>()

  const countPath = (message: Message, passage: Passage) => {
    const { side, path, operator } = passage
    const key = `${operator.id} ${side} ${path}`
    let counted = paths.get(key)
    if (!counted)
      paths.set(
        key,
        (counted = { passage: { side, path }, operator: operator.id, messages: 0, fields: new Map() }),
      )
    counted.messages++
    const seen = new Set<string>()
    const { fields } = message.header
    fields.forEach((field, index) => {
      const of = message.sideOf(field)
      const name = contractName(field.name)
      if (AUTHOR.has(name) || (of !== side && of !== 'unknown') || seen.has(name)) return
      seen.add(name)
      const entry = counted.fields.get(name) ?? { messages: 0, places: 0 }
      entry.messages++
      entry.places += index / fields.length
      counted.fields.set(name, entry)
    })
  }

  return {
    add(bytes) {
      requireBytes(bytes, 'message')
      const collector = new Collector(limits, bytes)
      collector.write(bytes)
      const message = new Message(collector.end(), trust, limits, none)
      const { recipient, sender } = message.passages
      if (recipient) countPath(message, recipient)
      if (sender) countPath(message, sender)
      const broken = new Map<string, boolean>()
      runChecks(contractual, message, true, (check, operator, held) => {
        const key = `${operator} ${check}`
        broken.set(key, (broken.get(key) ?? false) || !held)
      })
      for (const [key, failed] of broken) {
        const [operator, check] = key.split(' ')
        let rules = invariants.get(operator)
        if (!rules) invariants.set(operator, (rules = new Map()))
        const counts = rules.get(check) ?? [0, 0]
        rules.set(check, [counts[0] + (failed ? 0 : 1), counts[1] + 1])
      }
    },
    contracts(date, corpora, least = LEAST) {
      requireType(date, 'string', 'date')
      requireStrings(corpora, 'corpora')
      requireInteger(least, 'least')
      const operators = new Set([
        ...[...paths.values()].map(({ operator }) => operator),
        ...invariants.keys(),
      ])
      return [...operators]
        .sort()
        .map((operator) => ({
          operator,
          date,
          corpora,
          paths: [...paths.values()]
            .filter((counted) => counted.operator === operator && counted.messages >= least)
            .map(pathContract)
            .sort((a, b) => (a.side + a.path < b.side + b.path ? -1 : 1)),
          invariants: Object.fromEntries(
            [...(invariants.get(operator) ?? [])].filter(([, [, of]]) => of >= least).sort(),
          ),
        }))
        .filter(({ paths: own, invariants: rules }) => own.length > 0 || Object.keys(rules).length > 0)
    },
  }
}

function pathContract({ passage, messages, fields }: Counted): PathContract {
  const common = [...fields].filter(
    ([name, counts]) => TWELVE.has(name) || counts.messages / messages >= COMMON,
  )
  const place = ([, counts]: (typeof common)[number]) => counts.places / counts.messages
  common.sort((a, b) => place(a) - place(b) || (a[0] < b[0] ? -1 : 1))
  return {
    ...passage,
    messages,
    fields: Object.fromEntries(common.map(([name, counts]) => [name, counts.messages])),
  }
}

const TWELVE = new Set(EXPECTED_HEADERS.map((name) => contractName(name.toLowerCase())))

/** Written by the author’s program and by whoever forwards or receives: no operator’s hop is known by them. */
const AUTHOR = new Set([
  'from',
  'to',
  'cc',
  'bcc',
  'sender',
  'reply-to',
  'subject',
  'date',
  'message-id',
  'in-reply-to',
  'references',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'content-disposition',
  'content-language',
  'content-id',
  'user-agent',
  'x-mailer',
  'x-priority',
  'importance',
  'precedence',
  'thread-topic',
  'thread-index',
  'accept-language',
  'list-id',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'list-post',
  'list-help',
  'list-subscribe',
  'list-archive',
  'x-mailing-list',
  'return-path',
  'delivered-to',
  'x-original-to',
  'feedback-id',
  'x-csa-complaints',
  'x-sfmc-stack',
  // a recipient's Exchange puts it below its own lines
  'x-incomingtopheadermarker',
])
