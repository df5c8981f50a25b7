/** DKIM-Signature (RFC 6376 3.5, with RFC 8301 and RFC 8463), and what it shares with the fields of ARC (RFC 8617 4). */
import { addProblem, type Problem } from '../mime/scan.ts'
import {
  checkBase64Tag,
  parseTagList,
  readBase64Tag,
  readDomainTag,
  readNumberTag,
  type Tag,
  type TagList,
  withoutFolds,
} from './tag-list.ts'

/** What a DKIM-Signature and an ARC-Message-Signature say about a message. */
export interface Signature {
  /** `a=`, as written. */
  algorithm?: string
  /** `d=`, lower case. */
  domain?: string
  /** `s=`, lower case. */
  selector?: string
  /** `c=`; absent means simple/simple, one word alone leaves the body simple. */
  canonicalization: { header: string; body: string }
  /** `h=`: names signed, lower case, in order, repetitions kept. */
  signed: string[]
  /** `l=`: how many bytes of the canonical body are signed. */
  bodyLength?: number
  /** `t=` and `x=`: seconds since 1970. */
  timestamp?: number
  expiration?: number
  /** `bh=` and `b=`, base64, folding taken away. */
  bodyHash?: string
  signature?: string
  tags: Map<string, Tag>
  problems: Problem[]
}

export interface DkimSignature extends Signature {
  /** `v=`, as written. */
  version?: string
  /** `i=`, as written (dkim-quoted-printable, RFC 6376 2.11). */
  identity?: string
  /** `q=`: query methods, lower case. */
  query?: string[]
}

const MAX_SIGNED = 1000
/** Longest word of a list in code units: no field name is longer than a line (RFC 5322 2.1.1). */
const MAX_WORD = 998

/** Length of the base64 of the hash that each algorithm makes. */
const HASH_LENGTHS = new Map([
  ['rsa-sha256', 44],
  ['ed25519-sha256', 44],
  ['rsa-sha1', 28],
])

export function parseDkimSignature(raw: string): DkimSignature {
  const list = parseTagList(raw)
  undoQuotedPrintable(list)
  requireTags(list, ['v', 'a', 'b', 'bh', 'd', 'h', 's'])
  const signature = readSignature(list)
  const version = list.tags.get('v')
  signature.version = version?.value
  if (version && version.value !== '1') addProblem(list.problems, 'v= is not 1', version.start, version.end)
  const identity = list.tags.get('i')
  if (identity) {
    signature.identity = withoutFolds(identity.value)
    checkIdentity(list, identity, signature.identity, signature.domain)
  }
  const query = list.tags.get('q')
  if (query) {
    signature.query = splitList(list, query)
    if (!signature.query.includes('dns/txt'))
      addProblem(list.problems, 'q= names no known query method', query.start, query.end)
  }
  return signature
}

/** Lists every tag of `names` that is not there. */
export function requireTags(list: TagList, names: string[]): void {
  for (const name of names) if (!list.tags.has(name)) addProblem(list.problems, `${name}= is missing`, 0, 0)
}

/** Reads `a=`; rsa-sha1 is a problem of its own, for it must not be used (RFC 8301 3.1). */
export function readAlgorithm(list: TagList): string | undefined {
  const tag = list.tags.get('a')
  if (!tag) return undefined
  if (tag.value === 'rsa-sha1') addProblem(list.problems, 'a= is the historic rsa-sha1', tag.start, tag.end)
  else if (!HASH_LENGTHS.has(tag.value))
    addProblem(list.problems, 'a= is no known algorithm', tag.start, tag.end)
  return tag.value
}

/** Reads the tags that a DKIM-Signature shares with an ARC-Message-Signature. */
export function readSignature(list: TagList): DkimSignature {
  return new TagSignature(list)
}

class TagSignature implements DkimSignature {
  readonly algorithm: string | undefined
  readonly domain: string | undefined
  readonly selector: string | undefined
  readonly canonicalization: { header: string; body: string }
  readonly signed: string[]
  readonly bodyLength: number | undefined
  readonly timestamp: number | undefined
  readonly expiration: number | undefined
  readonly tags: Map<string, Tag>
  readonly problems: Problem[]
  version: string | undefined = undefined
  identity: string | undefined = undefined
  query: string[] | undefined = undefined

