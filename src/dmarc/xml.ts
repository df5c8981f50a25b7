/**
 * Finds the parts of a report in its bytes: the elements below its root, each on its own. So a record has its place in the file, one
 * that is broken costs no other, and what reads XML is only ever given a small piece that is well formed.
 */
import { indexOfByte, latin1 } from '../mime/bytes.ts'
import type { DmarcLimits } from './limits.ts'
import { type Problems, Unread } from './problems.ts'

/** An element below the root. */
export interface XmlPart {
  name: string
  start: number
  end: number
  /** The element as well-formed XML without attributes, comments and CDATA sections; undefined where it is too long. */
  xml: Uint8Array | undefined
}

interface Root {
  /** Of the root element, where it names one. */
  namespace: string | undefined
}

const LT = 0x3c
const GT = 0x3e
const SLASH = 0x2f
const QUOTE = 0x22
const APOSTROPHE = 0x27
const AMPERSAND = 0x26
/** Bytes of one tag. */
const LONGEST_TAG = 4096

const ROOT = 'feedback'
/** Begin only where no other part is open: what is open then was not closed. */
const PARTS = new Set(['report_metadata', 'policy_published', 'record'])

const words = (text: string): string[] => text.split(' ')

/** Elements that hold text only: where another one begins in them, they were not closed. */
const LEAVES = new Set(
  words(
    'version org_name email extra_contact_info report_id begin end error generator domain adkim aspf p sp np pct fo discovery_method ' +
      'testing source_ip count disposition type comment envelope_to envelope_from header_from selector result human_result scope',
  ),
)

/** What both schemas know; a prefix before one of these is left off. */
const KNOWN = new Set([
  ...LEAVES,
  ...words(
    'feedback report_metadata policy_published record extension date_range row policy_evaluated dkim spf reason identifiers auth_results',
  ),
])

/** A tag, or something that is none and is passed over (`skip`) or is text (`text`). */
interface Markup {
  kind: 'open' | 'close' | 'empty' | 'skip' | 'cdata' | 'text'
  name: string
  prefix: string
  end: number
  /** Has nothing but its name. */
  plain: boolean
  /** The name is written in another case. */
  cased: boolean
}

const NAME = /^(?:([A-Z_][\w.-]*):)?([A-Z_][\w.-]*)(?=[\s/]|$)/i
const DTD = /^<!(?:doctype|entity|element|attlist|notation)/i
const NAMESPACE = /\sxmlns(?::([\w.-]{1,64}))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** What the edits of a part replace. */
interface Edit {
  start: number
  end: number
  text: string
}

/**
 * Calls `onPart` for every element below the root, in order.
 * @throws Unread where there is no report in the XML, or something in it that
 * no report needs and that could do harm.
 */
export function scanReport(
  bytes: Uint8Array,
  limits: DmarcLimits,
  problems: Problems,
  onPart: (part: XmlPart, root: Root) => void,
): void {
  const open: string[] = []
  /** How many elements are open where the parts begin; 0 before the root. */
  let inside = 0
  let root: Root | undefined
  let first: string | undefined
  let part: { name: string; start: number } | undefined
  let edits: Edit[] = []

  const damage = (at: number): void =>
    problems.add('not-well-formed', { evidence: { start: at, end: at + 1 } })
  const edit = (start: number, end: number, text: string): void => {
    if (part && start - part.start <= limits.recordBytes) edits.push({ start, end, text })
  }
  /** Closes elements down to `depth`; all but the last had no end tag. */
  const closeTo = (depth: number, at: number): void => {
    while (open.length > depth) edit(at, at, `</${open.pop()}>`)
    if (part && open.length <= inside) finish(at)
  }
  const finish = (end: number): void => {
    const { name, start } = part!
    const tooLong = end - start > limits.recordBytes
    onPart({ name, start, end, xml: tooLong ? undefined : edited(bytes, start, end, edits) }, root!)
    part = undefined
    edits = []
  }

  let at = 0
  for (let lt = indexOfByte(bytes, LT, 0); lt >= 0; lt = indexOfByte(bytes, LT, at)) {
    const markup = markupAt(bytes, lt)
    const { kind, name, end } = markup
    at = end
    if (kind === 'skip') {
      edit(lt, end, '')
    } else if (kind === 'cdata') {
      edit(lt, lt + 9, '')
      for (let i = lt + 9; i < end - 3; i++) {
        if (bytes[i] === LT) edit(i, i + 1, '&lt;')
        else if (bytes[i] === AMPERSAND) edit(i, i + 1, '&amp;')
      }
      edit(Math.max(lt + 9, end - 3), end, '')
    } else if (kind === 'text') {
      if (part) {
        damage(lt)
        edit(lt, end, '&lt;')
      }
    } else if (kind === 'close') {
      const depth = open.lastIndexOf(name)
      if (depth < 0) {
        damage(lt)
        edit(lt, end, '')
        continue
      }
      if (depth < open.length - 1) {
        damage(lt)
        closeTo(Math.max(depth + 1, inside), lt)
        if (depth < inside) open.length = depth + 1
      }
      if (!markup.plain) edit(lt, end, `</${name}>`)
      open.pop()
      if (part && open.length === inside) finish(end)
      if (root && open.length < inside) {
        if (indexOfReport(bytes, end) >= 0) problems.add('more-reports')
        return
      }
    } else {
      if (markup.prefix !== '' && KNOWN.has(name) && root) problems.add('prefixed-elements')
      if (markup.cased) problems.add('element-case')
      if (!root) {
        first ??= name
        if (name === ROOT) {
          if (open.length > 0) problems.add('wrapped-root')
          if (markup.prefix !== '') problems.add('prefixed-elements')
          root = { namespace: namespaceOf(bytes, lt, end, markup.prefix) }
          inside = open.length + 1
          if (kind === 'empty') return
        }
      } else if (part && PARTS.has(name) && part.name !== 'extension') {
        damage(lt)
        closeTo(inside, lt)
      } else if (LEAVES.has(open[open.length - 1]) && KNOWN.has(name)) {
        damage(lt)
        closeTo(open.length - 1, lt)
      }
      if (kind === 'empty') {
        const whole = root !== undefined && !part
        if (whole) part = { name, start: lt }
        edit(lt, end, `<${name}></${name}>`)
        if (whole) finish(end)
        continue
      }
      if (root && !part && open.length >= inside) part = { name, start: lt }
      if (!markup.plain) edit(lt, end, `<${name}>`)
      open.push(name)
      if (open.length > limits.depth)
        throw new Unread(`elements more than ${limits.depth} deep (limit depth)`)
    }
  }
  if (!root)
    throw new Unread(
      first === undefined
        ? 'no XML element in it'
        : `XML, but no DMARC report: its first element is ${first}`,
      false,
    )
  problems.add('cut-off', part && { evidence: { start: part.start, end: bytes.length } })
}

