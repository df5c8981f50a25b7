/** Tag lists, `tag=value; tag=value` (RFC 6376 3.2), and the kinds of value that DKIM and ARC fields share. */
import { addProblem, isSpace, type Problem, skipSpace, withoutSpace } from '../mime/scan.ts'

/** A tag with the place of its value; `value` is what stands there, folding kept, white space at its ends left out. */
export interface Tag {
  value: string
  /** The place of name and value in the raw value. */
  start: number
  end: number
  valueStart: number
}

export interface TagList {
  /** By case-sensitive name; of a repeated tag the first. */
  tags: Map<string, Tag>
  problems: Problem[]
}

const MAX_TAGS = 64
/** Longest domain name in code units (RFC 1035 2.3.4). */
const MAX_DOMAIN = 255

export function parseTagList(raw: string): TagList {
  const tags = new Map<string, Tag>()
  const problems: Problem[] = []
  let at = 0
  while (at < raw.length) {
    const semicolon = raw.indexOf(';', at)
    const close = semicolon < 0 ? raw.length : semicolon
    const start = skipSpace(raw, at)
    at = close + 1
    if (start >= close) {
      if (semicolon >= 0) addProblem(problems, 'a tag is empty', close, close + 1)
      continue
    }
    const end = trimEnd(raw, start, close)
    const nameEnd = tagNameEnd(raw, start, end)
    const equals = skipSpace(raw, nameEnd)
    if (nameEnd === start || equals >= end || raw.charCodeAt(equals) !== 0x3d) {
      addProblem(problems, 'a tag is not of the form name=value', start, end)
      continue
    }
    const name = raw.slice(start, nameEnd)
    if (tags.has(name)) {
      addProblem(problems, `${name}= stands more than once`, start, end)
      continue
    }
    if (tags.size >= MAX_TAGS) {
      addProblem(problems, `more than ${MAX_TAGS} tags`, start, raw.length)
      break
    }
    const valueStart = Math.min(skipSpace(raw, equals + 1), end)
    tags.set(name, { value: raw.slice(valueStart, end), start, end, valueStart })
  }
  if (tags.size === 0) addProblem(problems, 'there is no tag', 0, raw.length)
  return { tags, problems }
}

function trimEnd(raw: string, start: number, end: number): number {
  while (end > start && isSpace(raw.charCodeAt(end - 1))) end--
  return end
}

/** A letter, then letters, digits and underscores. */
function tagNameEnd(raw: string, start: number, end: number): number {
  for (let i = start; i < end; i++) {
    const code = raw.charCodeAt(i)
    const letter = (code | 32) >= 0x61 && (code | 32) <= 0x7a
    if (!letter && (i === start || !((code >= 0x30 && code <= 0x39) || code === 0x5f))) return i
  }
  return end
}

/** Reads an unsigned decimal of up to 15 digits; anything else is a problem. */
export function readNumberTag(list: TagList, name: string): number | undefined {
  const tag = list.tags.get(name)
  if (!tag) return undefined
  const { value } = tag
  let number = 0
  for (let i = 0; i < value.length; i++) {
    const digit = value.charCodeAt(i) - 0x30
    if (digit < 0 || digit > 9 || i >= 15) {
      addProblem(list.problems, `${name}= is no number`, tag.start, tag.end)
      return undefined
    }
    number = number * 10 + digit
  }
  if (value !== '') return number
  addProblem(list.problems, `${name}= is empty`, tag.start, tag.end)
  return undefined
}

const BASE64_CHAR = 1
const BASE64_SPACE = 2
const BASE64_PADDING = 3
const BASE64 = new Uint8Array(0x100)
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
  BASE64[char.charCodeAt(0)] = BASE64_CHAR
for (const char of ' \t\r\n') BASE64[char.charCodeAt(0)] = BASE64_SPACE
BASE64[0x3d] = BASE64_PADDING

/** Length of the base64 of a tag, without its white space. What is no base64 is a problem. */
export function checkBase64Tag(list: TagList, name: string): number | undefined {
  const tag = list.tags.get(name)
  if (!tag) return undefined
  const { value } = tag
  let wrong = false
  let padding = 0
  let spaces = 0
  for (let i = 0; i < value.length; i++) {
    const kind = BASE64[value.charCodeAt(i)]
    if (kind === BASE64_CHAR && padding === 0) continue
    if (kind === BASE64_SPACE) spaces++
    else if (kind === BASE64_PADDING) padding++
    else wrong = true
  }
  const length = value.length - spaces
  if (length === 0) addProblem(list.problems, `${name}= is empty`, tag.start, tag.end)
  else if (wrong || padding > 2 || length % 4 !== 0) {
    const damaged = value.indexOf('=3D') >= 0
    addProblem(
      list.problems,
      `${name}= ${damaged ? 'has quoted-printable damage' : 'is no base64'}`,
      tag.start,
      tag.end,
    )
  }
  return length
}

/** The base64 of a tag as it stands, with its folding taken away. */
export function readBase64Tag(tags: Map<string, Tag>, name: string): string | undefined {
  const tag = tags.get(name)
  return tag && withoutSpace(tag.value)
}

/** Reads a domain name in lower case, underscores allowed; one that cannot be a name is a problem, too long it is left out. */
export function readDomainTag(list: TagList, name: string): string | undefined {
  const tag = list.tags.get(name)
  if (!tag) return undefined
  const value = withoutFolds(tag.value)
  if (!isDomain(value)) {
    const what = value === '' ? 'empty' : 'no domain name'
    addProblem(list.problems, `${name}= is ${what}`, tag.start, tag.end)
  }
  return value.length > MAX_DOMAIN ? undefined : value.toLowerCase()
}

/** Signers fold long values where no white space belongs; it is taken away where a line ends in the value. */
export function withoutFolds(value: string): string {
  return value.indexOf('\n') < 0 && value.indexOf('\r') < 0 ? value : withoutSpace(value)
}

/** Labels of letters, digits, hyphens, underscores and bytes above 0x7f (RFC 8616), joined by single dots. */
function isDomain(text: string): boolean {
  if (text.length > MAX_DOMAIN) return false
  let label = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x2e) {
      if (label === 0) return false
      label = 0
      continue
    }
    const lower = code | 32
    const fits = (lower >= 0x61 && lower <= 0x7a) || (code >= 0x30 && code <= 0x39)
    if (!fits && code !== 0x2d && code !== 0x5f && code < 0x80) return false
    label++
  }
  return label > 0
}
