/** What is kept of every message until its campaign is known: numbers in tables, texts once each and as bytes. */
import type { Verdict } from '../../schema.ts'
import { FIELDS, type Fingerprint } from './fingerprint.ts'
import { mix } from './hash.ts'
import { createTexts, type Texts } from './texts.ts'

const VERDICTS: readonly Verdict[] = ['clean', 'suspicious', 'hostile']
const STRIPPED = 4
const DESTINATIONS = 4
/** Numbers of a message: its row of marks, tenant, address, sender, destinations. */
const NUMBERS = 4 + DESTINATIONS
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
  tenantOf(message: number): string[]
  addressOf(message: number): string[]
  senderOf(message: number): string[]
  destinationsOf(message: number): string[]
  /** Undefined where there was no room to keep it. */
  textOf(message: number): { subject: string; text: string } | undefined
}

function grown<T extends Int32Array | Float64Array | Uint8Array>(values: T, count: number): T {
  if (count <= values.length) return values
  const next = new (values.constructor as new (length: number) => T)(Math.max(count, 2 * values.length))
  next.set(values)
  return next
}

/** Different texts by number, 0 for none. */
function createNames(): { idOf(name: string | undefined): number; of(ids: Int32Array): string[] } {
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
    of: (list) =>
      Array.from(
        list.filter((id) => id > 0),
        (id) => names[id],
      ),
  }
}

/** `most`: rows of marks at most. */
export function createStore(most: number): Store {
  const paths: string[] = []
  let marks = new Int32Array(64 * FIELDS)
  let rows = 0
  /** Rows by the hash of their marks; those of one hash follow one another. */
  const byHash = new Map<number, number>()
  let numbers = new Int32Array(64 * NUMBERS)
  let seen = new Float64Array(64)
  let flags = new Uint8Array(64)
  const names = createNames()
  const texts: Texts = createTexts(TEXT_BYTES)

  const rowFor = (own: Int32Array): number => {
    let hash = 0
    for (let i = 0; i < FIELDS; i++) hash = mix(hash, own[i])
    for (;;) {
      const row = byHash.get(hash)
      if (row === undefined) break
      if (equals(marks, row * FIELDS, own)) return row
      hash = mix(hash, 1)
    }
    if (rows === most) throw new RangeError(`at most ${most} different messages can be grouped`)
    byHash.set(hash, rows)
    marks = grown(marks, (rows + 1) * FIELDS)
    marks.set(own, rows * FIELDS)
    return rows++
  }
  const named = (message: number, from: number, count = 1): string[] =>
    names.of(numbers.subarray(message * NUMBERS + from, message * NUMBERS + from + count))

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
    tenantOf: (message) => named(message, 1),
    addressOf: (message) => named(message, 2),
    senderOf: (message) => named(message, 3),
    destinationsOf: (message) => named(message, 4, DESTINATIONS),
    textOf: (message) => texts.get(numbers[message * NUMBERS]),
  }
}

function equals(marks: Int32Array, at: number, own: Int32Array): boolean {
  for (let i = 0; i < FIELDS; i++) if (marks[at + i] !== own[i]) return false
  return true
}
