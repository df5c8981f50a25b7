/** Records of one file of a tenant, whatever wrote it: sniffs what it is and hands it to the reader of that form. */
import { requireBytes } from '../mime/bytes.ts'
import { requireOptions, requireType } from '../util/arguments.ts'
import { clixmlRecords } from './clixml.ts'
import { csvHeading, csvRecords } from './csv-records.ts'
import { jsonRecords } from './json-records.ts'
import { resolveTenantLimits, type TenantLimits } from './limits.ts'
import { readObject } from './object.ts'
import type { Found } from './reading.ts'
import type { Place, TenantRecord, Unread } from './record.ts'
import { ruleCollection } from './rule-collection.ts'
import { scriptRecords } from './script.ts'
import { codeAt, type SourceText, skipBlanks, sourceText } from './source-text.ts'
import { nextTag } from './xml-elements.ts'

const OPTIONS = { path: true, limits: true } as const

export interface ReadTenantOptions {
  /** What the places of records name the file. */
  path?: string
  limits?: Partial<TenantLimits>
}

/**
 * The records of one file: JSON, JSON lines, CSV, XML of `Export-TransportRuleCollection`, Clixml, or a PowerShell script with
 * commands that make mail flow rules and inbound connectors; UTF-8, or UTF-16 with a byte order mark. What cannot be read comes
 * as an `Unread` among them, in the order of the file. Content never makes it throw.
 * @throws TypeError or RangeError naming the argument that is wrong.
 */
export function readTenantRecords(
  bytes: Uint8Array,
  options: ReadTenantOptions = {},
): Generator<TenantRecord | Unread> {
  requireBytes(bytes, 'bytes')
  requireOptions(options, OPTIONS)
  const { path = '' } = options
  requireType(path, 'string', 'path')
  return placed(bytes, path, resolveTenantLimits(options.limits))
}

function* placed(bytes: Uint8Array, path: string, limits: TenantLimits): Generator<TenantRecord | Unread> {
  let count = 0
  let unread = 0
  /** From the first to the last that is not reported by itself. */
  let others: Place | undefined
  for (const { start, end, record, unread: reason } of found(sourceText(bytes), limits)) {
    const place: Place = { path, record: ++count, start, end }
    if (count > limits.records) {
      yield {
        kind: 'unread',
        place: { ...place, end: bytes.length },
        reason: `more than ${limits.records} records (limit records)`,
      }
      return
    }
    if (record !== undefined) yield { ...record, place } as TenantRecord
    if (reason !== undefined) {
      if (++unread <= limits.unread) yield { kind: 'unread', place, reason }
      else others = { ...(others ?? place), end }
    }
  }
  if (others !== undefined)
    yield {
      kind: 'unread',
      place: others,
      reason: `${unread - limits.unread} more were not read (limit unread)`,
    }
}

/** Readers of XML by the name of the root. */
const XML_READERS = new Map([
  ['rules', ruleCollection],
  ['rule', ruleCollection],
  ['Objs', clixmlRecords],
])

function* found(text: SourceText, limits: TenantLimits): Generator<Found> {
  const start = skipBlanks(text, text.start)
  if (start >= text.end) return
  if (isJson(text, start)) {
    for (const { start, end, value, reason } of jsonRecords(text, limits))
      yield { start, end, ...(reason === undefined ? readObject(value) : { unread: reason }) }
    return
  }
  const root = String.fromCharCode(codeAt(text, start)) === '<' ? nextTag(text, start) : undefined
  if (root?.kind === 'declaration') {
    yield { start, end: text.end, unread: 'a document type definition, not read' }
    return
  }
  const reader = root && XML_READERS.get(root.name)
  if (reader !== undefined) {
    yield* reader(text, limits)
    return
  }
  const heading = csvHeading(text, limits)
  if (heading !== undefined) yield* csvRecords(text, heading, limits)
  else yield* scriptRecords(text, limits)
}

/** A list or an object. A script may begin with `[CmdletBinding()]`. */
function isJson(text: SourceText, start: number): boolean {
  const code = String.fromCharCode(codeAt(text, start))
  if (code === '{') return true
  const next = skipBlanks(text, start + text.width)
  return code === '[' && (next >= text.end || '{["]n'.includes(String.fromCharCode(codeAt(text, next))))
}
