/** Received fields as hops, newest first (RFC 5321 4.4: every hop prepends its own). */
import { parseReceived, type Received } from '../fields/received.ts'
import type { Field } from '../mime/field.ts'
import { type Operator, operatorOfHost, registeredDomain } from './operators.ts'

export interface RouteHop {
  /** 0 is the newest. */
  index: number
  field: Field
  received: Received
  /** Who operates the receiving host. */
  operator?: Operator
  /** Whose host received: operator id, else registered domain, else undefined (address, bare name, none). */
  owner?: string
  /** Whose host handed over, as it named itself or as its reverse name says. */
  fromOwner?: string
  /** Milliseconds since the epoch. */
  time?: number
  /** Seconds since the next older hop that has a time. */
  delay?: number
}

/** Operator id or registered domain of a host; undefined where the name says nothing. */
export function ownerOf(host: string | undefined): string | undefined {
  if (host === undefined) return undefined
  return operatorOfHost(host)?.id ?? registeredDomain(host)
}

export function readHops(fields: readonly Field[]): RouteHop[] {
  const hops: RouteHop[] = []
  for (const field of fields) {
    if (field.name !== 'received') continue
    const received = parseReceived(field.raw)
    const by = received.by?.host
    const operator = by === undefined ? undefined : operatorOfHost(by)
    hops.push({
      index: hops.length,
      field,
      received,
      operator,
      owner: operator?.id ?? ownerOf(by),
      fromOwner: ownerOf(received.from?.rdns) ?? ownerOf(received.from?.helo),
      time: received.date?.time,
    })
  }
  let older: number | undefined
  for (let i = hops.length - 1; i >= 0; i--) {
    const hop = hops[i]
    if (hop.time === undefined) continue
    if (older !== undefined) hop.delay = Math.round((hop.time - older) / 1000)
    older = hop.time
  }
  return hops
}
