import { latin1 } from '../../mime/bytes.ts'
import { isMbox } from './mbox.ts'
import { isTar } from './tar.ts'

/** How many of the first bytes of a file decide whether it is mail. */
export const SNIFFED = 64 << 10

/** How the reason begins where a file is no mail, rather than mail that cannot be read. */
export const NO_MAIL = 'not mail'

const SIGNATURES: readonly [start: string, kind: string][] = [
  ['\x89PNG', 'a PNG picture'],
  ['GIF8', 'a GIF picture'],
  ['\xff\xd8\xff', 'a JPEG picture'],
  ['%PDF-', 'a PDF document'],
  ['PK\x03\x04', 'a ZIP archive'],
  ['\x1f\x8b', 'a gzip file'],
  ['BZh', 'a bzip2 file'],
  ['\xfd7zXZ', 'an xz file'],
  ['\x28\xb5\x2f\xfd', 'a zstd file'],
  ['7z\xbc\xaf', 'a 7z archive'],
  ['Rar!', 'a RAR archive'],
  ['!BDN', 'an Outlook data file'],
  ['\x7fELF', 'a program'],
  ['SQLite format 3', 'a database'],
]

/** How the name of the first member begins where a ZIP archive is a document of some program. */
const DOCUMENTS: readonly [start: string, kind: string][] = [
  ['[Content_Types].xml', 'an Office document'],
  ['_rels/', 'an Office document'],
  ['mimetype', 'an OpenDocument or EPUB document'],
  ['META-INF/', 'a Java archive'],
]
/** Where that name is in a ZIP archive. */
const FIRST_NAME = 30

export type Container = 'gzip' | 'zip' | 'tar' | 'mbox'

/** What holds messages, by its first bytes. */
export function containerOf(head: Uint8Array): Container | undefined {
  const start = latin1(head, 0, Math.min(head.length, 4))
  if (start.startsWith('\x1f\x8b\x08')) return 'gzip'
  if (start === 'PK\x03\x04' || start === 'PK\x05\x06') return documentOf(head) ? undefined : 'zip'
  if (isTar(head)) return 'tar'
  return isMbox(head) ? 'mbox' : undefined
}

function documentOf(head: Uint8Array): string | undefined {
  const name = latin1(head, Math.min(head.length, FIRST_NAME), Math.min(head.length, FIRST_NAME + 32))
  return DOCUMENTS.find(([start]) => name.startsWith(start))?.[1]
}

/** A header field as mail has them: a name of letters, digits and hyphens, then a colon. */
const FIELD = /^[a-z][\w.-]*[ \t]*:/i

/**
 * Why these first bytes of a file are no mail, or undefined where they may be. Mail has at least one header field before
 * its first blank line; blank lines, a byte order mark and an mbox line may come first.
 */
export function notMail(head: Uint8Array): string | undefined {
  const text = latin1(head, 0, Math.min(head.length, SNIFFED))
  const document = text.startsWith('PK\x03\x04') ? documentOf(head) : undefined
  if (document) return `${NO_MAIL} but ${document}`
  for (const [start, kind] of SIGNATURES) if (text.startsWith(start)) return `${NO_MAIL} but ${kind}`
  let at = text.startsWith('\xef\xbb\xbf') ? 3 : 0
  let started = false
  while (at < text.length) {
    const feed = text.indexOf('\n', at)
    const end = feed < 0 ? text.length : feed
    const line = text.slice(at, Math.min(end, at + 200)).trimEnd()
    at = end + 1
    if (FIELD.test(line)) return undefined
    if (line === '' && started) break
    started = line !== ''
  }
  return `${NO_MAIL}: it begins with no header field`
}
