/** The report, schema 1. Plain data: `JSON.stringify` loses nothing, and the same bytes give the same report. */
import type { DestinationKind } from './body/destinations.ts'
import type { Mailbox } from './fields/address.ts'
import type { Defect } from './mime/defects.ts'
import type { LimitHit } from './mime/limits.ts'
import type { ByteRange } from './mime/range.ts'

export type { ByteRange, Defect, DestinationKind, LimitHit, Mailbox }

export const QUESTIONS = ['headersRemoved', 'headersForged', 'hiddenFiller', 'prizeLure'] as const
export type Question = (typeof QUESTIONS)[number]

export type Severity = 'info' | 'low' | 'medium' | 'high'
/** From the least to the gravest. */
export const VERDICTS = ['clean', 'suspicious', 'hostile'] as const
export type Verdict = (typeof VERDICTS)[number]

/** Whose word a field is: written on the recipient's side of the trust boundary, or handed over by the sender's. */
export type Side = 'recipient' | 'sender' | 'unknown'

/** One hop of the route, as told by one Received field. Newest first. */
export interface Hop {
  /** The Received field: byte range in the message. */
  evidence: ByteRange
  side: Side
  /** Host that handed over: the name it gave (HELO), its reverse name and its address, as far as written. */
  from?: { helo?: string; rdns?: string; ip?: string }
  /** Host that received. */
  by?: string
  /** What the receiving host runs, as it says itself, for example `Postfix` or `8.18.1/8.18.1`. */
  software?: string
  /** The `with` clause, as written. */
  with?: string
  /** True where the clause or a comment says that TLS was used, false where the `with` keyword says that it was not. */
  tls?: boolean
  id?: string
  for?: string
  /** ISO 8601 in UTC, whole seconds. */
  time?: string
  /** Seconds since the next older hop that has a time; negative where the clocks disagree. */
  delay?: number
  /** Whether the host that handed over is the host that had received, as the next older hop names it: `host`, only another
   * one of its `domain` or operator, or `none`: then a line may be missing, or the hosts go by other names. */
  link?: 'host' | 'domain' | 'none'
  /** Whether the address of the host that handed over is routed on the Internet. */
  scope?: 'public' | 'private'
  /** Who operates the receiving host, from the operators' table; absent where unknown. */
  operator?: string
}

/** What a hop left of itself in a field other than Received. */
export interface RouteTrace {
  /** A machine on the way, a client that connected, or who sealed the message (ARC). */
  kind: 'machine' | 'client' | 'sealer'
  field: string
  host?: string
  ip?: string
  /** Id of the Exchange Online tenant that the client was taken for, lower case. */
  tenant?: string
  operator?: string
  /** Whether a Received field names it too; absent for sealers. */
  confirmed?: boolean
  side: Side
  evidence: ByteRange
}

/** Where the message came from, as well as it can be known. */
export interface Origin {
  ip?: string
  host?: string
  /** The field it is read from. */
  field: string
  evidence: ByteRange
  /** Whose word it is. */
  side: Side
}

export interface Route {
  /** Newest first, as they stand in the message. */
  hops: Hop[]
  /** The hand-over from the sender's to the recipient's side: the index in `hops` of the oldest hop that the recipient's
   * side wrote. Absent where no hop can be trusted. */
  boundary?: { hop: number; how: 'configured' | 'inferred'; evidence: ByteRange }
  origin?: Origin
  /** Other traces of hops, in the order of their fields. */
  traces: RouteTrace[]
  /** Operators met, newest first, each once. */
  operators: string[]
}

/**
 * One of the twelve headers that the transport rules of the 2022 campaign removed, and what can be said of it:
 * `present`, `removed` (a finding says so, even where others of the name are left), `never-written` on this way,
 * `not-visible` from here (no hop of either side is known: a message from a sent folder, a header that was cut), `unknown`.
 */
export interface ExpectedHeader {
  /** Name as usually written. */
  header: string
  /** Fields of that name, also where an Exchange on the way has renamed it. */
  found: number
  answer: 'present' | 'removed' | 'never-written' | 'not-visible' | 'unknown'
  /** Whether its absence would say something here: an operator on the way always writes it. */
  telling: boolean
  /** The operators that took the message over and handed it over: fields found on their side, and how many of how many
   * messages that went this way carry it; without counts where the operator is not known well enough. */
  passages: {
    operator: string
    side: 'recipient' | 'sender'
    path: string
    found: number
    written?: [messages: number, of: number]
  }[]
  /** Ids of the checks that found it removed. */
  checks?: string[]
  note?: string
}

/** One result that an authentication field states. */
export interface AuthenticationClaim {
  /** Field name as written. */
  field: string
  authservId?: string
  method: string
  result: string
  /** Properties such as `smtp.mailfrom`, lower case. */
  properties: Record<string, string>
  side: Side
  evidence: ByteRange
}

export interface SignatureSummary {
  domain?: string
  selector?: string
  algorithm?: string
  /** Names signed, lower case, in order. */
  signed: string[]
  side: Side
  evidence: ByteRange
}

