/** How reports depart from the schema that they follow, and what was made of it. */
import type { ByteRange } from '../mime/range.ts'

/** Every deviation that is known, with what was made of it. */
const MESSAGES = {
  // the file
  'damaged-archive': 'the compressed data is damaged or cut off; what came before the damage is read',
  'nested-gzip': 'compressed twice',
  'several-members': 'the archive holds more than one file; each is a report of its own',
  charset: 'not in UTF-8; read in the charset that it is in',
  'unknown-charset': 'the charset that it names is unknown; read as UTF-8',
  'bad-utf8': 'bytes that are no UTF-8; each is read as U+FFFD',
  // the XML
  'text-before': 'text before the XML; passed over',
  'wrapped-root': 'the report is inside another element; taken out of it',
  'prefixed-elements': 'elements with a namespace prefix; the prefix is left off',
  'element-case': 'element names in another case; read in lower case',
  'not-well-formed':
    'markup that is not well formed; what can only be text is read as text, and open elements are closed',
  'unknown-entity': 'an entity that XML does not define; it is left as written',
  'cut-off': 'the report ends before its end tag; the record that was open is left out',
  'bad-record': 'a record that cannot be read; it is left out',
  'record-too-long': 'a part longer than limits.recordBytes; it is left out',
  'too-many-records':
    'more records than limits.records, or than a file of its size has room for; the others are left out',
  'more-reports': 'more than one report in one file; the first one is read',
  // the report
  'no-version': 'no version',
  'bad-version': 'a version other than 1.0',
  'no-namespace': 'elements of RFC 9990 without its namespace; read as RFC 9990',
  'other-namespace': 'another namespace; the elements decide which schema it is',
  'element-order': 'elements in another order',
  'unknown-element': 'an element that the schema has not; passed over',
  'repeated-element': 'an element more than once that may be there once; the first is read',
  'no-org-name': 'no name of the reporter',
  'no-report-id': 'no report id',
  'bracketed-report-id': 'the report id is in angle brackets; they are left off',
  'no-domain': 'no policy domain',
  'bad-date': 'a date that cannot be read; it is left out',
  milliseconds: 'dates in milliseconds; read as such',
  'iso-date': 'dates as text; read as ISO 8601 in UTC',
  'date-order': 'the range ends before it begins; both dates are left as they are',
  'long-range': 'a range of more than two days',
  'bad-alignment':
    'an alignment mode that is empty or spelled out; "relaxed" and "strict" are read as r and s',
  'bad-pct': 'a pct that is empty or no number from 0 to 100; left out',
  'bad-policy': 'a policy that is empty or unknown; kept in lower case',
  // a record
  'no-source': 'no source address; left out',
  'bad-source': 'a source address that is none; kept as written',
  'mapped-source': 'an IPv4 address written as IPv6; read as IPv4',
  'bad-count': 'a count that is missing or no number; read as 0',
  'signed-count': 'a count with a sign; read without',
  'zero-count': 'a count of 0',
  'no-disposition': 'no disposition; left out',
  'bad-disposition': 'a disposition that is unknown; kept in lower case',
  'no-result': 'a result that is missing or empty; left out',
  'result-case': 'a result or disposition in another case; read in lower case',
  'old-result':
    'a result by an old name; "hardfail" is read as fail, "unknown" and "error" as permerror and temperror',
  'unknown-result': 'a result that is unknown; kept in lower case',
  'empty-reason': 'an override reason that is empty; left out',
  'unknown-reason': 'an override reason that is unknown; kept in lower case',
  'escaped-comment': 'a comment that is escaped as HTML; kept as written',
  'no-header-from': 'no header_from; left out',
  'empty-envelope-from': 'an empty envelope_from where the schema wants a domain; kept as empty',
  'no-selector': 'no selector, or an empty one, where the schema wants one; left out',
  'several-spf': 'more than one SPF result where the schema wants one; all are kept',
} as const

export type DmarcProblemCode = keyof typeof MESSAGES

/** A deviation, once for each kind of it. */
export interface DmarcProblem {
  code: DmarcProblemCode
  message: string
  /** How often it was met. */
  count: number
  /** Number of the first record that has it, from 1; absent where it is in none. */
  record?: number
  /** Bytes of the XML where it was first met. */
  evidence?: ByteRange
}

export interface Problems {
  add(code: DmarcProblemCode, where?: { record?: number; evidence?: ByteRange }): void
  /** In the order in which they were met. */
  list(): DmarcProblem[]
}

export function createProblems(): Problems {
  const met = new Map<DmarcProblemCode, DmarcProblem>()
  return {
    add(code, { record, evidence } = {}) {
      const known = met.get(code)
      if (known) known.count++
      else
        met.set(code, {
          code,
          message: MESSAGES[code],
          count: 1,
          ...(record !== undefined && { record }),
          ...(evidence && { evidence }),
        })
    },
    list: () => [...met.values()],
  }
}

/** Codes of all deviations that are known, with what is made of each. */
export const DMARC_PROBLEMS: Readonly<Record<DmarcProblemCode, string>> = MESSAGES

/** Why something is not read at all. Thrown within this folder only. */
export class Unread extends Error {
  /** It may be a report, and cannot be read; else it is something other than a report. */
  readonly broken: boolean

  constructor(reason: string, broken = true) {
    super(reason)
    this.broken = broken
  }
}
