/**
 * The shape of a web address: what is left where everything that is varied at no cost is taken out. The host is left out, since
 * domains are cheap; numbers and random tokens stand for their kind, and of parameters the names count, not the values.
 */
import { hashText, mix } from './hash.ts'

/** Code units of an address that are looked at. */
const MAX_URL = 400

// what a piece of a path is
const WORD = 1
const NUMBER = 2
const TOKEN = 3
const ADDRESS = 4

const NAMED = hashText('named')
const SHAPED = hashText('shaped')
const PARAMETER = hashText('parameter')
const PLACES = hashText('places')

/** What follows an address's path for statistics, on links of any sender. */
const STATISTICS = 'utm_'

/** A set of hashes that is filled up and emptied again. */
export interface HashSet {
  values: Int32Array
  size: number
}

export function hashSet(room: number): HashSet {
  return { values: new Int32Array(room), size: 0 }
}

/** Adds a hash unless it is there, or there is no room. */
function addTo(set: HashSet, hash: number): void {
  const { values, size } = set
  for (let i = 0; i < size; i++) if (values[i] === hash) return
  if (size < values.length) values[set.size++] = hash
}

/**
 * Adds what the shape of an address consists of: its path with the words kept, the same with words as one kind, how the path
 * and the query are built, and the name of each parameter. Nothing where it has no path, or is no web address.
 */
export function addUrlShape(set: HashSet, url: string): void {
  const start = pathStart(url)
  if (start < 0) return
  const end = Math.min(url.length, start + MAX_URL)
  if (end - start < 2) return
  let named = NAMED
  let shaped = SHAPED
  let words = 0
  let pieces = 0
  let i = start
  let at = start
  for (; i <= end; i++) {
    const code = i < end ? url.charCodeAt(i) : 0x2f
    if (!isMark(code)) continue
    if (i > at) {
      const kind = pieceKind(url, at, i)
      named = mix(named, kind === WORD ? hashText(url, 0, at, i) : kind)
      shaped = mix(shaped, kind)
      pieces++
      if (kind === WORD) words++
    }
    if (code === 0x3f || code === 0x23) break
    named = mix(named, code)
    shaped = mix(shaped, code)
    at = i + 1
  }
  if (words > 0) addTo(set, named)
  if (pieces > 2) addTo(set, shaped)
  let parameters = PLACES
  for (i++; i < end; i++) {
    at = i
    while (i < end && !isDelimiter(url.charCodeAt(i))) i++
    if (i === at) continue
    const code = i < end ? url.charCodeAt(i) : 0
    parameters = mix(parameters, code)
    if (code !== 0x3d) continue
    if (!url.startsWith(STATISTICS, at)) addTo(set, hashText(url, PARAMETER, at, i))
    while (i < end && !isSeparator(url.charCodeAt(i))) i++
  }
  if (parameters !== PLACES) addTo(set, mix(parameters, shaped))
}

/** Where the path begins, behind `//host`; -1 where there is no host. */
function pathStart(url: string): number {
  const slashes = url.indexOf('//')
  if (slashes < 0 || slashes > 10) return -1
  for (let i = slashes + 2; i < url.length; i++) {
    const code = url.charCodeAt(i)
    if (code === 0x2f || code === 0x3f || code === 0x23) return i
  }
  return -1
}

/** Sets pieces of a path apart. */
const MARKS = new Uint8Array(0x80)
for (const mark of '/?#&=;,:.!~|+_-') MARKS[mark.charCodeAt(0)] = 1

function isMark(code: number): boolean {
  return code < 0x80 && MARKS[code] === 1
}

/** `&` or `;`, or the beginning of a fragment. */
function isSeparator(code: number): boolean {
  return code === 0x26 || code === 0x3b || code === 0x23
}

function isDelimiter(code: number): boolean {
  return code === 0x3d || isSeparator(code)
}

/** A word is letters of one case, the first one aside. */
function pieceKind(url: string, start: number, end: number): number {
  let letters = 0
  let digits = 0
  let upper = 0
  for (let i = start; i < end; i++) {
    const code = url.charCodeAt(i)
    if (code >= 0x30 && code <= 0x39) digits++
    else if ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) {
      letters++
      if (code < 0x60) upper++
    } else if (code === 0x40) return ADDRESS
    else if (code === 0x25) return TOKEN
  }
  if (letters === 0) return NUMBER
  if (digits > 0 || end - start > 20) return TOKEN
  const mixed = upper > 0 && upper < letters && !(upper === 1 && url.charCodeAt(start) < 0x60)
  return mixed ? TOKEN : WORD
}
