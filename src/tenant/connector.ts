/** Inbound connectors, from the parameters of `New-InboundConnector` or the properties that `Get-InboundConnector` shows. */
import { timeOf } from './normalise.ts'
import type { InboundConnector } from './record.ts'
import { enabledOf, isSet, type Parameters, split } from './transport-rule.ts'

/**
 * A connector of the parameters of the cmdlet that makes it, or of the properties of an exported one. The place is left to the
 * caller.
 */
export function connectorOfParameters(parameters: Parameters): Omit<InboundConnector, 'place'> {
  const { name, identity, guid, enabled, connectortype, connectorsource, comment } = parameters
  const certificate = parameters.tlssendercertificatename
  return {
    kind: 'inbound-connector',
    name: name || identity || '',
    id: guid || undefined,
    enabled: enabledOf(enabled),
    type: connectortype || undefined,
    source: connectorsource || undefined,
    comment: comment || undefined,
    senderAddresses: isSet(parameters.senderipaddresses) ? splitWords(parameters.senderipaddresses) : [],
    senderDomains: isSet(parameters.senderdomains) ? domains(parameters.senderdomains) : [],
    certificate: isSet(certificate) ? certificate : undefined,
    requireTls: enabledOf(parameters.requiretls),
    restrictsToAddresses: enabledOf(parameters.restrictdomainstoipaddresses),
    restrictsToCertificate: enabledOf(parameters.restrictdomainstocertificate),
    treatsAsInternal: enabledOf(parameters.treatmessagesasinternal),
    keepsHeaders: enabledOf(parameters.cloudservicesmailenabled),
    created: timeOf(parameters.whencreatedutc) ?? timeOf(parameters.whencreated),
    changed: timeOf(parameters.whenchangedutc) ?? timeOf(parameters.whenchanged),
  }
}

function splitWords(text: string): string[] {
  return split(text).flatMap((item) => item.split(/\s+/))
}

/** `*` of `smtp:*;1`, where 1 is a cost. */
function domains(text: string): string[] {
  return splitWords(text)
    .filter((item) => !/^\d{1,3}$/.test(item))
    .map((item) => item.replace(/^smtp:/i, ''))
}
