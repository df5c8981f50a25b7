/** Whether a message, as it is seen, is a promise of a prize, gift or winnings that is there to be clicked. */
import { registeredDomain } from '../chain/operators.ts'
import { foldText } from '../text/fold-text.ts'
import { FAMILIES, type FamilyId, type FamilyKind } from '../text/lure/families.ts'
import { type Promises, promisesIn } from '../text/lure/promises.ts'
import type { Body } from './body.ts'
import type { BodyImage } from './html-reading.ts'
import type { Layout } from './layout.ts'
import { shownSize } from './pictures.ts'
import { destinationOf } from './url.ts'

/** What the promise is of. */
export type LureTheme = 'prize' | 'gambling'

/** What carries it: pictures, pictures and a little text, or text. */
export type LureCarrier = 'picture' | 'picture+text' | 'text'

export interface Lure {
  theme: LureTheme
  carrier: LureCarrier
  /** Words of the text above the footer. */
  words: number
  /** Promises of subject, sender's name and the beginning of what is seen, by family, with the words that make them. */
  promises: Promises
  /** Families of words that speak against it, from anywhere above the footer. */
  undoing: Promises
  /** Rows of the model. */
  features: string[]
}

/** What of the header a lure is told by. */
export interface LureHeading {
  subject: string
  fromName: string
  /** Domain of the From address; empty where there is none. */
  fromDomain: string
  isList: boolean
  isReply: boolean
}

/** A lure says what it promises at once. */
const NEAR_WORDS = 60
/** Code units of texts for pictures that are looked at. */
const MAX_ALTS = 1000
/** Code units of the visible text that are looked at. */
const MAX_TEXT = 4000
const MAX_HEADING = 500
/** CSS pixels of a picture that carries a message. */
const HERO = { width: 150, height: 100 }
/** Words beside pictures up to which they carry the message, and up to which they carry it with the text. */
const PICTURE_WORDS = 35
const TEXT_WORDS = 400
/** Visible characters that a button has no more of. */
const BUTTON = 40

const UNDOING_COUNT = 'kinds of words against it'

const ADDRESS = /\bhttps?:\S+|\bwww\.\S+/gi

/** @returns undefined where nothing is promised, or nothing can be clicked. */
export function readLure(heading: LureHeading, body: Body, layout: Layout): Lure | undefined {
  const { links, linked } = layout
  if (links.length + linked.length === 0) return undefined
  const head = promisesIn(foldText(`${heading.fromName} | ${heading.subject}`.slice(0, MAX_HEADING)))
  const text = foldText(layout.main.slice(0, MAX_TEXT).replace(ADDRESS, ' '))
  const near = promisesIn(`${beginningOf(text)} ${foldText(altTexts(layout.pictures))}`)
  const early = union(head, near)
  const promises = ofKinds(early, 'core', 'supporting')
  if (promises.size === 0) return undefined
  const anywhere = union(early, promisesIn(text))
  const words = wordsOf(text)
  const picture = pictureOf(body, layout)
  const carrier = carrierOf(picture, words)
  return {
    theme: themeOf(promises),
    carrier,
    words,
    promises,
    undoing: ofKinds(anywhere, 'undoing'),
    features: [
      'promise',
      ...[...anywhere.keys()].map((family) => FAMILIES[family].name),
      ...counts('in the heading', coreOf(head), 3),
      ...countsByLength('early promises', coreOf(early), 3, words),
      ...countsByLength('promises', promises.size, 6, words),
      ...counts(UNDOING_COUNT, ofKinds(anywhere, 'undoing').size, 3),
      step('words', words, [0, 12, 35, 70, 120, 200, 400]),
      ...structureOf(heading, body, layout, picture, text),
      ...(carrier === 'text' ? ['carried by text'] : []),
    ],
  }
}

function altTexts(pictures: readonly BodyImage[]): string {
  let out = ''
  for (const { alt } of pictures) {
    if (out.length >= MAX_ALTS) break
    if (alt) out += `${alt} | `
  }
  return out.slice(0, MAX_ALTS)
}

