/** The route: hops, trust boundary, and which side of it each field stands on. */

import type { Field } from '../mime/field.ts'
import type { Header } from '../mime/header.ts'
import type { Side } from '../schema.ts'
import { type Boundary, findBoundary, type Trust } from './boundary.ts'
import { type RouteHop, readHops } from './hops.ts'
import { EXCHANGE_ONLINE } from './operators.ts'

export interface Route {
  /** Newest first. */
  hops: RouteHop[]
  boundary?: Boundary
  /** The hop at the boundary. */
  handover?: RouteHop
  /** Where the block begins that a delivering Exchange appends below the message's own fields; Infinity without one. */
  appendedFrom: number
}

/** Last of the fields as they came in; what stands below was appended on delivery (exchange-headers 2.1). */
const APPENDED_BELOW = 'x-incomingheadercount'

export function readRoute(header: Header, trust: Trust): Route {
  const hops = readHops(header.all('received'))
  const boundary = findBoundary(hops, trust)
  const handover = boundary && hops[boundary.hop]
  const counted = handover?.owner === EXCHANGE_ONLINE ? header.all(APPENDED_BELOW).at(-1) : undefined
  return { hops, boundary, handover, appendedFrom: counted?.start ?? Number.POSITIVE_INFINITY }
}

/**
 * Whose word a field is. Every hop writes its trace above what it was given, so the recipient's side wrote what stands at or
 * above the boundary's Received, and the sender's side handed over what stands below. Exchange also appends a block.
 */
export function sideOf(route: Route, field: Field): Side {
  if (!route.handover) return 'unknown'
  const above = field.start <= route.handover.field.start
  return above || field.start >= route.appendedFrom ? 'recipient' : 'sender'
}
