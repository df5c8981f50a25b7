/** The three fields of an ARC set (RFC 8617 4.1). How sets form a chain is `arc-chain.ts`. */
import { addProblem, type Problem, skipCfws } from '../mime/scan.ts'
import {
  type AuthenticationResults,
  decodeEncodedValue,
  parseAuthenticationResults,
  readAuthenticationResults,
} from './authentication-results.ts'
import {
  readAlgorithm,
  readSignature,
  requireTags,
  type Signature,
  undoQuotedPrintable,
} from './dkim-signature.ts'
import {
  parseTagList,
  readBase64Tag,
  readDomainTag,
  readNumberTag,
  type Tag,
  type TagList,
} from './tag-list.ts'

interface ArcField {
  /** `i=`, 1 or more; absent where it cannot be read. */
  instance?: number
  /** The value is encoded words (RFC 2047), where none may stand: a validator cannot read it. Places cover the whole. */
  encoded: boolean
}

export interface ArcSeal extends ArcField {
  /** `a=`, as written. */
  algorithm?: string
  /** `cv=`, as written: `none`, `pass` or `fail`. */
  chainValidation?: string
  /** `d=` and `s=`, lower case. */
  domain?: string
  selector?: string
  /** `t=`: seconds since 1970. */
  timestamp?: number
  /** `b=`, base64, folding taken away. */
  signature?: string
  tags: Map<string, Tag>
  problems: Problem[]
}

export interface ArcMessageSignature extends ArcField, Signature {}

export interface ArcAuthenticationResults extends ArcField, AuthenticationResults {}

/** Most sets that a chain may have (RFC 8617 4.2.1). */
export const MAX_INSTANCE = 50

/** Only what groups and checks a chain is read at once, the rest and its problems when first asked for. */
export function parseArcSeal(raw: string): ArcSeal {
  const decoded = decodeEncodedValue(raw)
  const list = parseArcTags(decoded ?? raw)
  const quiet = { tags: list.tags, problems: [] }
  const chainValidation = list.tags.get('cv')?.value
  let rest: Pick<ArcSeal, 'algorithm' | 'selector' | 'timestamp' | 'signature'> | undefined
  const read = () => (rest ??= readSeal(list, decoded === undefined ? undefined : raw))
  return {
    instance: readInstance(quiet),
    encoded: decoded !== undefined,
    get algorithm() {
      return read().algorithm
    },
    chainValidation,
    domain: readDomainTag(quiet, 'd'),
    get selector() {
      return read().selector
    },
    get timestamp() {
      return read().timestamp
    },
    get signature() {
      return read().signature
    },
    get tags() {
      if (decoded !== undefined) read()
      return list.tags
    },
    get problems() {
      read()
      return list.problems
    },
  }
}

function readSeal(list: TagList, encoded: string | undefined) {
  requireTags(list, ['i', 'a', 'b', 'cv', 'd', 's'])
  const signed = list.tags.get('h')
  if (signed) addProblem(list.problems, 'h= stands in an ARC-Seal', signed.start, signed.end)
  const validation = list.tags.get('cv')
  if (validation && validation.value !== 'none' && validation.value !== 'pass' && validation.value !== 'fail')
    addProblem(list.problems, 'cv= is not none, pass or fail', validation.start, validation.end)
  readInstance(list)
  const algorithm = readAlgorithm(list)
  readDomainTag(list, 'd')
  const rest = {
    algorithm,
    selector: readDomainTag(list, 's'),
    timestamp: readNumberTag(list, 't'),
    signature: readBase64Tag(list, 'b'),
  }
  if (encoded !== undefined) coverWhole(list, encoded)
  return rest
}

/** Only what groups a chain is read at once, the rest and its problems when first asked for. */
export function parseArcMessageSignature(raw: string): ArcMessageSignature {
  const decoded = decodeEncodedValue(raw)
  const list = parseArcTags(decoded ?? raw)
  let rest: Signature | undefined
  const read = () => (rest ??= readMessageSignature(list, decoded === undefined ? undefined : raw))
  return {
    instance: readInstance({ tags: list.tags, problems: [] }),
    encoded: decoded !== undefined,
    get algorithm() {
      return read().algorithm
    },
    get domain() {
      return read().domain
    },
    get selector() {
      return read().selector
    },
    get canonicalization() {
      return read().canonicalization
    },
    get signed() {
      return read().signed
    },
    get bodyLength() {
      return read().bodyLength
    },
    get timestamp() {
      return read().timestamp
    },
    get expiration() {
      return read().expiration
    },
    get bodyHash() {
      return read().bodyHash
    },
    get signature() {
      return read().signature
    },
    get tags() {
      if (decoded !== undefined) read()
      return list.tags
    },
    get problems() {
      return read().problems
    },
  }
}