function beginningOf(text: string): string {
  let at = -1
  for (let i = 0; i < NEAR_WORDS; i++) {
    at = text.indexOf(' ', at + 1)
    if (at < 0) return text
  }
  return text.slice(0, at)
}

function union(one: Promises, other: Promises): Promises {
  const all = new Map(one)
  for (const [family, words] of other) if (!all.has(family)) all.set(family, words)
  return all
}

function ofKinds(promises: Promises, ...kinds: FamilyKind[]): Promises {
  return new Map([...promises].filter(([family]) => kinds.includes(FAMILIES[family].kind)))
}

const coreOf = (promises: Promises): number => ofKinds(promises, 'core').size

/** Kana, Han and Thai, which set no spaces. */
const UNSPACED = /[\u0e00-\u0e7f\u3040-\u9fff]/g
/** Characters of them to a word. */
const UNSPACED_WORD = 2.5

/** @param text as `foldText` leaves it. */
function wordsOf(text: string): number {
  if (text === '') return 0
  const unspaced = text.match(UNSPACED)?.length ?? 0
  return text.split(' ').length + Math.round(unspaced / UNSPACED_WORD)
}

/** `what 1+`, `what 2+` and so on, up to as many as there are. */
function counts(what: string, count: number, most: number): string[] {
  return Array.from({ length: Math.min(count, most) }, (_, i) => `${i + 1}+ ${what}`)
}

/** The same, apart for messages of different length: long ones speak of more. */
function countsByLength(what: string, count: number, most: number, words: number): string[] {
  const length = words <= 120 ? 'short' : words <= 200 ? 'middling' : 'long'
  return counts(`${what}, ${length} text`, count, most)
}

/** In which of the ranges that end with `ends` a count is. */
function step(what: string, count: number, ends: readonly number[]): string {
  const i = ends.findIndex((end) => count <= end)
  if (i < 0) return `${what} over ${ends.at(-1)}`
  const first = i === 0 ? 0 : ends[i - 1] + 1
  return first === ends[i] ? `${what} ${first}` : `${what} ${first} to ${ends[i]}`
}

type Picture = 'linked hero' | 'hero with button' | 'hero' | 'small picture' | 'no picture'

function isHero(image: BodyImage): boolean {
  const { width = HERO.width, height = HERO.height } = shownSize(image)
  return width >= HERO.width && height >= HERO.height
}

function pictureOf(body: Body, layout: Layout): Picture {
  const { pictures, linked } = layout
  if (linked.some(isHero) || layout.carries) return 'linked hero'
  const hero = pictures.some(isHero) || body.attached.length > 0
  if (hero) return hasButton(layout) ? 'hero with button' : 'hero'
  return pictures.length > 0 ? 'small picture' : 'no picture'
}

/** A picture to be clicked, or a short link. */
function hasButton({ links, linked }: Layout): boolean {
  const isShort = (length: number): boolean => length > 0 && length <= BUTTON
  return linked.length > 0 || links.some(({ textStart, textEnd }) => isShort(textEnd - textStart))
}

function carrierOf(picture: Picture, words: number): LureCarrier {
  const isCarried = picture === 'linked hero' || picture === 'hero with button'
  if (!isCarried || words > TEXT_WORDS) return 'text'
  return words <= PICTURE_WORDS ? 'picture' : 'picture+text'
}

const STAKES: readonly FamilyId[] = ['payout', 'play', 'casino', 'bonus']

function themeOf(promises: Promises): LureTheme {
  const isGambling =
    promises.has('casino') ||
    promises.has('spins') ||
    promises.has('jackpot') ||
    STAKES.filter((family) => promises.has(family)).length > 1
  return isGambling ? 'gambling' : 'prize'
}

/** Names of examples (RFC 2606): headers that were made up for a body fit nothing in it. */
const RESERVED = /(?:^|\.)(?:example(?:\.\w+)?|test|invalid|localhost)$/i

