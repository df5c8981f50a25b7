/** What is kept of every message until its campaign is known: numbers in tables, texts once each and as bytes. */
import type { Verdict } from '../../schema.ts'
import { FIELDS, type Fingerprint } from './fingerprint.ts'
import { mix } from './hash.ts'
import { createTexts, type Texts } from './texts.ts'

const VERDICTS: readonly Verdict[] = ['clean', 'suspicious', 'hostile']
const STRIPPED = 4
const DESTINATIONS = 4
/** Numbers of a message: its row of marks, then these. */
const NUMBERS = 4 + DESTINATIONS
/** What is counted over messages: the first of its numbers, and how many there are. */
const COUNTED = {
  tenants: [1, 1],
  addresses: [2, 1],
  senders: [3, 1],
  destinations: [4, DESTINATIONS],
} as const
export type Counted = keyof typeof COUNTED
/** Bytes of texts for templates. */
const TEXT_BYTES = 64 << 20

export interface Store {
  /** Messages. */
  readonly size: number
  readonly paths: readonly string[]
  /** Marks that differ, one row each, and how many rows there are. */
  readonly marks: Int32Array
  readonly rows: number
  add(path: string, fingerprint: Fingerprint): void
  rowOf(message: number): number
  seenAt(message: number): number | undefined
  verdictOf(message: number): Verdict
  isStripped(message: number): boolean
  /** How many of the messages have which value. */
  count(messages: readonly number[], what: Counted): [value: string, count: number][]
  /** Undefined where there was no room to keep it. */
  textOf(message: number): { subject: string; text: string } | undefined
}

function grown<T extends Int32Array | Float64Array | Uint8Array>(values: T, count: number): T {
  if (count <= values.length) return values
  const next = new (values.constructor as new (length: number) => T)(
    Math.max(count, Math.ceil(1.5 * values.length)),
  )
  next.set(values)
  return next
}

/** Different texts by number, 0 for none. */
function createNames(): { idOf(name: string | undefined): number; of(id: number): string } {
  const ids = new Map<string, number>()
  const names: string[] = ['']
  return {
    idOf(name) {
      if (name === undefined || name === '') return 0
      let id = ids.get(name)
      if (id === undefined) {
        id = names.push(name) - 1
        ids.set(name, id)
      }
      return id
    },
    of: (id) => names[id],
  }
}

/** `most`: rows of marks at most. */
export function createStore(most: number): Store {
  const paths: string[] = []
  let marks = new Int32Array(64 * FIELDS)
  let rows = 0
  /** The last row of each hash of marks, and of each row the one of the same hash before it, -1 where there is none. */
  const byHash = new Map<number, number>()
  let before = new Int32Array(64)
  let numbers = new Int32Array(64 * NUMBERS)
  let seen = new Float64Array(64)
  let flags = new Uint8Array(64)
  const names = createNames()
  const texts: Texts = createTexts(TEXT_BYTES)

  const rowFor = (own: Int32Array): number => {
    let hash = 0
    for (let i = 0; i < FIELDS; i++) hash = mix(hash, own[i])
    const last = byHash.get(hash) ?? -1
    for (let row = last; row >= 0; row = before[row]) if (equals(marks, row * FIELDS, own)) return row
    if (rows === most) throw new RangeError(`at most ${most} different messages can be grouped`)
    byHash.set(hash, rows)
    before = grown(before, rows + 1)
    before[rows] = last
    marks = grown(marks, (rows + 1) * FIELDS)
    marks.set(own, rows * FIELDS)
    return rows++
  }

  return {
    get size() {
      return paths.length
    },
    paths,
    get marks() {
      return marks
    },
    get rows() {
      return rows
    },
    add(
      path,
      { marks: own, verdict, stripped, seen: time, tenant, address, sender, destinations, subject, text },
    ) {
      const row = rowFor(own)
      const message = paths.push(path) - 1
      numbers = grown(numbers, (message + 1) * NUMBERS)
      const at = message * NUMBERS
      numbers[at] = row
      numbers[at + 1] = names.idOf(tenant)
      numbers[at + 2] = names.idOf(address)
      numbers[at + 3] = names.idOf(sender)
      const end = Math.min(destinations.length, DESTINATIONS)
      for (let i = 0; i < end; i++) numbers[at + 4 + i] = names.idOf(destinations[i])
      seen = grown(seen, message + 1)
      seen[message] = time ?? Number.NaN
      flags = grown(flags, message + 1)
      flags[message] = VERDICTS.indexOf(verdict) | (stripped ? STRIPPED : 0)
      texts.add(row, own, subject, text)
    },
    rowOf: (message) => numbers[message * NUMBERS],
    seenAt: (message) => (Number.isNaN(seen[message]) ? undefined : seen[message]),
    verdictOf: (message) => VERDICTS[flags[message] & 3],
    isStripped: (message) => (flags[message] & STRIPPED) !== 0,
    count(messages, what) {
      const [from, places] = COUNTED[what]
      const counts = new Map<number, number>()
      for (const message of messages)
        for (let i = 0; i < places; i++) {
          const id = numbers[message * NUMBERS + from + i]
          if (id > 0) counts.set(id, (counts.get(id) ?? 0) + 1)
        }
      return Array.from(counts, ([id, count]) => [names.of(id), count])
    },
    textOf: (message) => texts.get(numbers[message * NUMBERS]),
  }
}

function equals(marks: Int32Array, at: number, own: Int32Array): boolean {
  for (let i = 0; i < FIELDS; i++) if (marks[at + i] !== own[i]) return false
  return true
}
