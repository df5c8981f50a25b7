/** What is read of reports. Plain data: `JSON.stringify` loses nothing, and the same bytes give the same. */
import type { ByteRange } from '../mime/range.ts'
import type { DmarcProblem } from './problems.ts'

export interface DmarcReason {
  /** Why the policy was not applied, such as `mailing_list`; lower case. */
  type?: string
  comment?: string
}

export interface DkimResult {
  domain?: string
  selector?: string
  result?: string
  /** As the reporter words it. */
  humanResult?: string
}

export interface SpfResult {
  domain?: string
  /** What the domain was taken from: `helo` or `mfrom`. */
  scope?: string
  result?: string
  humanResult?: string
}

/** One row: messages of one source that fared alike. */
export interface DmarcRecord {
  /** From 1, in the order of the file; those that cannot be read count. */
  number: number
  /** Bytes of the XML, once it is unpacked. */
  evidence: ByteRange
  /** Address that handed the messages over, in its usual notation where it is one. */
  sourceIp?: string
  /** Messages. */
  count: number
  /** What was done with them: `none`, `pass`, `quarantine`, `reject`. */
  disposition?: string
  /** Whether an aligned signature verified. */
  dkim?: string
  /** Whether SPF passed for an aligned domain. */
  spf?: string
  reasons: DmarcReason[]
  headerFrom?: string
  /** Empty for the null reverse-path, absent where the report has none. */
  envelopeFrom?: string
  envelopeTo?: string
  dkimResults: DkimResult[]
  spfResults: SpfResult[]
}

export interface DmarcPolicy {
  domain?: string
  /** `r` or `s`. */
  adkim?: string
  aspf?: string
  p?: string
  sp?: string
  /** For subdomains that do not exist (RFC 9990). */
  np?: string
  /** RFC 7489. */
  pct?: number
  fo?: string
  /** RFC 9990. */
  testing?: string
  discoveryMethod?: string
}

export interface DmarcReport {
  schema: 'rfc7489' | 'rfc9990'
  version?: string
  namespace?: string
  orgName?: string
  email?: string
  extraContactInfo?: string
  generator?: string
  reportId?: string
  /** ISO 8601 in UTC, whole seconds. */
  begin?: string
  end?: string
  /** What the reporter has to say of its own trouble. */
  errors: string[]
  policy: DmarcPolicy
  records: DmarcRecord[]
}

/** Whether the message that brought a report can be trusted to come from the reporter. */
export interface Carrier {
  /** Address in its From field. */
  from?: string
  /**
   * True where the recipient's side says that the message passed DMARC for the domain of its From, and the report names the same
   * organizational domain as its reporter's; false where one of these is known not to be so; undefined where nothing trustworthy says.
   */
  verified: boolean | undefined
  /** Why, in words. */
  reason: string
}

/** A report of one message that failed (RFC 6591, RFC 9991). */
export interface DmarcFailure {
  feedbackType: string
  version?: string
  userAgent?: string
  /** What failed, such as `dmarc`, `spf`, `bodyhash`; lower case. */
  authFailure: string[]
  /** Lower case: `none`, `dkim`, `spf`, or both. */
  identityAlignment: string[]
  /** Lower case: `delivered`, `spam`, `policy`, `reject`, `other`. */
  deliveryResult?: string
  sourceIp?: string
  reportedDomain: string[]
  originalEnvelopeId?: string
  originalMailFrom?: string
  originalRcptTo: string[]
  /** ISO 8601 in UTC, whole seconds. */
  arrivalDate?: string
  messageId?: string
  /** As written. */
  authenticationResults: string[]
  dkimDomain?: string
  dkimIdentity?: string
  dkimSelector?: string
  spfDns?: string
  /** How many messages the report stands for; 1 unless it says more. */
  incidents: number
  /** The message that failed, or its header alone. */
  included?: {
    kind: 'message' | 'header'
    /** Bytes of the message that brought the report, as they stand there: `includedMessage` of this entry point decodes them. */
    evidence: ByteRange
    /** How they are encoded: as a Content-Transfer-Encoding names it. */
    encoding: string
  }
}

/** One thing that was found in an input. */
export type DmarcReading = {
  /** Where it is: the path that was given, then the members and attachments on the way, each behind `!/`. */
  path: string
  /** Where it came in a message. */
  carrier?: Carrier
} & (
  | { kind: 'aggregate'; report: DmarcReport; problems: DmarcProblem[] }
  | { kind: 'failure'; report: DmarcFailure; problems: DmarcProblem[] }
  /** Nothing was read of it, for this reason: it is something other than a report, or `broken` and cannot be read. */
  | { kind: 'unread'; reason: string; broken: boolean }
)
