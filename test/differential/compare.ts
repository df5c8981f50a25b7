/** Holds two readings of a message against each other, aspect by aspect. */
import { decodeCharset } from '../../src/mime/charset.ts'
import { type Kind, kindOf } from './kinds.ts'
import {
  ADDRESS_FIELDS,
  type Aspect,
  ID_FIELDS,
  type Mailbox,
  type Ours,
  type PeerName,
  type PeerReading,
  type Reading,
} from './peers.ts'

/** The runtime's own fault: `TextDecoder` of Node 20 reads 0x80..0x9f of windows-1252 as C1 controls. */
const DECODER_IS_BROKEN = new TextDecoder('windows-1252').decode(Uint8Array.of(0x92)) !== '\u2019'

function repaired(text: string): string {
  if (!DECODER_IS_BROKEN) return text
  return text.replace(
    /[\x80-\x9f]/g,
    (char) => decodeCharset(Uint8Array.of(char.charCodeAt(0)), 'windows-1252').text,
  )
}

/**
 * Lines without what may follow them, and without blank lines: some count a part's last line end to the boundary, and
 * between parts each peer puts line ends of its own, mailparser with `<br/>`.
 */
function lines(text: string): string {
  let out = ''
  for (const line of repaired(text).split(/\r\n|\r|\n/)) {
    const kept = line.trimEnd()
    if (kept !== '' && kept !== '<br/>') out += `${kept}\n`
  }
  return out
}

/** One space for each run of white space: unfolding leaves one (ours, mailparser) or all of it (postal-mime). */
const words = (text: string): string =>
  repaired(text)
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(/^ | $/g, '')

/** A name of printable ASCII (RFC 5322 2.2). A line without one is no field: each peer has its own way of listing it. */
const FIELD_NAME = /^[\x21-\x39\x3b-\x7e]+$/

/** A name that only repeats the address says nothing: the peers drop it. */
const isRepeated = ({ name, address }: Mailbox): boolean => name.toLowerCase() === address.toLowerCase()

/** Names and addresses as they follow each other; what stands between them tells only which is which. */
function textOf(list: readonly Mailbox[]): string {
  const all = words(
    list.map((box) => (isRepeated(box) ? box.address : `${box.name} ${box.address}`)).join(' '),
  ).replace(/[<>",]/g, '')
  const tokens = all.split(' ').filter((token) => token !== '')
  // the same address twice in a row: a name that repeats it
  return tokens
    .filter((token, i) => !token.includes('@') || token.toLowerCase() !== tokens[i - 1]?.toLowerCase())
    .join(' ')
}

const mailboxesOf = (list: readonly Mailbox[]): string =>
  list.map((box) => `${isRepeated(box) ? '' : words(box.name)} <${words(box.address)}>`).join(', ')

/** The aspect of a reading, so written that equal means the same to a reader. */
function normal(reading: Reading, aspect: Aspect): string {
  switch (aspect) {
    case 'fields':
      return reading.fields.filter((name) => FIELD_NAME.test(name)).join('\n')
    case 'subject':
      return words(reading.subject)
    case 'addresses':
      return ADDRESS_FIELDS.map((name) => `${name}: ${textOf(reading.addresses[name])}`).join('\n')
    case 'mailboxes':
      return ADDRESS_FIELDS.map((name) => `${name}: ${mailboxesOf(reading.addresses[name])}`).join('\n')
    case 'ids':
      // a fold inside an identifier is white space to peers
      return ID_FIELDS.map((name) => `${name}: ${reading.ids[name].join('').replace(/\s+/g, '')}`).join('\n')
    case 'date':
      return String(reading.date)
    default:
      return lines(reading[aspect])
  }
}

/** How a peer's reading of one aspect stands to ours. */
export type Outcome = 'agree' | 'unexplained' | Kind['id']

export function compare(ours: Ours, peer: PeerName, their: PeerReading, aspect: Aspect): Outcome {
  const error = their instanceof Error ? their : undefined
  const our = normal(ours.reading[peer], aspect)
  const theirs = their instanceof Error ? '' : normal(their, aspect)
  if (!error && our === theirs) return 'agree'
  return kindOf({ peer, aspect, ours, our, theirs, error })?.id ?? 'unexplained'
}
