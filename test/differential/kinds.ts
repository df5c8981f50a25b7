/** The kinds of difference that are known and explained in docs/differences.md, each with the test that recognises it. */
import { parseAddresses } from '../../src/fields/address.ts'
import { latin1 } from '../../src/mime/bytes.ts'
import type { TextBody } from '../../src/mime/collector.ts'
import { decodeUnstructured } from '../../src/mime/encoded-word.ts'
import type { Field } from '../../src/mime/field.ts'
import { isAscii } from '../../src/mime/scan.ts'
import { ADDRESS_FIELDS, ASPECTS, type Aspect, ID_FIELDS, type Ours, type PeerName } from './peers.ts'

/** An aspect on which a peer differs. */
export interface Difference {
  peer: PeerName
  aspect: Aspect
  ours: Ours
  /** The aspect of both readings, normalised. */
  our: string
  theirs: string
  /** The peer refused the message. */
  error?: Error
}

export interface Kind {
  /** Its heading in docs/differences.md. */
  id: string
  aspects: readonly Aspect[]
  /** Only that peer differs so. */
  peer?: PeerName
  matches(difference: Difference): boolean
}

const ADDRESSES = ['addresses', 'mailboxes'] as const
const HEADER_TEXT = ['subject', ...ADDRESSES] as const
const BODY = ['text', 'html'] as const

// ---- what the recognisers ask

const withoutSpaceAndQuoting = (text: string): string => text.replace(/[\s>]/g, '')
const withoutSpace = (text: string): string => text.replace(/\s/g, '')
/** Runs of other than ASCII made equal: what is left differs by more than the charset. */
const withoutHigh = (text: string): string => text.replace(/[^\x00-\x7f]+/g, '?')
const replacements = (text: string): number => text.split('\ufffd').length - 1

const has = ({ entity }: Ours, ...codes: string[]): boolean =>
  entity.defects.list.some(({ code }) => codes.includes(code))

const someText = ({ entity }: Ours, test: (body: TextBody) => boolean): boolean => entity.texts.some(test)

/** The fields that an aspect of the header's text is read from. */
function fieldsOf(ours: Ours, aspect: Aspect): Field[] {
  const names = aspect === 'subject' ? ['subject'] : ADDRESS_FIELDS
  return names.map((name) => ours.header.first(name)).filter((field) => field !== undefined)
}

/** All lines of the first, in their order, are among those of the second. */
function contained(first: string, second: string): boolean {
  const lines = second.split('\n')
  let at = 0
  for (const line of first.trimEnd().split('\n')) {
    if (line === '') continue
    at = lines.indexOf(line, at) + 1
    if (at === 0) return false
  }
  return true
}

/** Lists of addresses that break a rule of RFC 5322 in one of these ways. Those that break none have no excuse. */
const complains =
  (...messages: string[]) =>
  ({ ours, aspect }: Difference): boolean =>
    fieldsOf(ours, aspect).some(({ raw }) =>
      parseAddresses(raw).problems.some(({ message }) => messages.includes(message)),
    )

const encodedWordsComplain =
  (...messages: string[]) =>
  ({ ours, aspect }: Difference): boolean =>
    fieldsOf(ours, aspect).some(({ raw }) =>
      decodeUnstructured(raw).problems.some(({ message }) => messages.includes(message)),
    )

const rawMatches =
  (pattern: RegExp) =>
  ({ ours, aspect }: Difference): boolean =>
    fieldsOf(ours, aspect).some(({ raw }) => pattern.test(raw))

// ---- the table

