/** How much speaks for two messages being of one mailing. */
import {
  ADDRESS,
  DIGEST,
  FIELDS,
  HEADER,
  IMAGES,
  LAYOUT,
  LINKS,
  MORE_SIZES,
  REPLAYS,
  SIZES,
  STRUCTURE,
  SUBJECT,
  TENANT,
  TEXT,
} from './fingerprint.ts'
import { agreement } from './minhash.ts'

/** From this much on two messages are of one mailing, where their texts do not speak against it. */
export const ENOUGH = 1

/**
 * Half of a text of 20 words or more is enough alone. Nothing else is: two or three of the others must agree, since each of them
 * is also shared by mail of one program, one service or one template that many use.
 */
const SHARED_TEXT = 2
const SHARED_LAYOUT = 0.5
const SHARED_LINKS = 0.5
const SHARED_IMAGES = 0.4
/** An identifier that must be new in every message is copied: the mail comes out of one tool, though not of one mailing. */
const REPLAYED = 0.6
const SAME: readonly (readonly [place: number, weight: number])[] = [
  [SUBJECT, 0.4],
  [HEADER, 0.3],
  [TENANT, 0.3],
  [ADDRESS, 0.3],
  [STRUCTURE, 0.1],
]
/** What speaks against it: two long texts without anything in common, other blocks, an author's program that writes another header. */
const OTHER_TEXT = 0
const OTHER_LAYOUT = 0.15
const OTHER_HEADER = 0.1

/** Sizes from which on sets count in full. */
const LONG_TEXT = 20
const FULL_LAYOUT = 12
const FULL_LINKS = 6
const FULL_IMAGES = 4

function full(size: number, of: number): number {
  return size >= of ? 1 : size / of
}

/** What speaks for rows `a` and `b` of the table being one mailing; {@link ENOUGH} or more where it suffices. */
export function evidence(table: Int32Array, a: number, b: number, against = true): number {
  const at = a * FIELDS
  const other = b * FIELDS
  const [sizes, otherSizes] = [table[at + SIZES], table[other + SIZES]]
  const [more, otherMore] = [table[at + MORE_SIZES], table[other + MORE_SIZES]]
  const words = Math.min(sizes & 0xffff, otherSizes & 0xffff)
  const places = Math.min(sizes >>> 16, otherSizes >>> 16)
  const links = Math.min(more & 0xffff, otherMore & 0xffff)
  const images = Math.min(more >>> 16, otherMore >>> 16)
  const shared = (of: { at: number; places: number }): number =>
    agreement(table, at + of.at, table, other + of.at, of.places)
  let sum = 0
  if (words > 0) {
    const text = shared(TEXT)
    const long = full(words, LONG_TEXT)
    sum += (SHARED_TEXT * text - OTHER_TEXT * Math.max(0, 1 - 4 * text)) * long
  }
  if (places > 0) {
    const layout = shared(LAYOUT)
    sum += (layout === 0 && against ? -OTHER_LAYOUT : SHARED_LAYOUT * layout) * full(places, FULL_LAYOUT)
  }
  if (links > 0) sum += SHARED_LINKS * shared(LINKS) * full(links, FULL_LINKS)
  if (images > 0) sum += SHARED_IMAGES * shared(IMAGES) * full(images, FULL_IMAGES)
  for (const [place, weight] of SAME) {
    const value = table[at + place]
    if (value !== 0 && value === table[other + place]) sum += weight
  }
  const [header, otherHeader] = [table[at + HEADER], table[other + HEADER]]
  if (against && header !== otherHeader && header !== 0 && otherHeader !== 0) sum -= OTHER_HEADER
  return isReplayed(table, at, other) ? sum + REPLAYED : sum
}

function isReplayed(table: Int32Array, at: number, other: number): boolean {
  const from = REPLAYS.at
  for (let i = 0; i < REPLAYS.places; i++) {
    const value = table[at + from + i]
    if (value === 0) return false
    for (let j = 0; j < REPLAYS.places; j++) if (table[other + from + j] === value) return true
  }
  return false
}

/** Whether the texts of the rows alone are enough. */
export function isOneText(table: Int32Array, a: number, b: number): boolean {
  const at = a * FIELDS
  const other = b * FIELDS
  const words = Math.min(table[at + SIZES] & 0xffff, table[other + SIZES] & 0xffff)
  const text = agreement(table, at + TEXT.at, table, other + TEXT.at, TEXT.places)
  return SHARED_TEXT * text * full(words, LONG_TEXT) >= ENOUGH
}

/** Whether the rows are of messages of which nothing tells them apart but their bytes. */
export function isSame(table: Int32Array, a: number, b: number): boolean {
  const at = a * FIELDS
  const other = b * FIELDS
  for (let i = 0; i < DIGEST; i++) if (table[at + i] !== table[other + i]) return false
  return true
}
