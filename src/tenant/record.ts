/** What a tenant's logs and exports say, in one form whatever file they came in. */

/** Where a record stands. */
export interface Place {
  /** The file, or the member of an archive, by the name that `scan` would give it. */
  path: string
  /** Which record of the file, from 1. */
  record: number
  /** Its bytes in the file, from `start` up to but not including `end`. */
  start: number
  end: number
}

/** Who did something. */
export interface Actor {
  kind: 'user' | 'application' | 'system' | 'unknown'
  /** Object id, or the UserId of an audit record, as written. */
  id?: string
  /** User principal name of a user, display name of an application. */
  name?: string
  /** Client id of the application, in lower case; also where a user acted through one. */
  appId?: string
}

/** A property before and after. Quotation marks of JSON text inside JSON text are taken off. */
export interface Change {
  name: string
  old?: string
  new?: string
}

/** Whom or what an operation was done to. */
export interface Target {
  /** `User`, `ServicePrincipal`, `Application`, `Role` and the like where the log says so. */
  type?: string
  id?: string
  name?: string
  /** Client id of an application or service principal, in lower case. */
  appId?: string
}

/** One record of an audit or sign-in log. */
export interface TenantEvent {
  kind: 'event'
  place: Place
  /** The record's own id, by which copies of it are known. */
  id?: string
  log: 'exchange' | 'directory' | 'sign-in' | 'other'
  /** Milliseconds since 1970, UTC; undefined where the record has no time that can be read. */
  time: number | undefined
  /** Without a dot at its end, every dash as `-`, as in `Update application - Certificates and secrets management`. */
  operation: string
  /** Undefined where the record does not say. */
  succeeded: boolean | undefined
  /** The tenant's id, in lower case. */
  tenant?: string
  actor: Actor
  /** The client's address without its port. */
  ip?: string
  userAgent?: string
  /** What an Exchange cmdlet was run on, without the tenant before it. */
  object?: string
  /** Of an Exchange cmdlet, by name in lower case; the values as written. No prototype. */
  parameters: Record<string, string>
  changes: Change[]
  targets: Target[]
  /** Of a sign-in: the application, the resource, the error code (0 or undefined: none), whether one factor was enough. */
  signIn?: { appId?: string; resourceId?: string; error?: number; singleFactor?: boolean }
}

/** A mail flow rule, of an export or of the cmdlet that made it. */
export interface TransportRule {
  kind: 'transport-rule'
  place: Place
  name: string
  /** Of a command that changes it: what the command does not name is not known. */
  partial?: true
  id?: string
  /** Undefined where the export does not say. */
  enabled: boolean | undefined
  /** `Enforce`, `Audit` and the like. */
  mode?: string
  /** Names of the header fields that it removes, as written. */
  removes: string[]
  /** Header fields that it sets. */
  sets: { name: string; value: string }[]
  /** Spam confidence level that it sets, as written. */
  scl?: string
  /** Names of its conditions and exceptions; none: it acts on all mail. */
  conditions: string[]
  /** Names of its other actions. */
  actions: string[]
  comments?: string
  created?: number
  changed?: number
  createdBy?: string
}

/** A connector for mail that comes in from outside. */
export interface InboundConnector {
  kind: 'inbound-connector'
  place: Place
  name: string
  /** Of a command that changes it: what the command does not name is not known. */
  partial?: true
  id?: string
  enabled: boolean | undefined
  /** `OnPremises` lets mail relay through the tenant and counts as internal. */
  type?: string
  /** `HybridWizard` and the like. */
  source?: string
  comment?: string
  /** Addresses and ranges, as written. */
  senderAddresses: string[]
  senderDomains: string[]
  certificate?: string
  requireTls?: boolean
  restrictsToAddresses?: boolean
  restrictsToCertificate?: boolean
  treatsAsInternal?: boolean
  keepsHeaders?: boolean
  created?: number
  changed?: number
}

/** An application or service principal of an export. */
export interface Application {
  kind: 'application'
  place: Place
  name: string
  id?: string
  appId?: string
  created?: number
  /** Values of its application permissions, such as `Exchange.ManageAsApp`, where the export has them. */
  permissions: string[]
  /** When its secrets and certificates begin, milliseconds since 1970. */
  credentials: number[]
}

export type TenantRecord = TenantEvent | TransportRule | InboundConnector | Application

/** Something in a file that gave no record, and why. */
export interface Unread {
  kind: 'unread'
  place: Place
  reason: string
}
