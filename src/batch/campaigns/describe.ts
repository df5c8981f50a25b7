/** A campaign out of its messages. */
import { createHash } from 'node:crypto'
import type { Campaign, Piece, Tally } from '../../campaign.ts'
import { isoTime } from '../../fields/iso-time.ts'
import type { Verdict } from '../../schema.ts'
import { evidence } from './alike.ts'
import { DIGEST, FIELDS, SIZES, TEXT, TEXT_UNITS } from './fingerprint.ts'
import { agreement } from './minhash.ts'
import type { Counted, Store } from './store.ts'
import { templateOf } from './template.ts'

/** Messages that are compared with one another. */
const SAMPLE = 24
/** Values of a tally that are named. */
const NAMED = 10
/** Agreement from which on two texts are of one template. */
const ONE_TEMPLATE = 0.3
/** Words; of shorter texts every word counts. */
const SHORT_TEXT = 20

/** In byte order of the names, and so of the messages. */
export function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** @param messages Their numbers in the store. */
export function describe(store: Store, messages: readonly number[]): Campaign {
  const { marks, paths } = store
  const digestOf = (message: number): number => marks[store.rowOf(message) * FIELDS + DIGEST] >>> 0
  const sorted = [...messages].sort((a, b) => digestOf(a) - digestOf(b) || byBytes(paths[a], paths[b]))
  const sample = sampleOf(store, sorted)
  const representative = mostLike(store, sample)
  const compared = sample.filter((message) => isOneTemplate(store, representative, message))
  // the one that stands for them comes first
  const texts = [representative, ...compared]
    .map((message) => store.textOf(message))
    .filter((text) => text !== undefined)
  const subject = templateOf(texts.map((text) => text.subject))
  const template = templateOf(texts.map((text) => text.text))
  // where texts were cut off at different places is no slot
  const last = template.at(-1)
  if (last && 'slot' in last && texts.some(({ text }) => text.length >= TEXT_UNITS - 1)) template.pop()
  const verdicts: Record<Verdict, number> = { clean: 0, suspicious: 0, hostile: 0 }
  let stripped = 0
  let earliest = Number.POSITIVE_INFINITY
  let latest = Number.NEGATIVE_INFINITY
  for (const message of messages) {
    verdicts[store.verdictOf(message)]++
    if (store.isStripped(message)) stripped++
    const seen = store.seenAt(message)
    if (seen === undefined) continue
    earliest = Math.min(earliest, seen)
    latest = Math.max(latest, seen)
  }
  const tally = (what: Counted): Tally => tallyOf(store.count(messages, what))
  const tallies: Record<Counted, Tally> = {
    tenants: tally('tenants'),
    addresses: tally('addresses'),
    senders: tally('senders'),
    destinations: tally('destinations'),
  }
  return {
    id: idOf(sorted.map(digestOf)),
    size: messages.length,
    ...(earliest <= latest ? { firstSeen: isoTime(earliest), lastSeen: isoTime(latest) } : {}),
    ...tallies,
    stripped,
    verdicts,
    representative: paths[representative],
    subject,
    template,
    varies: variesOf(tallies, subject, template, sample.length - compared.length - 1, sample.length),
    members: messages.map((message) => paths[message]).sort(byBytes),
  }
}

/** 16 hex digits of the digests, which are sorted. */
function idOf(digests: readonly number[]): string {
  return createHash('sha256').update(Uint32Array.from(digests)).digest('hex').slice(0, 16)
}

/** Messages that differ, those whose text is kept before others. */
function sampleOf(store: Store, sorted: readonly number[]): number[] {
  const rows = new Set<number>()
  const sample: number[] = []
  const others: number[] = []
  for (const message of sorted) {
    const row = store.rowOf(message)
    if (rows.has(row)) continue
    rows.add(row)
    const kept = store.textOf(message) !== undefined
    if (kept) sample.push(message)
    else if (others.length < SAMPLE) others.push(message)
    if (sample.length === SAMPLE) break
  }
  return [...sample, ...others].slice(0, SAMPLE)
}

/** The message of the sample for which most speaks together. */
function mostLike({ marks, rowOf }: Store, sample: readonly number[]): number {
  let best = sample[0]
  let most = -1
  for (const message of sample) {
    let sum = 0
    for (const other of sample) if (other !== message) sum += evidence(marks, rowOf(message), rowOf(other))
    if (sum > most) {
      most = sum
      best = message
    }
  }
  return best
}

function isOneTemplate({ marks, rowOf }: Store, representative: number, message: number): boolean {
  if (message === representative) return false
  const a = rowOf(representative) * FIELDS
  const b = rowOf(message) * FIELDS
  if (Math.min(marks[a + SIZES] & 0xffff, marks[b + SIZES] & 0xffff) < SHORT_TEXT) return true
  return agreement(marks, a + TEXT.at, marks, b + TEXT.at, TEXT.places) >= ONE_TEMPLATE
}

function tallyOf(counts: [value: string, count: number][]): Tally {
  const sorted = counts.sort(([a, count], [b, other]) => other - count || byBytes(a, b))
  return {
    values: sorted.slice(0, NAMED).map(([value, count]) => ({ value, count })),
    others: Math.max(0, sorted.length - NAMED),
  }
}

const TALLIES = [
  ['tenants', 'tenants'],
  ['addresses', 'addresses'],
  ['senders', 'domains of the author'],
  ['destinations', 'domains that links lead to'],
] as const

function variesOf(
  tallies: Record<Counted, Tally>,
  subject: readonly Piece[],
  template: readonly Piece[],
  others: number,
  compared: number,
): string[] {
  const out: string[] = []
  for (const [name, words] of TALLIES) {
    const { values, others: more } = tallies[name]
    if (values.length + more > 1) out.push(`${values.length + more} ${words}`)
  }
  for (const [where, pieces] of [
    ['subject', subject],
    ['text', template],
  ] as const) {
    const kinds = pieces.flatMap((piece) => ('slot' in piece ? [piece.slot.kind] : []))
    if (kinds.length > 0) out.push(`the ${where}: ${listed(kinds)}`)
  }
  if (others > 0) out.push(`the template: ${others} of ${compared} that were compared have another text`)
  return out
}

/** `2 names, hex` */
function listed(kinds: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => (count === 1 ? kind : `${kind} in ${count} places`)).join(', ')
}
