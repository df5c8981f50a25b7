import type { TenantRecord } from './record.ts'

type WithoutPlace<R> = R extends TenantRecord ? Omit<R, 'place'> : never

/** A record before it is said where it stands. */
export type Unplaced = WithoutPlace<TenantRecord>
export type UnplacedEvent = Extract<Unplaced, { kind: 'event' }>

/** What one record of a file gave; both where part of it could be read. */
export interface Reading {
  record?: Unplaced
  /** Why the record, or part of it, was not read; never with content of the file. */
  unread?: string
}

/** The same with the bytes of the file that it was read from. */
export interface Found extends Reading {
  start: number
  end: number
}
