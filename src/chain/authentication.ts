/** What the message's authentication fields say, each with the field it stands in. */
import {
  type ArcAuthenticationResults,
  parseArcAuthenticationResults,
  parseArcMessageSignature,
  parseArcSeal,
} from '../fields/arc.ts'
import { type ArcChain, type ArcMember, assembleArc } from '../fields/arc-chain.ts'
import { type AuthenticationResults, parseAuthenticationResults } from '../fields/authentication-results.ts'
import { type DkimSignature, parseDkimSignature } from '../fields/dkim-signature.ts'
import { parseReceivedSpf, type ReceivedSpf } from '../fields/received-spf.ts'
import type { Field } from '../mime/field.ts'
import type { Header } from '../mime/header.ts'

/** A field with what it says. */
export interface Read<T> {
  field: Field
  value: T
}

export interface Authentication {
  /** Authentication-Results, top first. */
  results: Read<AuthenticationResults>[]
  /** The same syntax under the names that Exchange gives to results of earlier hops. */
  renamed: Read<AuthenticationResults>[]
  /** ARC-Authentication-Results (RFC 8617 4.1.1), top first. */
  sealed: Read<ArcAuthenticationResults>[]
  spf: Read<ReceivedSpf>[]
  signatures: Read<DkimSignature>[]
  arc: ArcChain
  /** The fields of the ARC sets; `index` of a member is the index in here. */
  arcFields: Field[]
}

export function readAuthentication(header: Header): Authentication {
  const renamed: Read<AuthenticationResults>[] = []
  readAll(renamed, header, 'authentication-results-original', parseAuthenticationResults)
  readAll(renamed, header, 'x-ms-exchange-authentication-results', parseAuthenticationResults)
  const arcFields: Field[] = []
  const members: ArcMember[] = []
  for (const field of header.all('arc-seal'))
    members.push({ kind: 'seal', value: parseArcSeal(field.raw), index: arcFields.push(field) - 1 })
  for (const field of header.all('arc-message-signature'))
    members.push({
      kind: 'message-signature',
      value: parseArcMessageSignature(field.raw),
      index: arcFields.push(field) - 1,
    })
  const sealed = readAll([], header, 'arc-authentication-results', parseArcAuthenticationResults)
  for (const { field, value } of sealed)
    members.push({ kind: 'authentication-results', value, index: arcFields.push(field) - 1 })
  return {
    results: readAll([], header, 'authentication-results', parseAuthenticationResults),
    renamed,
    sealed,
    spf: readAll([], header, 'received-spf', parseReceivedSpf),
    signatures: readAll([], header, 'dkim-signature', parseDkimSignature),
    arc: assembleArc(members),
    arcFields,
  }
}

/** Adds what the fields of that name say. */
function readAll<T>(out: Read<T>[], header: Header, name: string, parse: (raw: string) => T): Read<T>[] {
  for (const field of header.all(name)) out.push({ field, value: parse(field.raw) })
  return out
}
