// @ts-check
// Messages with filler that is hidden in ways the rest of the corpus does not use. Every one has an honest twin: the same page
// with what an honest sender or template would have in the same place.
import { plainRoute } from './build.mjs'
import { alternative, multipart, textContent } from './fields.mjs'
import { createRandom, mixSeed } from './random.mjs'
import { CARRIERS, carrierPage, carrierText, NOISE_KINDS, noise, THEMES } from './unseen-carriers.mjs'
import { TECHNIQUES } from './unseen-techniques.mjs'

/**
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./unseen-carriers.mjs').About} About
 * @typedef {import('./unseen-carriers.mjs').Holes} Holes
 * @typedef {import('./unseen-techniques.mjs').Technique} Technique
 */

export { TECHNIQUES }

/** Smallest and largest number of hidden characters. */
export const AMOUNTS = { least: 20, most: 2000 }
/** Messages of a technique. */
export const VARIANTS = 12

/**
 * Twelve amounts, one from each step of a ladder from least to most, whose ends are in it, shuffled.
 * @param {Random} random
 */
function amounts(random) {
  const { least, most } = AMOUNTS
  const at = (/** @type {number} */ step) => Math.round(least * (most / least) ** (step / (VARIANTS - 1)))
  return Array.from({ length: VARIANTS }, (_, step) => ({
    amount: step === 0 || step === VARIANTS - 1 ? at(step) : random.int(at(step), at(step + 0.8)),
    key: random.next(),
  }))
    .sort((a, b) => a.key - b.key)
    .map(({ amount }) => amount)
}

/** A message of the page and what stands beside it. @param {number} seed @param {Technique} technique @param {number} k @param {Partial<Holes>} holes @param {1 | 0} hiddenFiller */
function message(seed, technique, k, holes, hiddenFiller) {
  const random = createRandom(mixSeed(seed, `unseen ${technique.name} ${k}`))
  const about = aboutOf(random, k)
  const carrier = CARRIERS[k % CARRIERS.length]
  const html = carrierPage(carrier, about, holes)
  const boundary = `=_${random.hex(16)}`
  const parts = holes.parts ?? []
  const content =
    parts.length > 0
      ? multipart(
          'alternative',
          boundary,
          [...parts, html].map((part) => textContent('html', part)),
        )
      : random.int(0, 1)
        ? alternative(boundary, carrierText(about), html)
        : textContent('html', html)
  const { bytes, labels } = plainRoute(random, content, about.theme.subject, {
    name: about.theme.name,
    from: `service@${about.theme.host}`,
  })
  const prizeLure = about.theme.prize ? (carrier === 'picture' ? 1 : null) : 0
  return { technique: technique.name, carrier, html, bytes, labels: { ...labels, hiddenFiller, prizeLure } }
}

/** What the page is about: the first values of a message's random source. @param {Random} random @param {number} k @returns {About} */
function aboutOf(random, k) {
  const theme = THEMES[(random.int(0, THEMES.length - 1) + k) % THEMES.length]
  return {
    theme,
    reference: `${random.digits(3)}-${random.digits(5)}`,
    click: `https://${theme.host}/${random.alnum(14)}`,
    image: `https://img.example.net/${random.hex(10)}.png`,
  }
}

/** Twelve messages of each technique: every noise in every carrier, 20 to 2,000 characters. @param {number} seed an integer */
export function* unseenFiller(seed) {
  for (const technique of TECHNIQUES) {
    const random = createRandom(mixSeed(seed, `noise ${technique.name}`))
    for (const [k, amount] of amounts(random).entries()) {
      const kind = NOISE_KINDS[k % NOISE_KINDS.length]
      const raw = noise(random, kind, amount, technique.words)
      const text = technique.carry?.(raw) ?? raw
      yield {
        ...message(seed, technique, k, technique.hide(text, random, k), 1),
        noise: kind,
        amount: [...text].length,
        text,
      }
    }
  }
}

/** The same pages with honest content in the same places, in the same order. @param {number} seed an integer */
export function* unseenHonest(seed) {
  for (const technique of TECHNIQUES)
    for (let k = 0; k < VARIANTS; k++) {
      const about = aboutOf(createRandom(mixSeed(seed, `unseen ${technique.name} ${k}`)), k)
      yield message(seed, technique, k, technique.honest(about, k), 0)
    }
}