function markupAt(bytes: Uint8Array, lt: number): Markup {
  const markup: Markup = { kind: 'text', name: '', prefix: '', end: lt + 1, plain: true, cased: false }
  const next = bytes[lt + 1]
  if (next === 0x3f) return { ...markup, kind: 'skip', end: after(bytes, '?>', lt + 2) }
  if (next === 0x21) {
    const start = latin1(bytes, lt, Math.min(lt + 12, bytes.length))
    if (start.startsWith('<!--')) return { ...markup, kind: 'skip', end: after(bytes, '-->', lt + 4) }
    if (start.startsWith('<![CDATA[')) return { ...markup, kind: 'cdata', end: after(bytes, ']]>', lt + 9) }
    if (DTD.test(start)) throw new Unread('a document type definition in it, which no report needs: not read')
    return markup
  }
  const closing = next === SLASH
  const from = closing ? lt + 2 : lt + 1
  const gt = tagEnd(bytes, from)
  if (gt < 0) return markup
  const text = latin1(bytes, from, gt)
  const [found, prefix = '', written] = NAME.exec(text) ?? []
  if (found === undefined || written === undefined) return markup
  const lower = written.toLowerCase()
  const local = KNOWN.has(lower) ? lower : written
  const name = prefix === '' || KNOWN.has(local) ? local : found
  const empty = !closing && text.endsWith('/')
  return {
    kind: closing ? 'close' : empty ? 'empty' : 'open',
    name,
    prefix,
    end: gt + 1,
    plain: text === name && !empty,
    cased: written !== local,
  }
}

/** Index of the `>` of a tag; -1 where a `<` or the end of the bytes comes first, or it is too long. */
function tagEnd(bytes: Uint8Array, from: number): number {
  const last = Math.min(bytes.length, from + LONGEST_TAG)
  let quote = 0
  for (let i = from; i < last; i++) {
    const byte = bytes[i]
    if (byte === LT) return -1
    if (quote !== 0) {
      if (byte === quote) quote = 0
    } else if (byte === GT) return i
    else if (byte === QUOTE || byte === APOSTROPHE) quote = byte
  }
  return -1
}

/** Index after the next `text`, or the number of bytes. */
function after(bytes: Uint8Array, text: string, from: number): number {
  const last = text.charCodeAt(text.length - 1)
  for (let at = indexOfByte(bytes, last, from); at >= 0; at = indexOfByte(bytes, last, at + 1))
    if (at - text.length + 1 >= from && latin1(bytes, at - text.length + 1, at + 1) === text) return at + 1
  return bytes.length
}

/** Whether another report begins behind `from`. */
function indexOfReport(bytes: Uint8Array, from: number): number {
  return latin1(bytes, from, Math.min(bytes.length, from + LONGEST_TAG)).search(/<(?:\w+:)?feedback[\s>]/)
}

function namespaceOf(bytes: Uint8Array, start: number, end: number, prefix: string): string | undefined {
  for (const [, of = '', double, single] of latin1(bytes, start, end).matchAll(NAMESPACE))
    if (of === prefix) return double ?? single
  return undefined
}

const encoder = new TextEncoder()

function edited(bytes: Uint8Array, start: number, end: number, edits: readonly Edit[]): Uint8Array {
  if (edits.length === 0) return bytes.subarray(start, end)
  const pieces: Uint8Array[] = []
  let at = start
  for (const edit of edits) {
    pieces.push(bytes.subarray(at, edit.start), encoder.encode(edit.text))
    at = edit.end
  }
  pieces.push(bytes.subarray(at, end))
  const out = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let to = 0
  for (const piece of pieces) {
    out.set(piece, to)
    to += piece.length
  }
  return out
}
