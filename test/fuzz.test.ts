import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../corpus/generate/random.mjs'
import { createAnalyzer } from '../src/analyzer.ts'
import { corpusMessages } from './helpers/corpus.ts'
import { expectSoundDamaged } from './helpers/damaged.ts'
import { inChunks, unsound } from './helpers/sound.mjs'

const analyzer = createAnalyzer()

test('arbitrary bytes give a sound report', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(unsound(analyzer.analyze(bytes), bytes.length)).toEqual([])
    }),
  )
})

test('a message in any chunks gives the same report', () => {
  const random = createRandom(7)
  // byte by byte where that is soon done
  for (const { name, bytes: buffer } of corpusMessages()) {
    const bytes = new Uint8Array(buffer)
    const whole = analyzer.analyze(bytes)
    expect(
      inChunks(analyzer, bytes, () => random.int(1, 700)),
      name,
    ).toEqual(whole)
    if (bytes.length < 1500)
      expect(
        inChunks(analyzer, bytes, () => 1),
        name,
      ).toEqual(whole)
  }
})

test('damaged messages give sound reports, whole and in chunks', () => {
  expectSoundDamaged(0, 200)
})
