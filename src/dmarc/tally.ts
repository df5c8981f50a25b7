/** Counting in bounded memory. */
import { cut } from '../cut.ts'
import type { ByteRange } from '../mime/range.ts'

/** A value, and how many messages have it. */
export interface DmarcCount {
  value: string
  messages: number
}

export interface DmarcTally {
  /** Most messages first. */
  values: DmarcCount[]
  /** Messages with values beyond those. */
  others: number
}

/** Values that are told apart in one tally; further ones count as others. */
const MOST_VALUES = 32
/** Code units of a value, which a hostile report may make long; no domain name is longer. */
export const LONGEST = 255

export interface Tally {
  add(value: string, messages: number): void
  get(): DmarcTally
}

/** One character order for all, so that the same reports give the same lists. */
const byMessages = (a: DmarcCount, b: DmarcCount): number =>
  b.messages - a.messages || (a.value < b.value ? -1 : 1)

export function createTally(): Tally {
  const counts = new Map<string, number>()
  let others = 0
  return {
    add(value, messages) {
      const key = cut(value, LONGEST)
      const known = counts.get(key)
      if (known === undefined && counts.size >= MOST_VALUES) others += messages
      else counts.set(key, (known ?? 0) + messages)
    },
    get: () => ({
      values: [...counts].map(([value, messages]) => ({ value, messages })).sort(byMessages),
      others,
    }),
  }
}

/** A record of a report that something rests on. */
export interface DmarcEvidence {
  /** Path of the report. */
  path: string
  /** Number of the record in it, from 1. */
  record: number
  /** Bytes of the XML, once it is unpacked. */
  evidence: ByteRange
  messages: number
  /** Whether the message that brought the report was verified; absent where it came in none, or nothing says. */
  verified?: boolean
}

/** Records that are kept: those with most messages. */
const MOST_EVIDENCE = 5

export function addEvidence(list: DmarcEvidence[], one: DmarcEvidence): void {
  const last = list[MOST_EVIDENCE - 1]
  if (last && order(last, one) <= 0) return
  list.push(one)
  list.sort(order)
  if (list.length > MOST_EVIDENCE) list.pop()
}

const order = (a: DmarcEvidence, b: DmarcEvidence): number =>
  b.messages - a.messages || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.record - b.record)
