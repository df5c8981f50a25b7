/** The route: hops, trust boundary, and which side of it each field stands on. */
import type { Field } from '../mime/field.ts'
import type { Header } from '../mime/header.ts'
import type { Side } from '../schema.ts'
import { type Boundary, findBoundary, type Trust } from './boundary.ts'
import { type RouteHop, readHops } from './hops.ts'

export interface Route {
  /** Newest first. */
  hops: RouteHop[]
  boundary?: Boundary
  /** The hop at the boundary. */
  handover?: RouteHop
}

export function readRoute(header: Header, trust: Trust): Route {
  const hops = readHops(header.all('received'))
  const boundary = findBoundary(hops, trust)
  return { hops, boundary, handover: boundary && hops[boundary.hop] }
}

/**
 * Whose word a field is. Every hop writes its trace above what it was given, so the recipient's side wrote what stands at or
 * above the boundary's Received, and the sender's side handed over what stands below.
 */
export function sideOf(route: Route, field: Field): Side {
  if (!route.handover) return 'unknown'
  return field.start <= route.handover.field.start ? 'recipient' : 'sender'
}

/** Hops that the sender's side claims: those below the boundary, or all of them where there is none. */
export function senderHops(route: Route): RouteHop[] {
  return route.boundary ? route.hops.slice(route.boundary.hop + 1) : route.hops
}
