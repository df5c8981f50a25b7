/** One message as backstamp and two peers read it, brought to one shape. */
import { type AddressObject, type EmailAddress, type ParsedMail, simpleParser } from 'mailparser'
import PostalMime, { type Address, addressParser, decodeWords, type Email } from 'postal-mime'
import { parseAddresses } from '../../src/fields/address.ts'
import { parseDate } from '../../src/fields/date.ts'
import { parseMessageIds } from '../../src/fields/message-id.ts'
import type { Entity } from '../../src/mime/collector.ts'
import { Header } from '../../src/mime/header.ts'
import type { Part } from '../../src/mime/parser.ts'
import { collectWhole } from '../helpers/outline.ts'

export const PEERS = ['mailparser', 'postal-mime'] as const
export type PeerName = (typeof PEERS)[number]

export const ADDRESS_FIELDS = ['from', 'to', 'cc', 'reply-to'] as const
export const ID_FIELDS = ['message-id', 'in-reply-to', 'references'] as const

/**
 * What is held against each other. `addresses` is the text of From, To, Cc and Reply-To; `mailboxes` is what is taken for a
 * display name and what for an address in it.
 */
export const ASPECTS = ['fields', 'subject', 'addresses', 'mailboxes', 'ids', 'date', 'text', 'html'] as const
export type Aspect = (typeof ASPECTS)[number]

export interface Mailbox {
  name: string
  address: string
}

/** What all three make of a message. Of several equal fields the topmost counts. */
export interface Reading {
  /** Names of the message's header fields in order, lower case; empty for a line that is no field. */
  fields: string[]
  subject: string
  /** Members of groups too. */
  addresses: Record<(typeof ADDRESS_FIELDS)[number], Mailbox[]>
  /** Without angle brackets. */
  ids: Record<(typeof ID_FIELDS)[number], string[]>
  /** Milliseconds since 1970; undefined where there is no date that can be read. */
  date: number | undefined
  /** The text parts that are part of the message's own body, joined as the peer joins them. */
  text: string
  html: string
}

export interface Ours {
  entity: Entity
  header: Header
  /** Body joined as that peer joins it. */
  reading: Record<PeerName, Reading>
}

/** A peer that refuses the message gives its error. */
export type PeerReading = Reading | Error

// ---- backstamp

const mailbox = (name: string | undefined, address: string | undefined): Mailbox => ({
  name: name ?? '',
  address: address ?? '',
})

const record = <K extends string, V>(keys: readonly K[], value: (key: K) => V): Record<K, V> =>
  Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>

function isAlternative(part: Part): boolean {
  for (let p = part.parent; p; p = p.parent) if (p.type === 'multipart/alternative') return true
  return false
}

/**
 * Parts that peers take for text: a multipart without boundary and AMP are text to backstamp alone. mailparser joins
 * with `<br/>`, also where it was told not to make HTML of a text part.
 */
function bodies(entity: Entity, peer: PeerName): { text: string; html: string } {
  const text: string[] = []
  const html: string[] = []
  for (const { part, text: body } of entity.texts) {
    if (part.type === 'text/html') html.push(body.text)
    else if (part.type === 'text/plain') {
      text.push(body.text)
      if (peer === 'mailparser' && body.text !== '' && !isAlternative(part)) html.push('')
    }
  }
  if (!html.some(Boolean)) html.length = 0
  return { text: text.join('\n'), html: html.join(peer === 'mailparser' ? '<br/>\n' : '\n') }
}

export function readOurs(bytes: Uint8Array): Ours {
  const entity = collectWhole(bytes)
  const header = new Header(entity.root.fields)
  const raw = (name: string) => header.first(name)?.raw ?? ''
  const values = {
    fields: entity.root.fields.map(({ name }) => name),
    subject: header.first('subject')?.decoded ?? '',
    addresses: record(ADDRESS_FIELDS, (name) =>
      parseAddresses(raw(name)).mailboxes.map((box) => mailbox(box.name, box.address)),
    ),
    ids: record(ID_FIELDS, (name) => parseMessageIds(raw(name)).ids.map(({ id }) => id)),
    date: parseDate(raw('date'))?.time,
  }
  return { entity, header, reading: record(PEERS, (peer) => ({ ...values, ...bodies(entity, peer) })) }
}

// ---- mailparser

const first = <T>(value: T | T[] | undefined): T | undefined => (Array.isArray(value) ? value[0] : value)

/** One string may hold several identifiers; mailparser puts brackets around the whole. */
const idsOf = (value: string | string[] | undefined): string[] =>
  (Array.isArray(value) ? value.join(' ') : (value ?? '')).split(/[\s<>]+/).filter((id) => id !== '')

const flat = (list: EmailAddress[]): Mailbox[] =>
  list.flatMap(({ name, address, group }) => (group ? flat(group) : [mailbox(name, address)]))

function mailparserReading(mail: ParsedMail): Reading {
  const value = (name: string) => mail.headers?.get(name)
  return {
    fields: (mail.headerLines ?? []).map(({ key }) => key),
    subject: String(value('subject') ?? ''),
    addresses: record(ADDRESS_FIELDS, (name) =>
      flat(first(value(name) as AddressObject | AddressObject[])?.value ?? []),
    ),
    ids: record(ID_FIELDS, (name) => idsOf(value(name) as string | string[] | undefined)),
    date: (value('date') as Date | undefined)?.getTime(),
    text: mail.text ?? '',
    html: mail.html || '',
  }
}

/** What it makes itself, text of HTML and HTML of text, is left out: it stands in no part. */
const MAILPARSER = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
  keepDeliveryStatus: true,
}

// ---- postal-mime

/** Where it keeps the text of every part. The public `text` and `html` also hold what it makes of one for the other. */
interface PostalMimeInternals {
  textMap: Map<unknown, Partial<Record<'plain' | 'html', { value: string }[]>>>
}

const flatPostal = (list: Address[]): Mailbox[] =>
  list.flatMap((one) => (one.group ? flatPostal(one.group) : [mailbox(one.name, one.address)]))

function postalReading(email: Email, { textMap }: PostalMimeInternals): Reading {
  const value = (name: string) => email.headers.find(({ key }) => key === name)?.value ?? ''
  const parts = (kind: 'plain' | 'html') =>
    [...textMap.values()].flatMap((entry) => (entry[kind] ?? []).map((one) => one.value)).join('\n')
  const date = email.date === undefined ? Number.NaN : Date.parse(email.date)
  return {
    fields: email.headers.map(({ key }) => key),
    subject: email.subject ?? '',
    addresses: record(ADDRESS_FIELDS, (name) => flatPostal(addressParser(value(name)))),
    ids: record(ID_FIELDS, (name) => idsOf(decodeWords(value(name)))),
    date: Number.isNaN(date) ? undefined : date,
    text: parts('plain'),
    html: parts('html'),
  }
}

export async function readPeer(peer: PeerName, bytes: Uint8Array): Promise<PeerReading> {
  try {
    if (peer === 'mailparser') return mailparserReading(await simpleParser(Buffer.from(bytes), MAILPARSER))
    const parser = new PostalMime({ forceRfc822Attachments: true })
    return postalReading(await parser.parse(bytes), parser as unknown as PostalMimeInternals)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