function readMessageSignature(list: TagList, encoded: string | undefined): Signature {
  requireTags(list, ['i', 'a', 'b', 'bh', 'd', 'h', 's'])
  const version = list.tags.get('v')
  if (version) addProblem(list.problems, 'v= is no tag of ARC', version.start, version.end)
  readInstance(list)
  const signature = readSignature(list)
  if (signature.signed.some((name) => name.startsWith('arc-') || name === 'authentication-results')) {
    const signed = list.tags.get('h')!
    addProblem(list.problems, 'h= names ARC or Authentication-Results fields', signed.start, signed.end)
  }
  if (encoded !== undefined) coverWhole(list, encoded)
  return signature
}

/** `i=N; authserv-id; results` (RFC 8617 4.1.1). What stands behind the instance is read when first asked for. */
export function parseArcAuthenticationResults(raw: string): ArcAuthenticationResults {
  const decoded = decodeEncodedValue(raw)
  const prefix = readInstancePrefix(decoded ?? raw)
  let payload: AuthenticationResults | undefined
  const read = () => (payload ??= readPayload(raw, decoded, prefix))
  return {
    instance: prefix.instance,
    encoded: decoded !== undefined || decodeEncodedValue(raw, prefix.at) !== undefined,
    get authservId() {
      return read().authservId
    },
    get version() {
      return read().version
    },
    get form() {
      return read().form
    },
    get none() {
      return read().none
    },
    get results() {
      return read().results
    },
    get problems() {
      return read().problems
    },
  }
}

interface InstancePrefix {
  instance?: number
  at: number
  problem?: string
}

function readPayload(
  raw: string,
  decoded: string | undefined,
  prefix: InstancePrefix,
): AuthenticationResults {
  const payload =
    decoded === undefined
      ? parseAuthenticationResults(raw, prefix.at)
      : readAuthenticationResults(decoded, prefix.at)
  if (prefix.problem) addProblem(payload.problems, prefix.problem, 0, prefix.at)
  if (decoded === undefined) return payload
  for (const result of payload.results) {
    result.start = 0
    result.end = raw.length
  }
  coverWhole(payload, raw)
  return payload
}

/** Reads `[CFWS] i [CFWS] = [CFWS] 1*2DIGIT [CFWS] ;` and gives the place behind it, or 0 where it does not stand there. */
function readInstancePrefix(text: string): InstancePrefix {
  const start = skipCfws(text, 0)
  let at = skipCfws(text, start + 1)
  if ((text.charCodeAt(start) | 32) !== 0x69 || text.charCodeAt(at) !== 0x3d)
    return { at: 0, problem: 'i= does not stand first' }
  at = skipCfws(text, at + 1)
  let end = at
  while (end < text.length && text.charCodeAt(end) >= 0x30 && text.charCodeAt(end) <= 0x39) end++
  const instance = end > at && end - at <= 9 ? Number(text.slice(at, end)) : 0
  at = skipCfws(text, end)
  const closed = at >= text.length || text.charCodeAt(at) === 0x3b
  if (closed) at = Math.min(at + 1, text.length)
  if (instance < 1) return { at, problem: 'i= is no instance number' }
  return closed ? { instance, at } : { instance, at, problem: 'a semicolon is missing after i=' }
}

function parseArcTags(text: string): TagList {
  const list = parseTagList(text)
  undoQuotedPrintable(list)
  return list
}

function readInstance(list: TagList): number | undefined {
  const instance = readNumberTag(list, 'i')
  if (instance !== 0) return instance
  const tag = list.tags.get('i')!
  addProblem(list.problems, 'i= is no instance number', tag.start, tag.end)
  return undefined
}

/** Decoded text has no places of its own: they cover the whole value, and the encoding is a problem. */
function coverWhole(list: { tags?: Map<string, Tag>; problems: Problem[] }, raw: string): void {
  for (const tag of list.tags?.values() ?? []) {
    tag.start = tag.valueStart = 0
    tag.end = raw.length
  }
  for (const problem of list.problems) {
    problem.start = 0
    problem.end = raw.length
  }
  addProblem(list.problems, 'the value is an encoded word', 0, raw.length)
}
