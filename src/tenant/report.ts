/** What is reported of a tenant. Plain data; the same records give the same report, in whatever order they come. */
import type { Severity } from '../schema.ts'
import type { Place } from './record.ts'

export type { Severity }

/** Steps of the attack, in its order (attack-chain 1). */
export const STEPS = [
  'password-guessing',
  'sign-in',
  'application',
  'permission',
  'role',
  'credential',
  'connector',
  'header-removal',
  'mail',
  'cleanup',
] as const
export type StepId = (typeof STEPS)[number]

/** Something a pattern found, with the records that it rests on. */
export interface TenantFinding {
  /** Id of the pattern. */
  pattern: string
  title: string
  /** Which of its forms, where the pattern knows stronger and weaker ones. */
  grade?: string
  severity: Severity
  summary: string
  /** ISO 8601, UTC: of the first and the last record that has a time. */
  from?: string
  to?: string
  /** At most 20 places, the most telling first; `data.evidenceOmitted` counts the rest. */
  evidence: Place[]
  data: Record<string, unknown>
}

/** A candidate that was looked at and let go. */
export interface TenantDismissal {
  pattern: string
  /** A stable word such as `vendor-headers`. */
  reason: string
  summary: string
  evidence: Place[]
}

/**
 * Whether a step of the attack is in the records: `seen`; `absent`, the log that would hold it was given and it is not there;
 * `unknown`, no such log was given, or this step leaves none.
 */
export interface AttackStep {
  step: StepId
  title: string
  state: 'seen' | 'absent' | 'unknown'
  /** ISO 8601, UTC: when it was first seen. */
  time?: string
  /** What was looked through, or why nothing is known; for people. */
  note: string
  /** Indices into `findings`. */
  findings: number[]
}

/** One thing that happened, for a story in the order of time. */
export interface Moment {
  /** ISO 8601, UTC; absent where the record has no time. */
  time?: string
  step?: StepId
  text: string
  place: Place
  /** Index into `findings`. */
  finding: number
}

/** How much of one kind of record there was. */
export interface Coverage {
  records: number
  /** ISO 8601, UTC: of the oldest and the newest of them that has a time. */
  from?: string
  to?: string
}

export const SOURCES = [
  'exchangeLog',
  'directoryLog',
  'signInLog',
  'otherLog',
  'transportRules',
  'inboundConnectors',
  'applications',
] as const
export type Source = (typeof SOURCES)[number]

/** A rule that removes telling headers, or a connector, with the time of its life as far as it is known. */
export interface ToolSummary {
  kind: 'rule' | 'connector'
  name: string
  /** Of a rule: header fields that it removes and that tell where mail came from. */
  removes: string[]
  /** Of a connector: addresses and ranges that it takes mail from. */
  addresses: string[]
  /** Whether it has conditions, may have some, or is off: then it does not act on all mail. */
  guarded: boolean
  /** ISO 8601, UTC. Absent where it is not known since when, or until when if at all. */
  from?: string
  to?: string
  evidence: Place[]
}

/** What was not read for one reason. */
export interface UnreadCount {
  reason: string
  records: number
  first: Place
}

/** A limit that was reached, and how many records were left out. */
export interface TenantLimitHit {
  limit: string
  value: number
  omitted: number
}

export interface TenantReport {
  schema: 1
  /** Ids of the tenants that the records name. */
  tenants: string[]
  coverage: Record<Source, Coverage>
  /** Records that were there before, by their id. */
  copies: number
  /** Events without a time that can be read. */
  untimed: number
  /** What in the files gave no record, by the reason. */
  unread: UnreadCount[]
  /** The gravest first. */
  findings: TenantFinding[]
  dismissed: TenantDismissal[]
  /** Rules that remove telling headers and connectors that were there at some time, by the beginning of their lives. */
  rules: ToolSummary[]
  connectors: ToolSummary[]
  /** All steps of the attack, in its order. */
  steps: AttackStep[]
  /** What the findings are made of, in the order of time. */
  timeline: Moment[]
  completeness: { complete: boolean; limits: TenantLimitHit[] }
  engine: { version: string }
}
