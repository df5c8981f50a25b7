/** A connector for mail from outside and what became of it, out of cmdlets and exports. */

import { connectorOfParameters } from '../connector.ts'
import type { InboundConnector, TenantEvent } from '../record.ts'
import { isSet } from '../transport-rule.ts'
import type { Ledger } from './ledger.ts'
import { type Life, livesOf } from './life.ts'

export interface ConnectorFacts {
  /** False where only a change to the connector, or its removal, was seen. */
  known: boolean
  type: string | undefined
  source: string | undefined
  senderDomains: string[]
  senderAddresses: string[]
  certificate: string | undefined
  requireTls: boolean | undefined
  restrictsToAddresses: boolean | undefined
  restrictsToCertificate: boolean | undefined
  keepsHeaders: boolean | undefined
  enabled: boolean | undefined
}

export type ConnectorLife = Life<ConnectorFacts>

const noFacts = (): ConnectorFacts => ({
  known: false,
  type: undefined,
  source: undefined,
  senderDomains: [],
  senderAddresses: [],
  certificate: undefined,
  requireTls: undefined,
  restrictsToAddresses: undefined,
  restrictsToCertificate: undefined,
  keepsHeaders: undefined,
  enabled: undefined,
})

function apply(facts: ConnectorFacts, connector: Omit<InboundConnector, 'place'>): void {
  facts.type = connector.type ?? facts.type
  facts.source = connector.source ?? facts.source
  if (connector.senderDomains.length > 0) facts.senderDomains = connector.senderDomains
  if (connector.senderAddresses.length > 0) facts.senderAddresses = connector.senderAddresses
  facts.certificate = connector.certificate || facts.certificate
  facts.requireTls = connector.requireTls ?? facts.requireTls
  facts.restrictsToAddresses = connector.restrictsToAddresses ?? facts.restrictsToAddresses
  facts.restrictsToCertificate = connector.restrictsToCertificate ?? facts.restrictsToCertificate
  facts.keepsHeaders = connector.keepsHeaders ?? facts.keepsHeaders
  facts.enabled = connector.enabled ?? facts.enabled
}

function applyCmdlet(facts: ConnectorFacts, { parameters }: TenantEvent, verb: string): void {
  if (verb === 'new') facts.known = true
  apply(facts, connectorOfParameters(parameters))
  // what is set to nothing is taken away
  const certificate = parameters.tlssendercertificatename
  if (certificate !== undefined && !isSet(certificate)) facts.certificate = undefined
}

function applyExport(facts: ConnectorFacts, connector: InboundConnector): void {
  if (!connector.partial) facts.known = true
  apply(facts, connector)
}

export function connectorLives(ledger: Ledger): ConnectorLife[] {
  return livesOf(ledger, {
    noun: 'inboundconnector',
    exports: ledger.connectors,
    noFacts,
    applyCmdlet,
    applyExport,
  })
}

/** Whether the hybrid configuration wizard made it, as far as can be told: anybody may say so, but its connectors ask for a certificate. */
export function isHybrid({ facts }: ConnectorLife): boolean {
  return /^hybridwizard$/i.test(facts.source ?? '') && facts.certificate !== undefined
}

/** Whether it lets mail of any sender through the tenant, without asking who hands it over for more than an address. */
export function isOpen({ facts }: ConnectorLife): boolean {
  return (
    /^onpremises$/i.test(facts.type ?? '') &&
    facts.senderDomains.some((domain) => domain === '*') &&
    facts.certificate === undefined
  )
}