const GREETING =
  /^(?:\S+ ){0,6}?(?:dear|hello|hi|hey|hallo|guten tag|sehr geehrte[rs]?|liebe[rs]?|bonjour|cher|chere|madame|hola|estimad[oa]|ola|prezad[oa]|caro|cara|ciao|gentile|beste|geachte|hej|hei|kjaere|kaere|szanown[ya]|dzien dobry|czesc|vazen[yi]|dobry den|buna|draga|kedves|tisztelt|merhaba|sayin|αγαπητε|γεια|здравствуите|уважаемы[ие]|добрыи день|привет)(?: |$)/

function structureOf(
  { fromName, fromDomain, isList, isReply }: LureHeading,
  body: Body,
  layout: Layout,
  picture: Picture,
  text: string,
): string[] {
  const { links, linked, footerAt } = layout
  const above = links.filter(({ textStart, hasImage }) => textStart < footerAt || hasImage)
  const destinations = new Set(above.map(({ href }) => domainOf(href)))
  const features = [
    picture,
    step('links', Math.max(above.length, linked.length > 0 ? 1 : 0), [1, 4, 8, 15]),
    step('destinations', destinations.size, [0, 1, 2, 4]),
  ]
  if (hasButton(layout)) features.push('button')
  if (GREETING.test(text)) features.push('greeting')
  if (isList) features.push('mailing list')
  if (isReply) features.push('reply')
  if (body.html === undefined) features.push('plain text')
  const sender = registeredDomain(fromDomain)
  if (sender === undefined) return features
  const isSeen = body.visibleText.includes(sender) || links.some(({ href }) => domainOf(href) === sender)
  if (isSeen) features.push('sender’s domain seen')
  else if (!RESERVED.test(fromDomain)) features.push('sender’s domain unseen')
  if (isNamedAfter(fromName, sender)) features.push('named after its domain')
  return features
}

/** The registered domain that an address leads to, or the host where it has none. */
function domainOf(href: string): string {
  const { host } = destinationOf(href)
  return registeredDomain(host) ?? host
}

/** Whether the sender goes by the name of its own domain, as companies do. */
function isNamedAfter(name: string, domain: string): boolean {
  const own = domain.split('.')[0].replaceAll('-', '')
  const said = foldText(name).replaceAll(' ', '')
  return own.length > 2 && said !== '' && (said.includes(own) || (said.length > 3 && own.includes(said)))
}

const FAMILY_KINDS = new Map<string, FamilyKind>(
  Object.values(FAMILIES).map(({ name, kind }) => [name, kind]),
)
/** Families that are told apart from promises by what stands beside them. */
const EITHER_WAY = new Set<string>(
  (['free', 'goods', 'confirm', 'last', 'loyalty'] as const).map((family) => FAMILIES[family].name),
)
const UNBOUND = 20
/** Bits that words of one undoing family take away at most. */
const UNDOING = 2
/** And what they are taken to take away where few messages have them. */
const EXPECTED = -1

/** The least and the greatest bits that a feature may weigh, and what is expected of it: a promise never speaks against a lure. */
export function featureBounds(feature: string): readonly [least: number, most: number, expected: number] {
  const kind = FAMILY_KINDS.get(feature)
  if (kind === 'undoing' || feature.endsWith(UNDOING_COUNT))
    return [-UNDOING, EITHER_WAY.has(feature) ? UNDOING : 0, kind === 'undoing' ? EXPECTED : 0]
  if (EITHER_WAY.has(feature)) return [-UNBOUND, UNBOUND, 0]
  const isPromise = kind === 'core' || kind === 'supporting' || /^\d\+ /.test(feature)
  return [isPromise ? 0 : -UNBOUND, UNBOUND, 0]
}

/** A claim in text alone is said, and not held for a lure. */
export const LURE_GATES: readonly string[] = ['carried by text']
