/** Received fields as hops, newest first (RFC 5321 4.4: every hop prepends its own). */
import { parseExchangeHost } from '../fields/exchange-host.ts'
import { parseReceived, type Received } from '../fields/received.ts'
import type { Field } from '../mime/field.ts'
import { type Operator, operatorOfAddress, operatorOfHost, publicDomain } from './operators.ts'

export interface RouteHop {
  /** 0 is the newest. */
  index: number
  field: Field
  received: Received
  /** Who operates the receiving host. */
  operator?: Operator
  /** Whose host received: operator id, else registered domain, else undefined (address, bare name, name of private use, none). */
  owner?: string
  /** Whose host handed over, as it named itself or as its reverse name says. */
  fromOwner?: string
  /** The machine that received, see {@link machineOf}. */
  machine?: string
  /** The machine that handed over, by the name it gave itself. */
  heloMachine?: string
  /** Milliseconds since the epoch. */
  time?: number
  /** Seconds since the next older hop that has a time. */
  delay?: number
}

/** Operator id or registered domain of a host; undefined where the name says nothing. */
export function ownerOf(host: string | undefined): string | undefined {
  if (host === undefined) return undefined
  return operatorOfHost(host)?.id ?? publicDomain(host)
}

/** Exchange Online names one machine in several domains, and calls it by its first label; others by the whole name. */
export function machineOf(host: string): string {
  return parseExchangeHost(host)?.machine ?? host.toLowerCase()
}

class ReadHop implements RouteHop {
  readonly index: number
  readonly field: Field
  readonly received: Received
  readonly operator: Operator | undefined
  readonly owner: string | undefined
  readonly time: number | undefined
  delay: number | undefined = undefined
  #fromOwner: string | undefined | null
  #machine: string | undefined
  #heloMachine: string | undefined

  constructor(index: number, field: Field, received: Received) {
    const by = received.by?.host
    this.index = index
    this.field = field
    this.received = received
    this.operator = by === undefined ? undefined : operatorOfHost(by)
    this.owner = this.operator?.id ?? (by === undefined ? undefined : publicDomain(by))
    this.time = received.date?.time
  }

  /** Looked up when asked for: below the boundary hardly anybody does. */
  get fromOwner(): string | undefined {
    if (this.#fromOwner === undefined) {
      const { rdns, helo, ip } = this.received.from ?? {}
      const named = ownerOf(rdns) ?? ownerOf(helo)
      this.#fromOwner = named ?? (ip === undefined ? null : (operatorOfAddress(ip)?.id ?? null))
    }
    return this.#fromOwner ?? undefined
  }

  get machine(): string | undefined {
    const { by } = this.received
    return by && (this.#machine ??= machineOf(by.host))
  }

  get heloMachine(): string | undefined {
    const helo = this.received.from?.helo
    return helo === undefined ? undefined : (this.#heloMachine ??= machineOf(helo))
  }
}

export function readHops(fields: readonly Field[]): RouteHop[] {
  const hops: RouteHop[] = []
  for (const field of fields) {
    if (field.name !== 'received') continue
    const received = parseReceived(field.raw)
    hops.push(new ReadHop(hops.length, field, received))
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