export interface ArcSummary {
  /** Highest instance. */
  instances: number
  /** `cv` of the newest seal. */
  chainValidation?: string
  /** What is wrong with the sets' structure (RFC 8617 4.2); empty when sound. */
  problems: string[]
  sealers: string[]
}

export interface TextSummary {
  /** Code points that are not white space. */
  characters: number
  words: number
  /** The first 200 code points, white space folded. */
  excerpt: string
}

export interface HiddenSummary extends TextSummary {
  /** How it is hidden, for example `display-none`. */
  technique: string
  evidence: ByteRange
}

export interface ImageSummary {
  /** CSS pixels: as declared, or of the picture itself where that is not declared and it came with the message. */
  width?: number
  height?: number
  linked: boolean
  hidden: boolean
  alt?: string
  source?: string
  evidence: ByteRange
}

/** What the visible message is made of. */
export interface LayoutSummary {
  /** Visible code points that are not white space, without the footer and of it: how to unsubscribe, who holds the rights. Neither
   * counts warnings and disclaimers of the recipient's side. */
  text: number
  footer: number
  /** Pictures, attached ones included; what is one picture to the reader counts once, also where it is sliced. */
  pictures: number
  /** Those of them that lead elsewhere. */
  linked: number
  /** Pictures of three pixels a side at most. */
  trackers: number
  /** Runs of four line breaks or more. */
  gaps: number
  /** Share of the pictures that have a text for who does not see them; 0 to 1, two decimals. */
  altCoverage: number
  /** About which share of the space pictures take, beside text; 0 to 1, two decimals. */
  pictureShare: number
}

/** An address that the HTML names. */
export interface LinkEntry {
  /** How it stands there. The reader is taken to those of `a`, `area`, `form`, `formaction` and `refresh`, `ping` is told when he
   * follows a link, the others are loaded. */
  kind: DestinationKind
  /** As the URL Standard writes it where it has a host, else as it was written; at most 2,000 code units. */
  url: string
  /** What the reader sees, or the text in the place of a picture: the first 200 code points. */
  text?: string
  /** Registered domain of the host. */
  domain?: string
  /** The host where it is an address, however it was written: IPv4 in decimal, also where it stands in IPv6. */
  ip?: string
  /** Whether the text names hosts of other registered domains and not the one that is led to; absent where it names none. */
  mismatch?: boolean
  /** Present where the reader does not see it. */
  hidden?: true
  evidence: ByteRange
}

export interface LinkSummary {
  /** Links, of `a` and `area`. */
  count: number
  /** Registered domains that the reader may be taken to, with how many links go there; most first. */
  domains: { domain: string; count: number }[]
  /** Likewise the addresses in the place of a host. */
  ips: { ip: string; count: number }[]
  /** All addresses that the HTML names, in their order, but those of what came with the message. */
  list: LinkEntry[]
}

/** Something a check found, with the bytes it rests on. */
export interface Finding {
  /** `group/id` of the check. */
  check: string
  /** Which of its forms, where the check knows stronger and weaker ones; the model weighs each apart. */
  grade?: string
  /** Rows of the model that weigh it by `amount`, in place of a grade; the heaviest counts. */
  cells?: readonly string[]
  /** How much there is of it, in what the check counts. */
  amount?: number
  /** Rows of the model whose bits add up to its own, in place of a grade. */
  features?: readonly string[]
  question: Question
  severity: Severity
  summary: string
  /** log2 of the likelihood ratio from counts on labelled mail; 0 where another finding already says the same. */
  bits: number
  evidence: ByteRange[]
  data: Record<string, unknown>
}

/** A candidate that was looked at and let go. */
export interface Dismissal {
  check: string
  /** A stable word such as `preheader`; the check's page explains it. */
  reason: string
  summary: string
  evidence: ByteRange[]
}

export interface Assessment {
  /** Between 0 and 1. */
  probability: number
  /** Bits before the findings: the prior, and what it means that other checks found nothing. Together with the `bits` of
   * the findings it makes log2(probability / (1 - probability)). */
  base: number
  /** Indices into `Report.findings`. */
  findings: number[]
}

export interface Report {
  schema: 1
  message: {
    /** Lower-case hex of the whole message; empty in a report on the header alone, and where it was not asked for. */
    sha256: string
    /** Bytes. */
    size: number
    id?: string
    from?: Mailbox[]
    subject?: string
    /** ISO 8601 in UTC of the Date field. */
    date?: string
  }
  route: Route
  /** The twelve headers of the 2022 campaign, in the order of its rules. */
  expected: ExpectedHeader[]
  authentication: { claimed: AuthenticationClaim[]; signatures: SignatureSummary[]; arc?: ArcSummary }
  body: {
    visibleText: TextSummary
    hiddenText: HiddenSummary[]
    /** Absent where no picture is seen. */
    layout?: LayoutSummary
    images: ImageSummary[]
    links: LinkSummary
  }
  assessments: Record<Question, Assessment>
  findings: Finding[]
  dismissed: Dismissal[]
  /** 0 to 100. */
  score: number
  verdict: Verdict
  defects: Defect[]
  completeness: { complete: boolean; limits: LimitHit[] }
  engine: { version: string; model: string }
}
