import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import {
  AMOUNTS,
  TECHNIQUES,
  unseenFiller,
  unseenHonest,
  VARIANTS,
} from '../../corpus/generate/unseen-filler.mjs'
import { createAnalyzer } from '../../src/index.ts'

const SEED = 7
const filler = [...unseenFiller(SEED)]
const honest = [...unseenHonest(SEED)]
const names = TECHNIQUES.map(({ name }) => name)
const of = (name: string) => filler.filter(({ technique }) => technique === name)

/** The text of a message's HTML parts, decoded by another parser than ours, as they stand. */
async function htmlOf(bytes: Uint8Array): Promise<string> {
  const { html } = await simpleParser(Buffer.from(bytes))
  return html || ''
}
const INVISIBLE = /[\u2061-\u2064\u{e0020}-\u{e007e}]/gu

describe('the twenty techniques', () => {
  it('are twenty, with a reason each', () => {
    expect(new Set(names).size).toBe(20)
    for (const { why } of TECHNIQUES) expect(why).toMatch(/\w{3}/)
  })

  it.each(names)('%s carries every noise in every carrier', (name) => {
    expect(of(name).length).toBe(VARIANTS)
    expect(new Set(of(name).map(({ noise, carrier }) => `${noise} ${carrier}`)).size).toBe(VARIANTS)
  })

  it.each(names)('%s hides from 20 to 2,000 characters, spread', (name) => {
    const amounts = of(name)
      .map(({ amount, text }) => {
        expect([...text].length).toBe(amount)
        return amount
      })
      .sort((a, b) => a - b)
    expect(amounts[0]).toBe(AMOUNTS.least)
    expect(amounts.at(-1)).toBe(AMOUNTS.most)
    for (const [i, amount] of amounts.slice(1).entries()) expect(amount / amounts[i]).toBeLessThan(3)
  })
})

describe('messages', () => {
  const fields = (bytes: Uint8Array) =>
    Buffer.from(bytes)
      .toString('latin1')
      .match(/^(?:From|Subject): .*$/gm)
  const bytesOf = (messages: Iterable<{ bytes: Uint8Array }>) =>
    [...messages].map(({ bytes }) => Buffer.from(bytes).toString('latin1'))

  it('are the same for the same seed and others for another', () => {
    expect(bytesOf(unseenFiller(SEED))).toEqual(bytesOf(filler))
    expect(bytesOf(unseenHonest(SEED))).toEqual(bytesOf(honest))
    const all = [...bytesOf(filler), ...bytesOf(unseenFiller(SEED + 1))]
    expect(new Set(all).size).toBe(all.length)
  })

  it('are labelled, and have an honest twin of the same carrier, sender and subject', () => {
    expect(honest.length).toBe(filler.length)
    for (const [i, { technique, carrier, bytes, labels }] of filler.entries()) {
      const twin = honest[i]
      expect([twin.technique, twin.carrier]).toEqual([technique, carrier])
      expect([labels.hiddenFiller, twin.labels.hiddenFiller]).toEqual([1, 0])
      expect({ ...twin.labels, hiddenFiller: 1 }).toEqual(labels)
      expect(fields(twin.bytes)).toEqual(fields(bytes))
      expect(fields(bytes)?.length).toBe(2)
    }
  })

  it.each(names)('of %s hold every hidden word, and their twins none of the text', async (name) => {
    for (const [i, { technique, bytes, text }] of filler.entries()) {
      if (technique !== name) continue
      // mailparser shows both alternatives of HTML
      const [body, twin] = await Promise.all([htmlOf(bytes), htmlOf(honest[i].bytes)])
      const invisible = (body.match(INVISIBLE) ?? []).join('')
      // words that the technique parts are joined by a hyphen
      for (const word of text.split(' ')) expect(invisible === '' ? body : invisible).toContain(word)
      expect(twin).not.toContain(text)
    }
  })

  it('are of example domains', () => {
    for (const { html } of [...filler, ...honest])
      for (const [, host] of html.matchAll(/https?:\/\/([^\s/"']+)/g))
        expect(host).toMatch(/(?:^|\.)example\.net$|^schema\.org$|^www\.w3\.org$/)
  })

  it('are examined in full', () => {
    const analyzer = createAnalyzer()
    for (const { technique, bytes } of [...filler, ...honest]) {
      const { completeness, defects } = analyzer.analyze(bytes)
      expect(completeness, technique).toEqual({ complete: true, limits: [] })
      expect(defects, technique).toEqual([])
    }
  })
})
