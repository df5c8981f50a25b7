import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../corpus/generate/random.mjs'
import { createAnalyzer } from '../src/analyzer.ts'
import { explain } from '../src/report/index.ts'
import { mutate } from './helpers/mutate.mjs'
import { illFormed, inChunks, unsound } from './helpers/sound.mjs'

const analyzer = createAnalyzer()
const corpus = new URL('../corpus/messages/', import.meta.url).pathname
const messages = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.eml'))
  .sort()
  .map((name) => new Uint8Array(readFileSync(join(corpus, name))))

test('arbitrary bytes give a sound report', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(unsound(analyzer.analyze(bytes), bytes.length)).toEqual([])
    }),
    { numRuns: 1000 },
  )
})

test('a message in any chunks gives the same report', { timeout: 60_000 }, () => {
  const random = createRandom(7)
  for (const message of messages) {
    const whole = analyzer.analyze(message)
    expect(inChunks(analyzer, message, () => random.int(1, 700))).toEqual(whole)
    if (message.length < 6000) expect(inChunks(analyzer, message, () => 1)).toEqual(whole)
  }
})

// `npm run fuzz` makes as many as one likes; a failure names the seed.
test('3,000 damaged messages give sound reports, whole and in chunks', { timeout: 300_000 }, () => {
  const small = messages.filter(({ length }) => length < 20_000)
  for (let seed = 0; seed < 3000; seed++) {
    const random = createRandom(seed)
    const pick = () => small[random.int(0, small.length - 1)]
    const message = mutate(random, pick(), pick())
    const report = analyzer.analyze(message)
    expect(unsound(report, message.length), `seed ${seed}`).toEqual([])
    expect(illFormed(report), `seed ${seed}`).toBeUndefined()
    if (seed % 10 === 0) {
      expect(
        inChunks(analyzer, message, () => random.int(1, 700)),
        `seed ${seed}`,
      ).toEqual(report)
      const story = explain(report, { bytes: message }).replaceAll('\n', '')
      expect(illFormed(story), `seed ${seed}`).toBeUndefined()
      expect(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(story), `seed ${seed}`).toBe(false)
    }
  }
})
