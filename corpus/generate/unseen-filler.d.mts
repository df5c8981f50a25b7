/** Types of unseen-filler.mjs. */
import type { Message } from '../generator.mjs'

export interface UnseenHonest extends Message {
  /** A name of TECHNIQUES. */
  technique: string
  carrier: 'picture' | 'card' | 'letter'
  /** The HTML part that a client shows, decoded. */
  html: string
}

export interface UnseenFiller extends UnseenHonest {
  noise: 'tokens' | 'salad' | 'prose' | 'foreign'
  /** Characters that are hidden, in code points. */
  amount: number
  /** These characters; they may stand in the body in pieces. */
  text: string
}

export const AMOUNTS: { least: number; most: number }
/** Messages of a technique. */
export const VARIANTS: number
/** `why` says why the reader does not see the text. */
export const TECHNIQUES: readonly { name: string; why: string }[]

/** Twelve messages of each technique, labelled hidden filler. The same seed, an integer, gives the same bytes. */
export function unseenFiller(seed: number): Generator<UnseenFiller>
/** Twins of `unseenFiller(seed)`, one for one: the same page with honest content in the same place. */
export function unseenHonest(seed: number): Generator<UnseenHonest>