  constructor(list: TagList) {
    const { tags, problems } = list
    this.tags = tags
    this.problems = problems
    this.algorithm = readAlgorithm(list)
    const hashLength = checkBase64Tag(list, 'bh')
    const length = HASH_LENGTHS.get(this.algorithm ?? '')
    if (hashLength && length !== undefined && hashLength !== length) {
      const tag = tags.get('bh')!
      addProblem(problems, 'bh= has not the length of a hash of a=', tag.start, tag.end)
    }
    this.timestamp = readNumberTag(list, 't')
    this.expiration = readNumberTag(list, 'x')
    if (this.timestamp !== undefined && this.expiration !== undefined && this.expiration <= this.timestamp) {
      const tag = tags.get('x')!
      addProblem(problems, 'x= is not after t=', tag.start, tag.end)
    }
    this.domain = readDomainTag(list, 'd')
    this.selector = readDomainTag(list, 's')
    this.canonicalization = readCanonicalization(list)
    this.signed = readSigned(list)
    this.bodyLength = readNumberTag(list, 'l')
    checkBase64Tag(list, 'b')
  }

  get bodyHash(): string | undefined {
    return readBase64Tag(this.tags, 'bh')
  }

  get signature(): string | undefined {
    return readBase64Tag(this.tags, 'b')
  }
}

function readCanonicalization({ tags, problems }: TagList): { header: string; body: string } {
  const tag = tags.get('c')
  if (!tag) return { header: 'simple', body: 'simple' }
  const slash = tag.value.indexOf('/')
  const header = (slash < 0 ? tag.value : tag.value.slice(0, slash)).toLowerCase()
  const body = slash < 0 ? 'simple' : tag.value.slice(slash + 1).toLowerCase()
  if ((header !== 'simple' && header !== 'relaxed') || (body !== 'simple' && body !== 'relaxed'))
    addProblem(problems, 'c= is no known canonicalization', tag.start, tag.end)
  return { header, body }
}

/** Lists of names met lately: a signer names the same fields in all its mail. */
const lists = new Map<string, readonly string[]>()
const LISTS_CACHED = 512
const LONGEST_LIST_CACHED = 500

/** The names of a list; the array is the caller's own. */
function namesOf(list: TagList, tag: Tag): string[] {
  const known = lists.get(tag.value)
  if (known) return known.slice()
  const names = splitList(list, tag)
  if (tag.value.length > LONGEST_LIST_CACHED) return names
  if (lists.size >= LISTS_CACHED) lists.clear()
  // slices would keep the field that they were cut from alive as long as the cache
  lists.set(
    ` ${tag.value}`.slice(1),
    names.map((name) => ` ${name}`.slice(1)),
  )
  return names
}

function readSigned(list: TagList): string[] {
  const { tags, problems } = list
  const tag = tags.get('h')
  if (!tag) return []
  const signed = namesOf(list, tag)
  if (signed.length >= MAX_SIGNED)
    addProblem(problems, `h= names ${MAX_SIGNED} fields or more`, tag.start, tag.end)
  if (!signed.includes('from')) addProblem(problems, 'h= does not name From', tag.start, tag.end)
  return signed
}

/** The words of a list that colons separate, lower case, without empty ones; what is too long for one is a problem. */
function splitList(list: TagList, tag: Tag): string[] {
  const { value } = tag
  const words: string[] = []
  let at = 0
  while (at < value.length && words.length < MAX_SIGNED) {
    const colon = value.indexOf(':', at)
    const end = colon < 0 ? value.length : colon
    const word = value.slice(at, end).trim()
    if (word.length > MAX_WORD) addProblem(list.problems, 'a word of a list is too long', tag.start, tag.end)
    else if (word !== '') words.push(word.toLowerCase())
    at = end + 1
  }
  return words
}

/** The domain of `i=` is that of `d=` or below it (RFC 6376 3.5). */
function checkIdentity(list: TagList, tag: Tag, identity: string, domain: string | undefined): void {
  const at = identity.lastIndexOf('@')
  if (at < 0) {
    addProblem(list.problems, 'i= has no at sign', tag.start, tag.end)
    return
  }
  const own = identity.slice(at + 1).toLowerCase()
  if (domain !== undefined && own !== domain && !own.endsWith(`.${domain}`))
    addProblem(list.problems, 'i= is outside the domain of d=', tag.start, tag.end)
}

/**
 * A relay that encodes a header as if it were a body turns `v=1` into `v=3D1`. Where `v=` or `a=` shows that, every value
 * is read without the `3D`; the places stay those of the raw value.
 */
export function undoQuotedPrintable(list: TagList): void {
  const shown = list.tags.get('v') ?? list.tags.get('a')
  if (!shown?.value.startsWith('3D')) return
  addProblem(list.problems, 'the tags have quoted-printable damage', shown.start, shown.end)
  for (const tag of list.tags.values()) {
    if (!tag.value.startsWith('3D')) continue
    tag.value = tag.value.slice(2)
    tag.valueStart += 2
  }
}
