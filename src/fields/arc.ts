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
  checkBase64Tag,
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

export function parseArcSeal(raw: string): ArcSeal {
  return new LazySeal(raw)
}

export function parseArcMessageSignature(raw: string): ArcMessageSignature {
  return new LazyMessageSignature(raw)
}

/** `i=N; authserv-id; results` (RFC 8617 4.1.1). */
export function parseArcAuthenticationResults(raw: string): ArcAuthenticationResults {
  return new LazyResults(raw)
}

/** Of the value only what groups and checks a chain is read at once, the rest and its problems when first asked for. */
class LazySeal implements ArcSeal {
  readonly instance: number | undefined
  readonly encoded: boolean
  readonly chainValidation: string | undefined
  readonly domain: string | undefined
  readonly #raw: string
  readonly #list: TagList
  #rest: ReturnType<typeof readSeal> | undefined

  constructor(raw: string) {
    const decoded = decodeEncodedValue(raw)
    const list = parseArcTags(decoded ?? raw)
    const quiet = { tags: list.tags, problems: [] }
    this.instance = readInstance(quiet)
    this.encoded = decoded !== undefined
    this.chainValidation = list.tags.get('cv')?.value
    this.domain = readDomainTag(quiet, 'd')
    this.#raw = raw
    this.#list = list
  }

  #read(): ReturnType<typeof readSeal> {
    return (this.#rest ??= readSeal(this.#list, this.encoded ? this.#raw : undefined))
  }

  get algorithm() {
    return this.#read().algorithm
  }

  get selector() {
    return this.#read().selector
  }

  get timestamp() {
    return this.#read().timestamp
  }

  get signature() {
    return readBase64Tag(this.#list.tags, 'b')
  }

  get tags() {
    if (this.encoded) this.#read()
    return this.#list.tags
  }

  get problems() {
    this.#read()
    return this.#list.problems
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
  const selector = readDomainTag(list, 's')
  const timestamp = readNumberTag(list, 't')
  checkBase64Tag(list, 'b')
  if (encoded !== undefined) coverWhole(list, encoded)
  return { algorithm, selector, timestamp }
}

/** As {@link LazySeal}. */
class LazyMessageSignature implements ArcMessageSignature {
  readonly instance: number | undefined
  readonly encoded: boolean
  readonly #raw: string
  readonly #list: TagList
  #rest: Signature | undefined

  constructor(raw: string) {
    const decoded = decodeEncodedValue(raw)
    const list = parseArcTags(decoded ?? raw)
    this.instance = readInstance({ tags: list.tags, problems: [] })
    this.encoded = decoded !== undefined
    this.#raw = raw
    this.#list = list
  }

  #read(): Signature {
    return (this.#rest ??= readMessageSignature(this.#list, this.encoded ? this.#raw : undefined))
  }

  get algorithm() {
    return this.#read().algorithm
  }

  get domain() {
    return this.#read().domain
  }

  get selector() {
    return this.#read().selector
  }

  get canonicalization() {
    return this.#read().canonicalization
  }

  get signed() {
    return this.#read().signed
  }

  get bodyLength() {
    return this.#read().bodyLength
  }

  get timestamp() {
    return this.#read().timestamp
  }

  get expiration() {
    return this.#read().expiration
  }

  get bodyHash() {
    return this.#read().bodyHash
  }

  get signature() {
    return this.#read().signature
  }

  get problems() {
    return this.#read().problems
  }

  get tags() {
    if (this.encoded) this.#read()
    return this.#list.tags
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

/** Of the value only the instance is read at once, what stands behind it when first asked for. */
class LazyResults implements ArcAuthenticationResults {
  readonly instance: number | undefined
  readonly encoded: boolean
  readonly #raw: string
  readonly #decoded: string | undefined
  readonly #prefix: InstancePrefix
  #payload: AuthenticationResults | undefined

  constructor(raw: string) {
    this.#raw = raw
    this.#decoded = decodeEncodedValue(raw)
    this.#prefix = readInstancePrefix(this.#decoded ?? raw)
    this.instance = this.#prefix.instance
    this.encoded = this.#decoded !== undefined || decodeEncodedValue(raw, this.#prefix.at) !== undefined
  }

  #read(): AuthenticationResults {
    return (this.#payload ??= readPayload(this.#raw, this.#decoded, this.#prefix))
  }

  get authservId() {
    return this.#read().authservId
  }

  get version() {
    return this.#read().version
  }

  get form() {
    return this.#read().form
  }

  get none() {
    return this.#read().none
  }

  get results() {
    return this.#read().results
  }

  get problems() {
    return this.#read().problems
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