/** The first that matches names the difference. */
export const KINDS: readonly Kind[] = [
  {
    id: 'limits',
    aspects: ASPECTS,
    matches: (d) =>
      d.error
        ? / exceeded$/.test(d.error.message)
        : d.ours.entity.limitHits.length > 0 || complains('more mailboxes than are read')(d),
  },
  // what is a field
  {
    id: 'name-folded-before-colon',
    aspects: ['fields', ...ADDRESSES],
    matches: ({ ours }) =>
      ours.header.fields.some(
        ({ name, raw }) => name === '' && /^[\x21-\x39\x3b-\x7e]+\s*\n[ \t]+:/.test(raw),
      ),
  },
  {
    id: 'from-field-taken-for-mbox-line',
    aspects: ['fields', ...ADDRESSES],
    peer: 'mailparser',
    matches: ({ ours }) => ours.header.fields[0]?.name === 'from' && has(ours, 'space-before-colon'),
  },
  {
    id: 'header-without-blank-line',
    aspects: ['fields', ...BODY],
    matches: ({ ours }) => has(ours, 'missing-blank-line'),
  },
  {
    id: 'line-that-is-no-field',
    aspects: ['fields'],
    peer: 'postal-mime',
    matches: ({ ours, our, theirs }) =>
      has(ours, 'malformed-field', 'mbox-from-line') && contained(our, theirs),
  },
  {
    id: 'words-beside-identifiers',
    aspects: ['ids'],
    matches: ({ ours, peer, theirs }) =>
      ID_FIELDS.every((name) =>
        ours.reading[peer].ids[name].every((id) => theirs.includes(withoutSpace(id))),
      ),
  },
  { id: 'date-out-of-form', aspects: ['date'], matches: ({ ours }) => ours.header.has('date') },
  // charsets
  {
    id: 'line-ends-inside-utf-16',
    aspects: ['text'],
    peer: 'postal-mime',
    matches: ({ ours }) =>
      someText(ours, ({ text }) => text.charset.startsWith('utf-16') && text.encoding !== 'base64'),
  },
  {
    id: 'utf-7',
    aspects: [...HEADER_TEXT, ...BODY],
    matches: (d) =>
      d.aspect === 'text' || d.aspect === 'html'
        ? someText(d.ours, ({ text }) => text.charset.includes('utf-7'))
        : rawMatches(/=\?utf-7[*?]/i)(d),
  },
  {
    id: 'byte-order-mark',
    aspects: [...HEADER_TEXT, ...BODY],
    matches: ({ our, theirs }) => our.replaceAll('\ufeff', '') === theirs,
  },
  {
    id: 'utf-8-under-another-label',
    aspects: BODY,
    peer: 'postal-mime',
    matches: ({ ours, our, theirs }) =>
      withoutHigh(our) === withoutHigh(theirs) &&
      someText(ours, ({ text }) => text.charset === 'utf-8' && !/^utf-?8$/i.test(text.label ?? 'utf-8')),
  },
  {
    id: 'undefined-in-windows-1252',
    aspects: BODY,
    peer: 'mailparser',
    matches: ({ our, theirs }) => our.replace(/[\x80-\x9f]/g, '\ufffd') === theirs,
  },
  {
    id: 'space-trimmed-before-decoding',
    aspects: ['subject'],
    peer: 'mailparser',
    matches: ({ our, theirs }) => theirs.endsWith('\ufffd') && our.startsWith(theirs.slice(0, -1)),
  },
  {
    id: 'character-split-over-encoded-words',
    aspects: HEADER_TEXT,
    peer: 'postal-mime',
    matches: ({ ours, aspect, our, theirs }) =>
      withoutHigh(our) === withoutHigh(theirs) &&
      replacements(our) < replacements(theirs) &&
      fieldsOf(ours, aspect).every(({ raw }) => isAscii(raw)),
  },
  {
    id: 'encoded-word-out-of-form',
    aspects: HEADER_TEXT,
    matches: encodedWordsComplain(
      'bytes above 0x7e inside an encoded word',
      'encoded word without a charset',
      'encoded word without "?="',
    ),
  },
  {
    id: 'undeclared-8-bit',
    aspects: [...HEADER_TEXT, ...BODY],
    matches: ({ our, theirs }) =>
      withoutHigh(our) === withoutHigh(theirs) && replacements(our) < replacements(theirs),
  },
  {
    id: 'bytes-outside-the-charset',
    aspects: BODY,
    peer: 'mailparser',
    matches: ({ ours, our }) =>
      replacements(our) > 0 &&
      someText(ours, ({ text }) => text.problems.some(({ code }) => code === 'bad-charset')),
  },
  // lists of addresses
  { id: 'no-comma-between-addresses', aspects: ADDRESSES, matches: complains('no comma between addresses') },
  { id: 'empty-angle-brackets', aspects: ADDRESSES, matches: complains('an empty address') },
  { id: 'text-after-an-address', aspects: ADDRESSES, matches: complains('text after an address') },
  { id: 'colon-without-a-group', aspects: ADDRESSES, matches: complains('a colon outside a group name') },
  {
    id: 'white-space-in-an-address',
    aspects: ADDRESSES,
    matches: (d) =>
      complains('white space in an address')(d) ||
      (withoutSpace(d.our) === withoutSpace(d.theirs) && rawMatches(/@\s|\s@/)(d)),
  },
  {
    id: 'brackets-out-of-form',
    aspects: ADDRESSES,
    matches: complains(
      'an angle bracket in angle brackets',
      'a comment without end',
      'a quoted string without end',
    ),
  },
  { id: 'source-route', aspects: ADDRESSES, peer: 'postal-mime', matches: rawMatches(/<\s*@[^>]*:/) },
  {
    id: 'words-side-by-side',
    aspects: ADDRESSES,
    matches: (d) => withoutSpace(d.our) === withoutSpace(d.theirs) && rawMatches(/"\S|\S"/)(d),
  },
  { id: 'comment-in-a-list', aspects: ADDRESSES, matches: rawMatches(/\(/) },
  {
    id: 'encoded-word-in-an-address',
    aspects: ADDRESSES,
    matches: ({ our, theirs }) => `${our}${theirs}`.includes('=?'),
  },
  {
    id: 'name-without-address',
    aspects: ['mailboxes'],
    matches: complains('a name without address', 'a comment without address'),
  },
  { id: 'quoted-local-part', aspects: ['mailboxes'], matches: rawMatches(/"[^"]+"[^\s<]*@/) },
  { id: 'address-without-domain', aspects: ['mailboxes'], matches: complains('an address without domain') },
  // bodies
  {
    id: 'format-flowed',
    aspects: ['text'],
    matches: ({ ours, our, theirs }) =>
      withoutSpaceAndQuoting(our) === withoutSpaceAndQuoting(theirs) &&
      someText(ours, ({ part }) => part.parameters.get('format')?.toLowerCase() === 'flowed'),
  },
  {
    id: 'content-type-out-of-form',
    aspects: BODY,
    matches: ({ ours, our, theirs }) =>
      has(ours, 'bad-content-type', 'bad-parameter') && contained(theirs, our),
  },
  {
    id: 'boundary-on-a-text-part',
    aspects: BODY,
    peer: 'mailparser',
    matches: ({ ours }) =>
      someText(ours, ({ part }) => part.type.startsWith('text/') && part.parameters.has('boundary')),
  },
  {
    id: 'message-as-the-whole',
    aspects: BODY,
    matches: ({ ours, theirs }) => ours.entity.root.kind === 'message' && theirs === '',
  },
  {
    id: 'attached-message-shown-as-text',
    aspects: BODY,
    peer: 'mailparser',
    matches: ({ ours, our, theirs }) =>
      ours.entity.parts.some(({ kind, parent }) => kind === 'message' && parent) && contained(our, theirs),
  },
  {
    id: 'boundary-out-of-form',
    aspects: BODY,
    matches: ({ ours }) =>
      has(ours, 'bad-boundary') ||
      ours.entity.parts.some(({ parameters }) => parameters.get('boundary')?.endsWith(' ')),
  },
  {
    id: 'escape-cut-by-a-soft-line-break',
    aspects: BODY,
    peer: 'mailparser',
    matches: ({ ours }) =>
      someText(
        ours,
        ({ text }) =>
          text.encoding === 'quoted-printable' &&
          /=[0-9A-F]?=\r?\n[0-9A-F]/i.test(latin1(text.raw, 0, text.raw.length)),
      ),
  },
]

/** The kind of a difference, or undefined where it is none that is known. */
export const kindOf = (difference: Difference): Kind | undefined =>
  KINDS.find(
    ({ aspects, peer, matches }) =>
      aspects.includes(difference.aspect) && (!peer || peer === difference.peer) && matches(difference),
  )
