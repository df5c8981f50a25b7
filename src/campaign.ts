/** Messages that are one mailing: what is the same in all of them, and what was varied. Plain data, as the report is. */
import type { Verdict } from './schema.ts'

/** What the members have, most frequent first and those of a frequency in byte order; a member counts once for a value. */
export interface Tally {
  /** At most 10. */
  values: { value: string; count: number }[]
  /** How many further values there are. */
  others: number
}

/** What stands in a slot in all members that were compared. */
export type SlotKind =
  | 'hex'
  | 'uuid'
  | 'number'
  | 'date'
  | 'time'
  | 'amount'
  | 'address'
  | 'url'
  | 'token'
  | 'word'
  | 'name'
  | 'text'

/** A place of the template where the members differ. */
export interface Slot {
  kind: SlotKind
  /** Code points of the shortest and the longest value; 0 where some members have none. */
  shortest: number
  longest: number
  /** Different values among the members that were compared. */
  distinct: number
  /** Up to 3 of them, each cut to 80 code points. */
  examples: string[]
}

/** A template in its order: text that all members have, and slots between it. */
export type Piece = { text: string } | { slot: Slot }

/** One mailing. */
export interface Campaign {
  /** 16 hex digits: the same messages give the same id, in whatever order they came. */
  id: string
  /** Messages, at least 2. */
  size: number
  /** ISO 8601 in UTC, whole seconds: the latest time that a trusted hop wrote, the Date field where there is none. */
  firstSeen?: string
  lastSeen?: string
  /** Microsoft 365 tenants (ids, lower case) that the messages were sent from. */
  tenants: Tally
  /** IP addresses that the messages came from, as far as they are known. */
  addresses: Tally
  /** Domains of the authors' addresses (From). */
  senders: Tally
  /** Registered domains that links lead to. */
  destinations: Tally
  /** Messages whose `headersRemoved` is at or above 0.5. */
  stripped: number
  verdicts: Record<Verdict, number>
  /** Path of the message that is most like the others. */
  representative: string
  /** Of a bounded number of members, spread over the campaign. */
  subject: Piece[]
  template: Piece[]
  /** What varies, in words: one sentence each, without text from the messages. */
  varies: string[]
  /** Paths of all messages, in byte order. */
  members: string[]
}
