/** The route: hops, trust boundary, and which side of it each field stands on. */

import { parseReceived, type Received } from '../fields/received.ts'
import type { Field } from '../mime/field.ts'
import type { Header } from '../mime/header.ts'
import type { Side } from '../schema.ts'
import type { Read } from './authentication.ts'
import { type Boundary, findBoundary, type Trust } from './boundary.ts'
import { appendedBlock, isSavedCopy } from './exchange-block.ts'
import { type RouteHop, readHops } from './hops.ts'
import { type Link, linkOf } from './links.ts'

export interface Route {
  /** Newest first. */
  hops: RouteHop[]
  boundary?: Boundary
  /** The hop at the boundary. */
  handover?: RouteHop
  /** How each hop fits the next older one. */
  readonly links: readonly (Link | undefined)[]
  /** Google's own lines (`X-Received`), top first. */
  readonly inner: readonly Read<Received>[]
  /** Where the block begins that a delivering Exchange appends below the message's own fields; Infinity without one. */
  appendedFrom: number
  /** A mail program saved the message out of a mailbox, its fields in another order than they were written in. */
  saved: boolean
}

export function readRoute(header: Header, trust: Trust): Route {
  const hops = readHops(header.all('received'))
  const boundary = findBoundary(hops, trust)
  const handover = boundary && hops[boundary.hop]
  const ours = boundary ? hops.slice(0, boundary.hop + 1) : []
  return new ReadRoute(header, hops, boundary, appendedBlock(header, ours), isSavedCopy(header, handover))
}

/** What few ask for is read when asked for, and once. */
class ReadRoute implements Route {
  readonly hops: RouteHop[]
  readonly boundary: Boundary | undefined
  readonly handover: RouteHop | undefined
  readonly appendedFrom: number
  readonly saved: boolean
  readonly #header: Header
  #links: (Link | undefined)[] | undefined
  #inner: Read<Received>[] | undefined

  constructor(
    header: Header,
    hops: RouteHop[],
    boundary: Boundary | undefined,
    appendedFrom: number,
    saved: boolean,
  ) {
    this.#header = header
    this.hops = hops
    this.boundary = boundary
    this.handover = boundary && hops[boundary.hop]
    this.appendedFrom = appendedFrom
    this.saved = saved
  }

  get links(): readonly (Link | undefined)[] {
    return (this.#links ??= this.hops.map((hop, i) => linkOf(hop, this.hops[i + 1])))
  }

  get inner(): readonly Read<Received>[] {
    return (this.#inner ??= this.#header
      .all('x-received')
      .map((field) => ({ field, value: parseReceived(field.raw) })))
  }
}

/**
 * Whose word a field is. Every hop writes its trace above what it was given, so the recipient's side wrote what stands at or
 * above the boundary's Received, and the sender's side handed over what stands below. Exchange also appends a block.
 */
export function sideOf(route: Route, field: Field): Side {
  if (!route.handover) return 'unknown'
  const above = field.start <= route.handover.field.start
  if (route.saved && !above) return 'unknown'
  return above || field.start >= route.appendedFrom ? 'recipient' : 'sender'
}
